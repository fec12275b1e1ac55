"""An account of one's own in a real Chromium: a passkey from link to link-less, and the pages at every width."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import come_in_as_owner, owner_link
from tests.browser.running_app import RunningApp
from tests.browser.test_pages import too_wide, violations

pytestmark = pytest.mark.asyncio(loop_scope='session')

DEVICE = {
    'protocol': 'ctap2',
    'transport': 'internal',
    'hasResidentKey': True,
    'hasUserVerification': True,
    'isUserVerified': True,
    'automaticPresenceSimulation': True,
}


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def is_good(page: Page) -> None:
    """See to it that a page is accessible, also on a phone."""
    assert await violations(page) == []
    await page.set_viewport_size({'width': 375, 'height': 812})
    assert await too_wide(page) == []
    assert await violations(page, contrast=False) == []
    await page.set_viewport_size({'width': 1280, 'height': 800})


async def test_from_a_link_to_a_passkey_and_in_again_without_the_link(app: RunningApp, open_window: OpenWindow) -> None:
    here = app.url.replace('127.0.0.1', 'localhost')  # passkeys belong to a name
    page = await open_window(owner_link(app).replace(app.url, here))
    said: list[str] = []
    page.on('console', lambda line: said.append(line.text) if 'Content Security Policy' in line.text else None)
    device = await page.context.new_cdp_session(page)
    await device.send('WebAuthn.enable')
    await device.send('WebAuthn.addVirtualAuthenticator', {'options': DEVICE})
    await is_good(page)
    await come_in_as_owner(page)

    await page.get_by_role('link', name='Mijn account').first.click()
    await expect(page.get_by_role('heading', level=1)).to_have_text('Een account maken')
    await is_good(page)
    await page.get_by_label('Uw naam').fill('Jeroen')
    await page.get_by_role('button', name='Account maken met een passkey').click()
    await expect(page.get_by_text('Vul uw e-mailadres in')).to_be_visible()
    await page.get_by_label('E-mailadres').fill('jeroen@wiedemeer.example')
    await page.get_by_role('button', name='Account maken met een passkey').click()
    await expect(page.get_by_role('heading', level=1)).to_have_text('Mijn account')
    await expect(page.get_by_text('Uw account is klaar.')).to_be_visible()
    await is_good(page)

    await page.get_by_role('button', name='Uitloggen').click()
    await page.get_by_role('link', name='Inloggen').click()
    await expect(page.get_by_role('heading', level=1)).to_have_text('Inloggen')
    await is_good(page)
    await page.get_by_role('button', name='Inloggen met een passkey').click()

    await expect(page.get_by_role('heading', name='Een dossier beginnen')).to_be_visible()
    assert said == []
    await page.goto(f'{here}/account')
    await page.get_by_role('button', name='Passkey toevoegen').click()
    await expect(page.get_by_text('Dit apparaat heeft al een passkey')).to_be_visible()
    assert re.search('Account [0-9a-f]{32} signed in with a passkey', app.log)


async def test_a_form_says_in_dutch_what_is_missing_and_leads_to_a_refusal(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page = await open_window(f'{app.url}/sessies')
    await page.get_by_role('link', name='Log in', exact=True).press('Enter')
    await page.wait_for_url('**/inloggen**')
    email = page.get_by_label('E-mailadres')
    await email.fill('jeroen')
    await email.press('Enter')
    said = 'field => field.validationMessage'
    assert await email.evaluate(said) == 'Vul een e-mailadres in, zoals naam@gemeente.nl.'
    await email.fill('jeroen@wiedemeer.example')
    await email.press('Enter')
    assert await page.get_by_label('Wachtwoord').evaluate(said) == 'Vul dit in.'

    await page.get_by_label('Wachtwoord').fill('niet het goede')
    await page.get_by_label('Wachtwoord').press('Enter')

    await expect(page.get_by_role('alert').first).to_be_focused()
    await expect(page.get_by_role('alert').first).to_contain_text('horen niet bij elkaar')
    await expect(email).to_have_value('jeroen@wiedemeer.example')
    assert await violations(page) == []


async def test_without_a_name_in_the_address_no_passkey_is_offered(app: RunningApp, open_window: OpenWindow) -> None:
    page = await open_window(f'{app.url}/inloggen')

    await expect(page.get_by_role('button', name='Inloggen', exact=True)).to_be_visible()
    await expect(page.get_by_role('heading', name='Met een passkey')).to_have_count(0)
