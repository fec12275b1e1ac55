"""What the parts of the history page share: names of authors, native choices, and the texts that somebody may read."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from nicegui import events, ui

from components.focus import put_focus
from components.html import Words
from components.past import Past
from components.visit import Visit
from data.authorship import Author
from data.rules.story import actor
from data.rules.story_places import text_name

RECENT = 200
"""how many changes are looked at for people who left"""
Option = tuple[str, str]
"""value and what it is called"""


class NativeSelect(ui.element):
    """A labelled select that tells a function what was chosen; its options can grow.

    :param chosen: called with the value
    """

    def __init__(self, label: str, options: Iterable[Option], value: str, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self._values: list[str] = []
        self.classes('wa-field')
        with self:
            caption = Words('label', label, 'wa-field__label')
            self._select = ui.element('select').classes('wa-input')
        caption.props['for'] = f'c{self._select.id}'
        self.grow(options, value)

        def pick(event: events.GenericEventArguments) -> object:
            return chosen(event.args) if event.args in self._values else None

        self._select.on('change', pick, js_handler='(e) => emit(e.target.value)')

    def focus(self) -> None:
        """Bring the keyboard here, because what it was on has gone."""
        put_focus(self._select)

    def grow(self, options: Iterable[Option], selected: str = '') -> None:
        """Add options that are not there yet; what is chosen stays."""
        with self._select:
            for value, name in options:
                if value not in self._values:
                    option = Words('option', name)
                    option.props['value'] = value
                    if value == selected:
                        option.props['selected'] = True
                    self._values.append(value)


class NativeInput(ui.element):
    """A labelled native input for a date, a moment or a checkbox.

    :param kind: its HTML type
    :param changed: called with the value, as text or, for a checkbox, as truth
    """

    def __init__(self, label: str, kind: str, value: str, changed: Callable[[str], object]) -> None:
        super().__init__()
        self.classes('wa-field')
        with self:
            caption = Words('label', label, 'wa-field__label')
            field = ui.element('input').classes('wa-input').props(f'type={kind}')
        caption.props['for'] = f'c{field.id}'
        field.props['value'] = value
        field.on('change', lambda event: changed(str(event.args)), js_handler='(e) => emit(e.target.value)')


def author_name(author: Author) -> str:
    """Name an author: 'LindeWarm (Fatima)', and who brought the words if that was somebody else."""
    is_told = not author.party_id or author.name.endswith(f' van {author.party}')
    name = author.name if is_told else f'{author.party} ({author.name})'
    return f'{name}, aangeleverd door {author.via}' if author.via else name


def readable_texts(visit: Visit) -> list[Option]:
    """Give the texts with a past that this member may read, with their names."""
    ids = Past(visit).text_ids()
    names = [(text_id, text_name(text_id, visit.dossier, visit.content)) for text_id in ids]
    return sorted(((text_id, name[:1].upper() + name[1:]) for text_id, name in names), key=_goal_first)


def people_in(visit: Visit) -> list[Option]:
    """Give everyone of a dossier by id, with party; also who left and is still in the newest changes."""
    members = visit.workspace.accounts.members_of(visit.dossier_id)
    people = {member.id: actor(member.name, member.party_id, visit.dossier) for member in members}
    for _, entry in islice(Past(visit).lines(lambda _: True), RECENT):
        people.setdefault(entry.member_id, actor(entry.name, entry.party_id, visit.dossier))
    return [*people.items()]


def utc_text(moment: datetime) -> str:
    """Write a moment as the journal does, to the second."""
    return f'{moment:%Y-%m-%dT%H:%M:%S}'


def _goal_first(option: Option) -> tuple[bool, str]:
    return option[0] != 'goal', option[1]
