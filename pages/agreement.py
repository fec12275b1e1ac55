"""Step: the agreement as it grows, what it still lacks, and the files to take away."""

from nicegui import ui

from components.agreement_preview import AgreementPreview
from components.agreement_summary import AgreementContents, AgreementSummary
from components.blocking_points import BlockingElsewhere
from components.comments import comments_at
from components.field import Checks, Field
from components.fold import Fold
from components.html import Prose, Words
from components.openness_list import OpennessList
from components.text_box import TextBox
from components.visit import Visit
from data.content_models import Option
from data.models import article_place, clause_of
from data.rules.document import Section
from pages.agreement_files import agreement_files
from pages.sections import section


def agreement_page(visit: Visit) -> None:
    """Show the agreement, live, with everything around it."""
    with ui.element('div').classes('wa-stack wa-stack--large'):
        with ui.element('div').classes('wa-agreement-top'):
            _state(visit)
            agreement_files(visit)
        with ui.element('div').classes('wa-agreement-columns'):
            AgreementContents(visit)
            _text(visit)
        _openness(visit)
        _left_out(visit)


def _state(visit: Visit) -> None:
    with ui.element('section').classes('wa-card').props('aria-labelledby=h-stand').props('id=stand'):
        with ui.element('div').classes('wa-row'):
            Words('h2', 'Hoe ver is de tekst?').props('id=h-stand')
            Words('span', 'Concept', 'wa-badge wa-badge--bezig')
        AgreementSummary(visit)
        if visit.may('version'):
            Field(visit, 'version', 'Versie', help='Geef een nieuw nummer als u de tekst met anderen deelt.')


def _text(visit: Visit) -> None:
    with ui.element('article').classes('wa-paper').props('aria-label="De tekst"'):
        AgreementPreview(visit, explain=True, announce=True, tools=lambda part: _tools(visit, part))


def _tools(visit: Visit, part: Section) -> None:
    """Let the parties add their own words to an article; the editor is made when somebody wants it."""
    articles = {article.id for article in visit.content.articles}
    if part.id not in articles:
        return
    BlockingElsewhere(visit, part.id)
    comments_at(visit, article_place(part.id))

    def editor() -> None:
        if part.tip:
            Prose(part.tip, 'wa-subtle')
        TextBox(
            visit, clause_of(part.id), f'Aanvulling bij {part.title}', help='Dit komt als extra lid in het artikel.'
        )

    with Fold(editor, quiet=True).classes('wa-noprint').summary:
        Words('span', 'Tip en eigen aanvulling')


def _openness(visit: Visit) -> None:
    intro = (
        'Wat niemand openbaar maakte, is gedeeld met de partijen en blijft uit de openbare versie. Alleen de eigen '
        'partij maakt haar bijdrage openbaar; de rest doet de gemeente of de procesbegeleider.'
    )
    with (
        section('openbaar', 'Wat is openbaar?', intro).classes('wa-noprint'),
        Fold(lambda: OpennessList(visit)).summary,
    ):
        Words('span', 'Bekijk per tekst en bijlage wie het leest')


def _left_out(visit: Visit) -> None:
    intro = (
        'Kruis alleen aan wat u bewust weglaat. De nummers van de andere artikelen blijven gelijk. '
        'Laat u een artikel weg dat iedereen beschermt, dan staat daarover een waarschuwing in de overeenkomst.'
    )
    with section('weglaten', 'Artikelen weglaten', intro).classes('wa-noprint'):

        def choices() -> None:
            options = [
                Option(id=article.id, name=f'Artikel {article.number} – {article.title}')
                for article in visit.content.articles
            ]
            Checks(visit, 'legal.dropped', 'Deze artikelen horen niet in onze overeenkomst', options)

        with Fold(choices).summary:
            Words('span', 'Kies artikelen om weg te laten')
