"""Step: who changed what, and when."""

from itertools import islice
from zoneinfo import ZoneInfo

from nicegui import ui

from components.html import Words
from components.observer import Observer
from components.theme import party_colour
from components.visit import Visit
from data.journal import Entry
from data.models import Dossier
from data.rules.story import sentence

_ZONE = ZoneInfo('Europe/Amsterdam')
_SHOWN = 200


def history_page(visit: Visit) -> None:
    """Show the changes of a dossier, newest first."""
    Timeline(visit)


class Timeline(Observer):
    """The journal in plain Dutch; new changes come on top."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._count = 0
        with self:
            self._nothing = Words('p', 'Er is nog niets gewijzigd.', 'wa-empty')
            self._list = ui.element('ol').classes('wa-timeline')
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)

    def _follow(self, dossier: Dossier) -> None:
        entries = list(self._visit.workspace.journal(dossier.id).entries())
        fresh, self._count = entries[self._count :], len(entries)
        self._nothing.set_visibility(not entries)
        for entry in islice(fresh, max(0, len(fresh) - _SHOWN), None):
            self._line(entry, dossier)

    def _line(self, entry: Entry, dossier: Dossier) -> None:
        with self._list, ui.element('li') as line:
            line.style(f'--wa-party-colour:{party_colour(dossier, entry.party_id)}')
            moment = entry.at.astimezone(_ZONE)
            Words('time', f'{moment:%d-%m-%Y %H:%M}', 'wa-small wa-subtle').props['datetime'] = entry.at.isoformat()
            Words('div', sentence(entry.name, entry.operation, entry.path, entry.old, entry.new, dossier))
        line.move(self._list, 0)
