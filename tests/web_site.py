"""The whole web app in this process, with a dossier and everyone who could ask for its addresses."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import CONTENT, build
from data.content import load_content
from data.models import Member, MemberRole
from data.settings import Settings
from data.throttle import Limit
from data.workspace import Workspace
from pages.account import desk
from pages.hardening.throttling import LIMITS
from pages.session import COOKIE

COOP = 'coop'
INSIDE = ('owner', 'facilitator', 'representative', 'substitute', 'adviser', 'reader')
OUTSIDE = ('over', 'outsider', 'stranger', 'removed', 'ended', 'expired')
"""time is over; member of another dossier; no session; member removed; session ended; session expired"""
ROLES = (*INSIDE, *OUTSIDE)
_PLACES = {
    'facilitator': (MemberRole.FACILITATOR, ''),
    'representative': (MemberRole.REPRESENTATIVE, COOP),
    'substitute': (MemberRole.SUBSTITUTE, COOP),
    'adviser': (MemberRole.ADVISER, COOP),
    'reader': (MemberRole.READER, ''),
    'removed': (MemberRole.REPRESENTATIVE, COOP),
    'ended': (MemberRole.REPRESENTATIVE, COOP),
    'expired': (MemberRole.REPRESENTATIVE, COOP),
}


@dataclass
class WebSite:
    """One running app; time can be moved.

    :param members: role -> somebody with it; 'outsider' belongs to another dossier
    """

    web: FastAPI
    workspace: Workspace
    client: TestClient
    clock: list[timedelta]
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def dossier_id(self) -> str:
        return self.members['owner'].dossier_id

    def within(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """Call something where the app runs, as a page would."""
        assert self.client.portal
        return self.client.portal.call(call, *arguments)

    def token(self, role: str) -> str | None:
        """Give a fresh session token of a role, as its browser would send it."""
        if role == 'stranger':
            return None
        accounts = self.workspace.accounts
        if role in ('expired', 'over'):
            self.clock[0] = timedelta(days=-20)
        token = accounts.enter(None, self.members[role].id)
        self.clock[0] = timedelta()
        if role == 'ended':
            accounts.sign_out(token)
        return token

    def headers(self, role: str) -> dict[str, str]:
        """Give the headers of a request by a role."""
        token = self.token(role)
        return {'cookie': f'{COOKIE}={token}'} if token else {}


@pytest.fixture(scope='session')
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    """Build the app once: NiceGUI has one per process."""
    folder, clock = tmp_path_factory.mktemp('site'), [timedelta()]
    workspace = Workspace(folder, load_content(CONTENT), b'secret' * 6, now=lambda: datetime.now(UTC) + clock[0])
    wide = Limit(burst=100_000, seconds=1)
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as patch:  # all tests of a process come from one address
            for name in [*LIMITS]:
                patch.setitem(LIMITS, name, wide)
            patch.setattr(desk, 'ADDRESS', wide)
            web = build(Settings(data=folder), workspace)
            client = running.enter_context(TestClient(web, follow_redirects=False))
        website = WebSite(web, workspace, client, clock)
        let_in(website)
        yield website


@pytest.fixture(autouse=True)
def _no_cookie_of_another_test(request: pytest.FixtureRequest) -> None:
    """Begin as a stranger; a cookie that an answer set would go with every later request."""
    if 'site' in request.fixturenames:
        request.getfixturevalue('site').client.cookies.clear()


def let_in(site: WebSite) -> None:
    """Make a dossier, and somebody for every role."""
    workspace = site.workspace
    owner = site.members['owner'] = workspace.create('Proef', 'Wiedemeer', 'Jeroen')
    site.members['outsider'] = workspace.create('Elders', 'Overstad', 'Petra')
    coop = {'id': COOP, 'type': 'COOP', 'name': 'LindeWarm', 'short_name': 'LindeWarm'}
    workspace.add(owner.id, owner.dossier_id, 'parties', coop)
    accounts = workspace.accounts
    for role, (kind, party_id) in _PLACES.items():
        site.members[role] = accounts.add_member(owner.dossier_id, role, kind, party_id)
    site.clock[0] = timedelta(days=-20)
    site.members['over'] = accounts.add_member(owner.dossier_id, 'Raadslid', MemberRole.READER, days=7)
    site.clock[0] = timedelta()
    removed = site.members['removed']
    accounts.remove_member(removed.id)
