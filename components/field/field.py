"""One labelled input bound to a path of the dossier."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from nicegui import events

from components.observer import Observer
from components.visit import Visit
from data.models import Dossier
from data.rules.changes import ChangeError, plain, value_at

Kind = Literal['text', 'area', 'number', 'euro', 'year', 'date', 'time', 'select', 'check']
NOT_SAVED = 'Dit is niet opgeslagen. Probeer het zo nog eens.'
"""what an input says when something went wrong that nobody foresaw"""
_NUMBERS = ('number', 'euro', 'year')


class Choice(NamedTuple):
    """Something to choose in a list."""

    value: str
    label: str


class Field(Observer, component='field.js', esm={'unanswered': 'unanswered'}):
    """A native input that saves while somebody types and follows what others do.

    Half-typed words are never replaced; what the server has not confirmed stays on the device and is sent again.

    :param path: where the value stands in the dossier (see ``data.rules.changes``)
    :param options: for a select; an empty first choice is added
    :param unit: printed behind a number
    :param suggestions: values to offer while typing
    :param readonly: None follows the permissions of the member
    """

    def __init__(
        self,
        visit: Visit,
        path: str,
        label: str,
        *,
        kind: Kind = 'text',
        help: str = '',
        options: Iterable[Choice] = (),
        suggestions: Sequence[str] = (),
        unit: str = '',
        rows: int = 2,
        placeholder: str = '',
        hide_label: bool = False,
        empty: str = 'Kies …',
        readonly: bool | None = None,
    ) -> None:
        super().__init__()
        self._visit = visit
        self._path = path
        self._kind = kind
        self._shown = self._read(visit.dossier)
        anchor = 'veld-' + path.replace('.', '-').replace(':', '-')
        choices = [{'value': '', 'label': empty}, *({'value': each.value, 'label': each.label} for each in options)]
        self._props.update(
            {
                'id': f'{anchor}-{self.id}',
                'kind': kind,
                'label': label,
                'help': help,
                'value': self._shown,
                'options': choices if kind == 'select' else [],
                'suggestions': list(suggestions),
                'unit': unit or ('euro' if kind == 'euro' else ''),
                'rows': rows,
                'placeholder': placeholder,
                'keep': kept_at(visit, path),
                'readonly': not visit.may(path) if readonly is None else readonly,
                'hide-label': hide_label,
            }
        )
        self.on('change', self._save)
        self.listen(visit.changed, self._follow)

    def _save(self, event: events.GenericEventArguments) -> None:
        """Put what was typed into the dossier, and say whether that worked."""
        number, refusal = event.args['number'], NOT_SAVED
        self._shown = event.args['value']
        try:
            refusal = self._visit.set(self._path, self._parsed(self._shown))
        finally:  # an input that hears nothing would say for ever that it is saving
            self._answer(number, refusal)

    def _answer(self, number: int, refusal: str) -> None:
        if refusal:
            self.run_method('refused', number, refusal, bool(self._visit.workspace.trouble))
        else:
            self.run_method('saved', number)

    def _follow(self, dossier: Dossier) -> None:
        value = self._read(dossier)
        if value != self._shown:
            self._shown = value
            self.run_method('follow', value, '')

    def _read(self, dossier: Dossier) -> Any:
        try:
            value = plain(value_at(dossier, self._path))
        except ChangeError:
            return ''
        if self._kind == 'check':
            return bool(value)
        return '' if value is None else str(value)

    def _parsed(self, value: Any) -> Any:
        """Read numbers as people write them: ``52.800``, ``€ 52.800``."""
        if self._kind in _NUMBERS and isinstance(value, str):
            digits = value.replace('€', '').replace('.', '').replace(' ', '')
            if digits.removeprefix('-').isdecimal():
                with suppress(ValueError):  # thousands of digits
                    return int(digits)
        return value


def kept_at(visit: Visit, path: str) -> str:
    """Name what a browser keeps of an input until it is saved.

    It holds the party too: who goes on to another party does not say there what they said for the first.
    """
    return f'wa:{visit.dossier_id}:{visit.member.id}:{visit.member.party_id}:{path}'
