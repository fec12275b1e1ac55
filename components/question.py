"""One question of a wizard, with everything it asks, and 'Weten we nog niet'."""

from collections.abc import Callable, Mapping

from nicegui import ui

from components.comments import comments_at
from components.field import Cell, Checks, Choice, Field, Kind, PartList, Radios
from components.guidance import question_help
from components.html import Icon, Words
from components.observer import Observer
from components.state_badge import StateBadge
from components.text_box import TextBox
from components.visit import Visit
from data.content_models import Column, Entry, Option, Question
from data.models import Dossier, answer_of, question_place
from data.rules.progress import applies, question_state
from data.rules.states import State

Block = Callable[[Visit, Question], object]


class QuestionCard(Observer):
    """A question; its state follows what anyone fills in.

    :param blocks: builders of the building blocks by name
    """

    def __init__(self, visit: Visit, question: Question, blocks: Mapping[str, Block]) -> None:
        super().__init__('section')
        self._visit, self._question = visit, question
        self.classes('wa-card wa-question').props['id'] = f'vraag-{question.id}'
        self.props['aria-labelledby'] = f'h-{question.id}'
        with self:
            self._head()
            with ui.element('div').classes('wa-question') as self._asked:
                self._inputs(blocks)
            self._set_aside()
            comments_at(visit, question_place(question.id))
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)
        self.listen(visit.workspace.texts.text_changed, self._follow_text)

    def _head(self) -> None:
        question = self._question
        with ui.element('div').classes('wa-question__head'):
            with ui.element('div').classes('wa-row'):
                Words('span', question.id, 'wa-small wa-subtle')
                self._badge = StateBadge(State.EMPTY)
            Words('h2', question.title).props['id'] = f'h-{question.id}'
            question_help(self._visit, question)

    def _inputs(self, blocks: Mapping[str, Block]) -> None:
        visit, question, path = self._visit, self._question, f'answers.{self._question.id}'
        if question.choices:
            Radios(visit, f'{path}.choice', question.short, question.choices)
        if question.checks:
            Checks(visit, f'{path}.checked', question.short, question.checks)
        for subject in question.ladder:
            self._rung(subject)
        if question.columns:
            self._table()
        if question.fields:
            with ui.element('div').classes('wa-fields'):
                for entry in question.fields:
                    entry_field(visit, entry)
        if question.block:
            blocks[question.block](visit, question)
        TextBox(visit, answer_of(question.id), question.text_label, min_lines=2)

    def _rung(self, subject: Option) -> None:
        ladder = self._visit.content.participation
        options = [Choice(rung.id, f'{rung.number}. {rung.name} – {rung.promise}') for rung in ladder]
        path = f'answers.{self._question.id}.rungs.{subject.id}'
        Field(self._visit, path, subject.name, kind='select', options=options, help=subject.text)

    def _table(self) -> None:
        question = self._question
        cells = [Cell(f'cells.{column.id}', column.name, _kind(column)) for column in question.columns]
        PartList(self._visit, f'answers.{question.id}.rows', cells, item='regel', empty='Nog niets ingevuld.')

    def _set_aside(self) -> None:
        """Let people say honestly that they do not know yet, or that it does not apply."""
        path = f'answers.{self._question.id}'
        with ui.element('details').classes('wa-details wa-details--quiet') as details:
            if self._visit.dossier.answer(self._question.id).unknown:
                details.props['open'] = True
            with ui.element('summary'):
                Icon('circle-help')
                Words('span', 'Weten we nog niet')
            with ui.element('div').classes('wa-details__body wa-stack'):
                Words(
                    'p',
                    'Dat is een goed antwoord. Spreek af wie het uitzoekt, en wanneer.',
                    'wa-small wa-subtle',
                )
                with ui.element('div').classes('wa-fields'):
                    people = [person.name for party in self._visit.dossier.parties for person in party.people]
                    Field(self._visit, f'{path}.unknown.owner', 'Wie zoekt het uit?', suggestions=people)
                    Field(self._visit, f'{path}.unknown.due', 'Vóór wanneer?', kind='date')
                with ui.element('div').classes('wa-row'):
                    Field(
                        self._visit,
                        f'{path}.not_applicable',
                        'Deze vraag past niet bij ons',
                        kind='check',
                    )
                    known = Words('button', 'We weten het nu', 'wa-button wa-button--quiet').props('type=button')
                    known.on('click', lambda: self._visit.put(f'{path}.unknown', None))

    def _follow_text(self, dossier_id: str, text_id: str) -> None:
        if (dossier_id, text_id) == (self._visit.dossier_id, answer_of(self._question.id)):
            self._follow(self._visit.dossier)

    def _follow(self, dossier: Dossier) -> None:
        state = question_state(self._question, dossier, self._visit.texts, self._visit.today)
        self._badge.show(state, '' if applies(self._question, dossier) else 'nu niet van toepassing')


def _kind(column: Column) -> Kind:
    """Give the input of a column; a table keeps text, so that a half-known year or number stays as typed."""
    return 'date' if column.input == 'date' else 'text'


def entry_field(visit: Visit, entry: Entry) -> None:
    """Show a field of a question that writes straight into the dossier."""
    options = [Choice(option.id, option.name) for option in entry.options]
    Field(visit, entry.path, entry.label, kind=entry.input, options=options, help=entry.help)
