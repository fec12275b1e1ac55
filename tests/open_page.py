"""A page of the app as it is kept on the server, and what its browser could send."""

import json

from nicegui import Client
from nicegui.element import Element

from components.access_watch import AccessWatch
from components.field import Field
from components.html import Words
from components.observer import Observer
from data.models import Member, MemberRole
from pages.session import COOKIE
from tests.web_site import COOP, WebSite

PATH = 'reason'


class OpenPage:
    """A page of the app as it is kept on the server, for a member of its own."""

    def __init__(
        self, site: WebSite, role: MemberRole = MemberRole.REPRESENTATIVE, step: str = 'start', party_id: str = COOP
    ) -> None:
        accounts = site.workspace.accounts
        self.site = site
        self.member: Member = accounts.add_member(site.dossier_id, 'Fatima', role, party_id)
        self.token = accounts.enter(None, self.member.id)
        before = set(Client.instances)
        answer = site.client.get(f'/dossier/{site.dossier_id}/{step}', headers={'cookie': f'{COOKIE}={self.token}'})
        assert answer.status_code == 200
        [client_id] = set(Client.instances) - before
        self.client = Client.instances[client_id]

    def write(self, words: str) -> None:
        """Do what the browser does when somebody types in a field."""
        field = next(each for each in self.every(Field) if isinstance(each, Field) and each._path == PATH)
        self.send(field, 'change', {'value': words, 'number': 1})

    def send(self, element: Element, event: str, args: object) -> None:
        """Do what the browser does at an event of an element; it may send anything."""
        [listener] = [each for each in element._event_listeners.values() if each.type == event]
        message = {'id': element.id, 'client_id': self.client.id, 'listener_id': listener.id}
        self.site.within(self.client.handle_event, {**message, 'args': [json.dumps(args)]})

    def every(self, kind: type[Element]) -> list[Element]:
        return [each for each in self.client.elements.values() if isinstance(each, kind)]

    @property
    def says(self) -> str:
        [watch] = self.every(AccessWatch)
        return ' '.join(each.text for each in watch.descendants() if isinstance(each, Words))

    @property
    def follows(self) -> int:
        return sum(len(each._subscriptions) for each in self.every(Observer) if isinstance(each, Observer))
