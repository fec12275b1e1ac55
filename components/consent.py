"""Akkoord per party with a live text; it lapses, visibly, when the text changes."""

import json
from collections.abc import Callable

from nicegui import events, ui

from components.html import Icon, Words
from components.observer import Observer
from components.press import on_press
from components.state_badge import StateBadge
from components.theme import party_colour
from components.visit import Visit
from data.errors import NotAllowed, NotSaved, Unreadable
from data.models import UNREAD_WORDS, Dossier, Party, text_digest
from data.rules.changes import ChangeError
from data.rules.permissions import is_for_all, may_agree
from data.rules.states import State

_AGREE, _WITHDRAW = 'akkoord', 'intrekken'
"""what a button on a page is for, and so what whoever presses it means"""
_WORDS = {_AGREE: 'Akkoord', _WITHDRAW: 'Akkoord intrekken'}
_CHANGED = 'De tekst is net gewijzigd. Lees hem nog eens en klik dan opnieuw.'
_COMING = 'De tekst staat nog niet op uw scherm. Wacht even en klik dan opnieuw.'
_READ = """[button.dataset.act, [...document.querySelectorAll('.live-text-host')]
    .map(({ liveText }) => liveText).find((each) => each?.here && each.options.text === %s)?.markdown ?? null]"""
"""what the button was for, and the text as it stands on the page; null if it is not there yet"""


class ConsentBar(Observer):
    """Who agrees with a text as it stands now, and the button to agree oneself.

    :param parties: ids of the parties whose agreement counts; None is every party that signs
    """

    def __init__(self, visit: Visit, text_id: str, parties: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._visit, self._text_id, self._only = visit, text_id, parties
        self._badges: dict[str, tuple[str, StateBadge]] = {}
        self.classes('wa-consent')
        may = may_agree(visit.member) and (parties is None or visit.member.party_id in parties)
        with self:
            self._button = _AgreeButton(text_id, self._pressed) if may else None
            self._said = Words('p', '', 'wa-visually-hidden').props('role=status')
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
        digest = self._digest()
        for party in parties:
            self._badges[party.id][1].show(*self._state(dossier, party, digest))
        mine = self._state(dossier, dossier.party(self._visit.member.party_id), digest)[0]
        if self._button:
            self._button.set_visibility(digest is not None)
            if self._button.offer(_WITHDRAW if mine is State.DONE else _AGREE):
                self._said.text = ''  # what was said is over

    def _digest(self) -> str | None:
        """Give what stands for the words of the text; None while they cannot be read."""
        try:
            return text_digest(self._visit.text(self._text_id))
        except Unreadable:
            return None

    def _rebuild(self, parties: list[Party]) -> None:
        self._list.clear()
        self._badges = {}
        with self._list:
            for party in parties:
                with ui.element('li').classes('wa-row').style('gap:6px'):
                    colour = party_colour(self._visit.dossier, party.id)
                    Words('span', party.short_name, 'wa-party').style(f'--wa-party-colour:{colour}')
                    self._badges[party.id] = (party.short_name, StateBadge(State.EMPTY))

    def _state(self, dossier: Dossier, party: Party | None, digest: str | None) -> tuple[State, str]:
        consent = dossier.consents.get(self._text_id, {}).get(party.id) if party else None
        if consent is None:
            return State.EMPTY, 'nog niet akkoord'
        if digest is None:
            return State.BUSY, 'gaf akkoord, tekst nu niet te lezen'
        if consent.digest == digest:
            return State.DONE, 'akkoord'
        return State.BUSY, 'tekst is gewijzigd, vraag opnieuw'

    def _pressed(self, event: events.GenericEventArguments) -> None:
        """Do what the page offered when the button was pressed, unless it is done by now; it may send anything."""
        act, shown = event.args if isinstance(event.args, list) and len(event.args) == 2 else ('', None)
        visit = self._visit
        try:
            text = visit.text(self._text_id)
        except Unreadable:
            _refuse(f'Akkoord geven kan nu niet. {UNREAD_WORDS}')
            return
        mine = self._state(visit.dossier, visit.party, text_digest(text))[0]
        if act == _WITHDRAW and mine is not State.EMPTY:
            self._agree('Uw akkoord is ingetrokken.', agrees=False)
        elif act == _AGREE and mine is not State.DONE:
            if isinstance(shown, str) and shown.rstrip() == text.rstrip():
                self._agree('Uw akkoord is gegeven.', agrees=True)
            else:
                _refuse(_COMING if shown is None else _CHANGED)

    def _agree(self, done: str, *, agrees: bool) -> None:
        visit = self._visit
        try:
            visit.workspace.agree(visit.member.id, visit.dossier_id, self._text_id, agrees=agrees)
        except (NotAllowed, ChangeError, NotSaved) as error:
            _refuse(str(error))
        else:
            self._said.text = done


class _AgreeButton(ui.element):
    """Offers to agree or to withdraw; its page sends along which of the two it showed."""

    def __init__(self, text_id: str, pressed: Callable[[events.GenericEventArguments], None]) -> None:
        super().__init__('button')
        self.classes('wa-button wa-button--second').props('type=button')
        with self:
            Icon('badge-check')
            self._words = Words('span')
        on_press(self, pressed, _READ % json.dumps(text_id))

    def offer(self, act: str) -> bool:
        """Let the button do something from now on; tells whether that is something else than before."""
        if self.props.get('data-act') == act:
            return False
        self.props['data-act'] = act
        self._words.text = _WORDS[act]
        return True


def _refuse(words: str) -> None:
    ui.notify(words, type='warning', position='top', close_button='Sluiten')
