"""Somebody who signs in: a browser of their own, an account, an app for codes."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pyotp
import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from data.models import Member, MemberRole
from tests.web_site import COOP, WebSite

PASSWORD = 'hunebed ladder kraai'
LOCAL = 'http://localhost'
_NUMBERS = count(1)


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, site: WebSite) -> None:
        self.site = site
        self.email = f'persoon{next(_NUMBERS)}@lindewarm.example'
        self.member: Member = self.add()
        self.browser = TestClient(site.web, base_url=LOCAL, follow_redirects=False)
        self.browser.headers['origin'] = LOCAL

    def add(self) -> Member:
        accounts = self.site.workspace.accounts
        return accounts.add_member(self.site.dossier_id, 'Fatima', MemberRole.REPRESENTATIVE, COOP)

    def open_link(self, member: Member | None = None) -> Response:
        token = self.site.workspace.accounts.invite((member or self.member).id)
        return self.browser.get(f'/uitnodiging/{token}')

    def make_account(self) -> Response:
        self.open_link()
        form = {'naam': 'Fatima', 'email': self.email, 'wachtwoord': PASSWORD}
        return self.browser.post('/account', data=form)

    def sign_out(self) -> None:
        self.browser.post('/uitloggen')

    def sign_in(self, password: str = PASSWORD, **form: str) -> Response:
        return self.browser.post('/inloggen', data={'email': self.email, 'wachtwoord': password, **form})

    def turn_codes_on(self) -> tuple[pyotp.TOTP, list[str]]:
        """Turn codes on with the code of half a minute ago; gives the app and the recovery codes."""
        page = self.browser.post('/account/code').text
        app = pyotp.TOTP(re.search(r'Sleutel: <code[^>]*>([A-Z2-7 ]+)<', page)[1].replace(' ', ''))
        code = app.at(self.now() - timedelta(seconds=30))
        done = self.browser.post('/account/code', data={'bewijs': hidden(page), 'code': code})
        return app, re.findall(r'<li>([a-z2-9-]{19})</li>', done.text)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.site.clock[0]

    def stored(self) -> str:
        """Give all that is on disk about who may enter."""
        folder = self.site.workspace.accounts._storage._path.parent
        return '\n'.join(path.read_text() for path in folder.glob('accounts*'))

    def is_in(self) -> bool:
        return self.browser.get(f'/dossier/{self.site.dossier_id}').status_code == 200


def hidden(page: str, name: str = 'bewijs') -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]


@pytest.fixture
def person(site: WebSite) -> Person:
    site.clock[0] = timedelta()
    return Person(site)
