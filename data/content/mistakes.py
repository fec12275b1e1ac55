"""A mistake in ``content/``: file, field and remedy in one Dutch sentence, for an editor who knows no Python."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Mistake:
    """Where something is wrong and what would be right."""

    file: str
    """path below ``content/``"""
    field: str
    """name of the field, with the item it stands in; empty for the whole file"""
    remedy: str

    def __str__(self) -> str:
        """One sentence: 'questions/A3.md, veld feeds: ...'."""
        return f'{self.file}, veld {self.field}: {self.remedy}' if self.field else f'{self.file}: {self.remedy}'


class ContentError(ValueError):
    """``content/`` cannot be used; the message has a line for every mistake found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__('\n'.join(f'content/{mistake}' for mistake in self.mistakes))


_DATE = 'schrijf een datum als 2026-11-23, en in de demo als week 10 do.'
_REMEDIES = {
    'missing': 'ontbreekt; vul het in.',
    'string_type': 'moet tekst zijn; zet er aanhalingstekens omheen.',
    'int_type': 'moet een heel getal zijn, zonder aanhalingstekens.',
    'bool_type': 'kan alleen true of false zijn.',
    'tuple_type': 'moet een lijst zijn; begin elke regel met een streepje.',
    'dict_type': 'moet uit regels ‘naam: waarde’ bestaan.',
    'model_type': 'moet uit regels ‘naam: waarde’ bestaan.',
    'string_pattern_mismatch': 'mag alleen letters, cijfers, - en _ hebben.',
    'date_type': _DATE,
    'date_parsing': _DATE,
    'date_from_datetime_parsing': _DATE,
}


def remedy(error: ErrorDetails, known: Iterable[str]) -> str:
    """Say in Dutch what to do about an error of pydantic.

    :param known: names of the fields that may stand at that place
    """
    kind, context = error['type'], error.get('ctx', {})
    if kind == 'extra_forbidden':
        return f'bestaat hier niet; {_suggestion(str(error["loc"][-1]), known)}'
    if kind in ('enum', 'literal_error'):
        return f'‘{error["input"]}’ kan hier niet; kies uit {context["expected"].replace(" or ", ", ")}.'
    return _REMEDIES.get(kind, f'is niet goed ({error["msg"]}); verbeter de waarde ‘{_short(error["input"])}’.')


def unknown(name: str, known: Iterable[str]) -> str:
    """Say that something is referred to that does not exist."""
    return f'‘{name}’ bestaat niet; {_suggestion(name, known)}'


def _suggestion(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return f'bedoelt u ‘{close[0]}’?'
    return f'haal het weg of kies uit: {", ".join(names)}.' if names else 'haal het weg.'


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f'{text[:40]}…'
