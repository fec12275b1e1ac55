"""Akkoord per party with a live text; it lapses, visibly, when the text changes."""

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.state_badge import StateBadge
from components.theme import party_colour
from components.visit import Visit
from data.errors import NotAllowed, NotSaved
from data.models import Dossier, Party, text_digest
from data.rules.changes import ChangeError
from data.rules.permissions import is_for_all, may_agree
from data.rules.states import State


class ConsentBar(Observer):
    """Who agrees with a text as it stands now, and the button to agree oneself.

    :param parties: ids of the parties whose agreement counts; None is every party that signs
    """

    def __init__(self, visit: Visit, text_id: str, parties: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._visit, self._text_id, self._only = visit, text_id, parties
        self._badges: dict[str, tuple[str, StateBadge]] = {}
        self.classes('wa-consent')
        self._word: Words | None = None
        with self:
            if may_agree(visit.member) and (parties is None or visit.member.party_id in parties):
                with ui.element('button').classes('wa-button wa-button--second').props('type=button') as button:
                    Icon('badge-check')
                    self._word = Words('span', 'Akkoord')
                button.on('click', self._click)
            self._list = ui.element('ul')
            self._list.props['aria-label'] = 'Wie is akkoord'
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)
        self.listen(visit.workspace.texts.text_changed, self._follow_text)

    def _parties(self, dossier: Dossier) -> list[Party]:
        return [each for each in dossier.parties if (each.id in self._only if self._only is not None else each.signs)]

    def _follow_text(self, dossier_id: str, text_id: str) -> None:
        if (dossier_id, text_id) == (self._visit.dossier_id, self._text_id):
            self._follow(self._visit.dossier)

    def _follow(self, dossier: Dossier) -> None:
        self.set_visibility(is_for_all(dossier, self._text_id))
        parties = self._parties(dossier)
        if {each.id: each.short_name for each in parties} != {key: name for key, (name, _) in self._badges.items()}:
            self._rebuild(parties)
        digest = text_digest(self._visit.text(self._text_id))
        for party in parties:
            self._badges[party.id][1].show(*self._state(dossier, party, digest))
        if self._word:
            mine = self._state(dossier, dossier.party(self._visit.member.party_id), digest)[0]
            self._word.text = 'Akkoord intrekken' if mine is State.DONE else 'Akkoord'

    def _rebuild(self, parties: list[Party]) -> None:
        self._list.clear()
        self._badges = {}
        with self._list:
            for party in parties:
                with ui.element('li').classes('wa-row').style('gap:6px'):
                    colour = party_colour(self._visit.dossier, party.id)
                    Words('span', party.short_name, 'wa-party').style(f'--wa-party-colour:{colour}')
                    self._badges[party.id] = (party.short_name, StateBadge(State.EMPTY))

    def _state(self, dossier: Dossier, party: Party | None, digest: str) -> tuple[State, str]:
        consent = dossier.consents.get(self._text_id, {}).get(party.id) if party else None
        if consent is None:
            return State.EMPTY, 'nog niet akkoord'
        if consent.digest == digest:
            return State.DONE, 'akkoord'
        return State.BUSY, 'tekst is gewijzigd, vraag opnieuw'

    def _click(self) -> None:
        visit = self._visit
        digest = text_digest(visit.text(self._text_id))
        mine = self._state(visit.dossier, visit.party, digest)[0]
        try:
            visit.workspace.agree(visit.member.id, visit.dossier_id, self._text_id, agrees=mine is not State.DONE)
        except (NotAllowed, ChangeError, NotSaved) as error:
            ui.notify(str(error), type='warning', position='top', close_button='Sluiten')
