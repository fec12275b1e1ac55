"""A page as it is kept on the server, and what its browser sends when somebody presses a button there."""

import asyncio
import json
from typing import Any

from nicegui import Client
from nicegui.element import Element

from components.html import Words
from data.models import Member
from pages.session import COOKIE
from tests.web_site import WebSite


class PressedPage:
    """A step of a dossier as a member has it open.

    :param step: address below the dossier, for example ``/rollen``
    """

    def __init__(self, site: WebSite, member: Member, step: str) -> None:
        self.site, self.dossier_id = site, member.dossier_id
        before = set(Client.instances)
        cookie = {'cookie': f'{COOKIE}={site.workspace.accounts.enter(None, member.id)}'}
        assert site.client.get(f'/dossier/{self.dossier_id}{step}', headers=cookie).status_code == 200
        [client_id] = set(Client.instances) - before
        self.client = Client.instances[client_id]

    def parts(self, kind: type[Element]) -> list[Any]:
        """Give all components of a kind."""
        return [each for each in self.client.elements.values() if isinstance(each, kind)]

    def button(self, within: Element, words: str) -> Element:
        """Give the button that says something."""
        texts = [each for each in within.descendants() if isinstance(each, Words) and each.text == words]
        return next(each for text in texts for each in text.ancestors(include_self=True) if each.tag == 'button')

    def press(self, button: Element, *sent: Any) -> None:
        """Do what the browser does when somebody presses a button.

        :param sent: what the script of the button reads on the page
        """
        [listener] = [each for each in button._event_listeners.values() if each.type == 'click']
        message = {'id': button.id, 'client_id': self.client.id, 'listener_id': listener.id}
        self.site.within(self.client.handle_event, {**message, 'args': [json.dumps(sent)]})

    @property
    def notices(self) -> list[str]:
        """The messages that wait for the browser."""
        return [data['message'] for _, kind, data in self.client.outbox.messages if kind == 'notify']

    @property
    def scripts(self) -> list[str]:
        """The scripts that wait for the browser."""
        self.site.within(asyncio.sleep, 0.01)  # one goes out once nobody waited for its result
        return [data['code'] for _, kind, data in self.client.outbox.messages if kind == 'run_javascript']
