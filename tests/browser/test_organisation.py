"""Binding the account of an organisation and signing in with it, in a real Chromium, at a real provider."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from pages.organisation_entrance import BACK
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import new_dossier, owner_link
from tests.running_provider import PEOPLE, RunningProvider

pytestmark = pytest.mark.asyncio(loop_scope='session')


async def sign_in_at_the_provider(page: Page, name: str) -> None:
    await page.get_by_label('Username').fill(name)
    await page.get_by_label('Password').fill(PEOPLE[name])
    await page.get_by_role('button', name='Log in').click()
    await page.get_by_role('button', name='Authorize').click()


async def test_a_civil_servant_binds_the_account_of_work_and_comes_in_with_it(
    start_app: StartApp, open_window: OpenWindow, tmp_path: Path
) -> None:
    provider = RunningProvider(tmp_path)
    app = await start_app('app.py', ['--no-browser'], **provider.environment)
    provider.start(f'{app.url}{BACK}')
    blocked: list[str] = []

    def note(page: Page) -> Page:
        page.on('console', lambda said: blocked.append(said.text) if 'Content Security Policy' in said.text else None)
        return page

    office = note(await open_window(owner_link(app)))
    await new_dossier(office)
    await office.goto(f'{app.url}/account')
    await office.get_by_role('link', name='Koppel uw account van Gemeente Wiedemeer').click()
    await sign_in_at_the_provider(office, 'jeroen')
    await expect(office.get_by_role('heading', level=1)).to_have_text('Mijn account')
    await expect(office.get_by_role('status')).to_contain_text('gekoppeld')
    await expect(office.get_by_text('U kunt inloggen met uw account van Gemeente Wiedemeer.')).to_be_visible()

    home = note(await open_window(app.url))
    await home.get_by_role('link', name='Inloggen', exact=True).click()
    await home.get_by_role('link', name='Inloggen met Gemeente Wiedemeer').click()
    await sign_in_at_the_provider(home, 'jeroen')
    await expect(home.get_by_role('heading', name='Mijn dossiers')).to_be_visible()
    await expect(home.get_by_text('Samen in de "Molen<wijk>"')).to_be_visible()

    provider.stop()
    stranger = note(await open_window(f'{app.url}/inloggen', width=375))
    await stranger.get_by_role('link', name='Inloggen met Gemeente Wiedemeer').click()
    await expect(stranger.get_by_text('Gemeente Wiedemeer geeft nu geen goed antwoord.')).to_be_visible()
    await office.reload()
    await expect(office.get_by_role('heading', level=1)).to_have_text('Mijn account')
    assert blocked == []
    assert not [each for each in (*PEOPLE.values(), 'jeroen') if each in app.log]
