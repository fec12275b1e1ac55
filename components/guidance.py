"""Practice cases, tips and help at the step they are about."""

from nicegui import ui

from components.explained import Explained
from components.html import Icon, Link, Prose, Words
from components.visit import Visit
from data.content_models import Block, Case, Question


class Cases(ui.element):
    """The practice cases that belong to a place, closed until somebody wants them.

    :param place: ``<track>/<screen>`` or the address of a step
    """

    def __init__(self, visit: Visit, place: str) -> None:
        super().__init__('div')
        self.classes('wa-stack')
        with self:
            for case in visit.content.cases:
                if place in case.shows_at:
                    practice_case(case)


class Why(ui.element):
    """Why a building block matters, folded away; the words are those of its question in the wizards.

    :param block: name of the building block, for example ``matrix``
    """

    def __init__(self, visit: Visit, block: Block) -> None:
        super().__init__('details')
        question = next((each for each in visit.content.questions.values() if each.block == block), None)
        self.classes('wa-details').set_visibility(question is not None)
        if question is None:
            return
        with self:
            with ui.element('summary'):
                Icon('lightbulb')
                Words('span', 'Waarom is dit belangrijk?')
            with ui.element('div').classes('wa-details__body'):
                for text in (question.why, question.help, question.tip and f'**Tip.** {question.tip}'):
                    if text:
                        Explained(visit, text)


def practice_case(case: Case) -> None:
    """Show one practice case."""
    with ui.element('details').classes('wa-details wa-case'):
        with ui.element('summary'):
            Icon('quote')
            Words('span', f'Uit de praktijk: {case.title}')
        with ui.element('div').classes('wa-details__body'):
            Words('p', case.place, 'wa-small wa-subtle')
            Prose(case.text)
            with ui.element('div').classes('wa-note wa-note--success').style('margin:12px 0'):
                Icon('lightbulb')
                Words('span', case.lesson)
            if case.source_url:
                with ui.element('p').classes('wa-small'):
                    Words('span', 'Bron: ')
                    Link(case.source_name, case.source_url).props('rel="noreferrer noopener" target=_blank')


def question_help(visit: Visit, question: Question) -> None:
    """Show why a question is asked, with hard words explained, and help, tip and example behind a button each."""
    Explained(visit, question.why, 'wa-subtle')
    with ui.element('div').classes('wa-helps'):
        for title, text in (('Uitleg', question.help), ('Tip', question.tip), ('Voorbeeld', question.example)):
            if text:
                with ui.element('details').classes('wa-details wa-details--quiet'):
                    Words('summary', title)
                    with ui.element('div').classes('wa-details__body'):
                        Explained(visit, text)
