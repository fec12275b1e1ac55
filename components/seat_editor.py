"""Who sits in a body, with a voice or as adviser."""

from typing import Any

from nicegui import ui

from components.field import Choice, Field, PartList
from components.following import LiveSelect
from components.observer import Observer
from components.visit import Visit
from data.models import Dossier, PartyType, Seat
from data.rules.changes import value_at

RESIDENT_TYPES = (PartyType.RESIDENTS, PartyType.COOPERATIVE, PartyType.TENANTS)
"""types of parties in which residents speak"""


class SeatList(PartList):
    """The members of one body.

    :param path: of the body
    """

    def __init__(self, visit: Visit, path: str) -> None:
        self._visit = visit
        super().__init__(
            visit,
            f'{path}.seats',
            item='lid',
            empty='Nog geen leden.',
            row=self._seat,
        )
        self.classes('wa-seats')

    def _seat(self, path: str) -> None:
        _Seat(self._visit, path)


class _Seat(Observer):
    """One member: who, and whether with a voice."""

    def __init__(self, visit: Visit, path: str) -> None:
        super().__init__()
        self._path = path
        self.classes('wa-seat')
        with self:
            _Who(visit, path, 'Lid', seat_choices, empty='Iemand zonder partij', hide_label=True)
            with ui.element('div').classes('wa-seat__name') as self._name:
                Field(visit, f'{path}.name', 'Naam', hide_label=True, placeholder='Naam')
            Field(visit, f'{path}.advisory', 'Adviseert (geen stem)', kind='check')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        """Ask for a name only if the person is not in the list of a party."""
        seat = value_at(dossier, self._path)
        self._name.set_visibility(isinstance(seat, Seat) and not seat.person_id)


class _Who(LiveSelect):
    """Chooses party and person of a seat at once: ``<party>/<person>``."""

    def _read(self, dossier: Dossier) -> Any:
        seat = value_at(dossier, self._path)
        return f'{seat.party_id}/{seat.person_id}' if isinstance(seat, Seat) and seat.party_id else ''

    def _parsed(self, value: Any) -> Any:
        party_id, _, person_id = str(value).partition('/')
        seat = value_at(self._visit.dossier, self._path)
        name, advisory = (seat.name, seat.advisory) if isinstance(seat, Seat) else ('', False)
        return {
            'id': self._path.rpartition('.')[2],
            'party_id': party_id,
            'person_id': person_id,
            'name': '' if person_id else name,
            'advisory': advisory,
        }


def seat_choices(dossier: Dossier) -> list[Choice]:
    """Give everyone who can sit in a body, and per party somebody who has not been named yet."""
    choices = []
    for party in dossier.parties:
        choices += [
            Choice(f'{party.id}/{person.id}', f'{person.name or "zonder naam"} ({party.short_name})')
            for person in party.people
        ]
        choices.append(Choice(f'{party.id}/', f'iemand van {party.short_name}'))
    return choices


def members_text(dossier: Dossier, path: str) -> str:
    """Count the members of a body: '4 leden met stem, 2 adviseurs'."""
    seats = value_at(dossier, f'{path}.seats') or ()
    advisers = sum(seat.advisory for seat in seats)
    voices = len(seats) - advisers
    parts = [f'{voices} {"lid" if voices == 1 else "leden"} met stem'] if voices else []
    parts += [f'{advisers} {"adviseur" if advisers == 1 else "adviseurs"}'] if advisers else []
    return ', '.join(parts) or 'nog geen leden'
