"""Who is here now: which person has which step open."""

from nicegui import ui

from components.html import Words
from components.observer import Observer
from components.theme import party_colour
from components.visit import Visit
from data.models import Member


class WhoIsHere(Observer):
    """The people who have this dossier open, in words; follows coming and going."""

    def __init__(self, visit: Visit) -> None:
        super().__init__('section')
        self._visit = visit
        self._shown: list[tuple[Member, str]] = []
        self.classes('wa-card').props['aria-labelledby'] = 'wie-is-hier'
        with self:
            Words('h2', 'Nu hier').props('id=wie-is-hier')
            self._list = ui.element('ul').classes('wa-people')
        self._show(visit.dossier_id)
        self.listen(visit.workspace.here.moved(visit.dossier_id), self._show)

    def _show(self, _dossier_id: str) -> None:
        here = list(self._visit.workspace.here.who(self._visit.dossier_id)) or [(self._visit.member, 'Overzicht')]
        if here == self._shown:
            return
        self._shown = here
        self._list.clear()
        with self._list:
            for member, step in here:
                self._person(member, step)

    def _person(self, member: Member, step: str) -> None:
        dossier = self._visit.dossier
        party = dossier.party(member.party_id)
        with ui.element('li'):
            avatar = Words('span', initials(member.name), 'wa-avatar').props('aria-hidden=true')
            avatar.style(f'--wa-party-colour:{party_colour(dossier, member.party_id)}')
            who = f'{member.name} ({party.short_name})' if party else member.name
            Words('span', f'{who}, bij {step}')


def initials(name: str) -> str:
    """Give the first letters of the first and last word of a name."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return ''.join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))
