"""Native radio buttons and checkboxes bound to a path of the dossier."""

from collections.abc import Iterable, Sequence

from nicegui import events

from components.field.field import NOT_SAVED, kept_at
from components.observer import Observer
from components.visit import Visit
from data.content_models import Option
from data.models import Dossier
from data.rules.changes import plain, value_at


class _Group(Observer, component='choices.js'):
    """A group of native choices with a legend."""

    def __init__(
        self, visit: Visit, path: str, legend: str, options: Sequence[Option], *, several: bool, help: str = ''
    ) -> None:
        super().__init__()
        self._visit = visit
        self._path = path
        self._shown = self._read(visit.dossier)
        self._props.update(
            {
                'id': f'groep-{self.id}',
                'legend': legend,
                'help': help,
                'options': [{'value': each.id, 'label': each.name, 'text': each.text} for each in options],
                'several': several,
                'value': self._shown,
                'keep': f'{kept_at(visit, path)}:keuze',
                'readonly': not visit.may(path),
            }
        )
        self.on('change', self._save)
        self.listen(visit.changed, self._follow)

    def _save(self, event: events.GenericEventArguments) -> None:
        """Put what was picked into the dossier; the answer holds what stands there now, also if that is another."""
        number, refusal = event.args['number'], NOT_SAVED
        try:
            self._shown = list(event.args['value'])
            refusal = self._visit.set(self._path, self._to_store(self._shown))
        finally:  # choices that hear nothing would say for ever that they are saving
            self._shown = self._read(self._visit.dossier)
            again = bool(refusal and self._visit.workspace.trouble)
            self.run_method('settled', number, self._shown, refusal, again)

    def _to_store(self, chosen: list[str]) -> object:
        return chosen

    def _follow(self, dossier: Dossier) -> None:
        value = self._read(dossier)
        if value != self._shown:
            self._shown = value
            self.run_method('follow', value)

    def _read(self, dossier: Dossier) -> list[str]:
        value = plain(value_at(dossier, self._path))
        chosen = value if isinstance(value, list) else [value]
        return [str(each) for each in chosen if each not in (None, '')]


class Checks(_Group):
    """Several of a list can be chosen; stored as a list of ids."""

    def __init__(self, visit: Visit, path: str, legend: str, options: Iterable[Option]) -> None:
        super().__init__(visit, path, legend, list(options), several=True)


class Radios(_Group):
    """One of a list can be chosen; stored as its id.

    :param number: store the id as a number
    """

    def __init__(
        self,
        visit: Visit,
        path: str,
        legend: str,
        options: Iterable[Option],
        *,
        number: bool = False,
        help: str = '',
    ) -> None:
        self._number = number
        super().__init__(visit, path, legend, list(options), several=False, help=help)

    def _to_store(self, chosen: list[str]) -> object:
        value = chosen[0] if chosen else ''
        return int(value) if self._number and value.isdecimal() else value
