"""The real provider as a process, and a person who signs in there without a browser."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2

from data.settings import Settings
from tests.browser.running_app import START, free_port

CLIENT, SECRET = 'wijkakkoord', 'geheim-van-de-proef'
PEOPLE = {'jeroen': 'wachtwoord-jeroen', 'fatima': 'wachtwoord-fatima'}
_MAIN = Path(__file__).parent / 'oidc_server.py'


class RunningProvider:
    """A provider that knows one client.

    :param folder: an empty folder for its data and its log
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.issuer = f'http://localhost:{self._port}/o'  # for a browser another site than 127.0.0.1
        self.environment = {
            'WIJKAKKOORD_OIDC_ISSUER': self.issuer,
            'WIJKAKKOORD_OIDC_CLIENT_ID': CLIENT,
            'WIJKAKKOORD_OIDC_CLIENT_SECRET': SECRET,
            'WIJKAKKOORD_OIDC_NAME': 'Gemeente Wiedemeer',
        }

    def settings(self, **other: Any) -> Settings:
        """Give the settings of an app that uses it."""
        return Settings(
            oidc_issuer=self.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=other.pop('oidc_client_secret', SECRET),
            oidc_name='Gemeente Wiedemeer',
            **other,
        )

    def start(self, callback: str) -> None:
        """Start it and wait until it answers.

        :param callback: the one address it sends people back to
        """
        known = {'callback': callback, 'client': CLIENT, 'secret': SECRET, 'people': PEOPLE}
        options = json.dumps({'port': self._port, 'folder': str(self._folder), **known})
        with (self._folder / 'provider.log').open('wb') as log:
            self._process = subprocess.Popen(
                [sys.executable, str(_MAIN), options], stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._folder / 'provider.log').read_text())
            time.sleep(0.05)

    def stop(self) -> None:
        """End it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            return (
                httpx2.get(f'{self.issuer}/.well-known/openid-configuration', trust_env=False, verify=False).status_code
                == 200
            )
        except httpx2.HTTPError:
            return False


def sign_in_there(address: str, name: str, press: str = 'allow') -> str:
    """Be a person who signs in at the provider and agrees; gives the address they are sent back to.

    :param press: the button on the page that asks whether the app may know who they are; '' does not agree
    """
    with httpx2.Client(follow_redirects=True, trust_env=False, verify=False) as browser:
        page = browser.get(address)
        page = browser.post(page.url, data={**_hidden(page), 'username': name, 'password': PEOPLE[name]})
        agreed = {'allow': 'Authorize'} if press else {}
        answer = browser.post(page.url, data={**_hidden(page), **agreed}, follow_redirects=False)
        return answer.headers['location']


def _hidden(page: httpx2.Response) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page.text)
    return {name: value.replace('&amp;', '&') for name, value in fields}
