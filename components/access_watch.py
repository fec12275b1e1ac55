"""A page that is open while access changes: every event is judged anew, and the page says it when access ended."""

import json
from collections.abc import Callable
from typing import Any

from nicegui import ui

from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.errors import NotAllowed, NotSignedIn
from data.models import Member
from data.rules.permissions import acts_for_another
from data.throttle import Limit, Throttle

_ENDED = 'Uw toegang tot dit dossier is beëindigd. Wat nog niet was opgeslagen, kunt u hier nog kopiëren.'
_SIGNED_OUT = (
    'U bent niet meer ingelogd. Log opnieuw in, of open uw persoonlijke link. Wat u typte, staat nog op dit apparaat.'
)
_OTHER_PARTY = (
    'U hoort nu bij een andere partij. Laad deze pagina opnieuw. Wat nog niet was opgeslagen, kunt u hier nog kopiëren.'
)
_TOO_MUCH = (
    'Deze pagina stuurde zo veel tegelijk dat niet alles is aangekomen: '
    'laad haar opnieuw, dan wordt wat u typte alsnog opgeslagen.'
)
_OTHER_ROLE = 'Uw rol in dit dossier is gewijzigd. Laad deze pagina opnieuw.'

EVENTS = Limit(burst=200, seconds=0.05)
"""events of one page; nobody types or chooses as fast, and a page that does would hold up everyone's"""


class AccessWatch(Observer):
    """Lets no event of its page through that comes after access ended, and stops the news to that page.

    One that sends more than people can do is not heard either, until it is calm; its fields keep what is unanswered.
    What somebody may do with their role is decided where it is done; here it is about being inside at all.

    :param judge: gives the member as it is now, or raises why there is no access any more
    """

    def __init__(self, visit: Visit, judge: Callable[[], Member]) -> None:
        super().__init__()
        self._visit = visit
        self._judge = judge
        self._pass_on = self.client.handle_event
        self._throttle = Throttle(EVENTS)
        self._said = ''
        self.is_over = False
        """whether access ended; there is no way back but a new page"""
        self.classes('wa-access').props('role=alert')
        # every event of every element comes through here; NiceGUI has no other place for it
        self.client.handle_event = self._handle  # type: ignore[method-assign, assignment]
        self.listen(visit.workspace.accounts.access_changed, self._look)

    def _handle(self, message: dict[str, Any]) -> None:
        if self._throttle.wait(''):
            self._say(self._said or _TOO_MUCH)
        elif self._is_inside():
            self._pass_on(message)

    def _look(self, member_id: str) -> None:
        if member_id == self._visit.member.id:
            self._is_inside()

    def _is_inside(self) -> bool:
        """Whether access is still there; else end what the page shows and follows."""
        try:
            member = self._judge()
        except NotSignedIn:
            self._end(_SIGNED_OUT)
            return False
        except NotAllowed:
            self._end(_ENDED)
            self._forget_texts()
            return False
        before = self._visit.member
        if acts_for_another(member, before.party_id):
            self._end(_OTHER_PARTY)  # its buttons speak in the name of the party it was made for
            return False
        if (member.role, member.party_id) != (before.role, before.party_id):
            self._say(_OTHER_ROLE)
        return True

    def _end(self, words: str) -> None:
        for element in [*self.client.elements.values()]:
            if isinstance(element, Observer):
                element.stop()
        self.is_over = True
        self._visit.workspace.here.leave(self.client.id, self._visit.dossier_id)
        self._say(words)

    def _say(self, words: str) -> None:
        if words == self._said:
            return
        self._said = words
        self.clear()
        with self, ui.element('div').classes('wa-note wa-note--warning'):
            Icon('triangle-alert')
            Words('p', words)

    def _forget_texts(self) -> None:
        """Have the browser drop its copies; what is on the screen stays there to be copied."""
        person = json.dumps(self._visit.member.id)
        self.client.run_javascript(f'window.wijkakkoord?.clearLocalTexts?.({person})')
