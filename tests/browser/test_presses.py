"""Pressing buttons as people do: twice, on a slow line, and while the page shows what is not so any more."""

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.blocks import OTHER, two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import GOAL, editor, status, type_at_end
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

SLOW = """() => {
  const emit = window.socket.emit.bind(window.socket);
  window.socket.emit = (...message) => { setTimeout(() => emit(...message), 1500); return window.socket; };
}"""
"""all that the page says takes longer to arrive than NiceGUI waits for an answer"""


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def on_slow_line(app: RunningApp, open_window: OpenWindow) -> Page:
    page, _ = await two_windows(app, open_window, '/start')
    await page.wait_for_function('window.socket?.connected && window.did_handshake')
    await page.evaluate(SLOW)
    return page


def goal(page: Page) -> Locator:
    return page.locator('#doel .wa-consent')


async def test_a_double_click_agrees_and_does_not_withdraw_at_once(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/doel')
    await type_at_end(ann, GOAL, ' En verder.')
    await expect(editor(bob, GOAL)).to_contain_text('En verder.')
    mine = goal(ann).get_by_role('listitem').filter(has_text=OTHER)
    await expect(mine).to_contain_text('vraag opnieuw')

    await goal(bob).get_by_role('button', name='Akkoord', exact=True).dblclick()

    await expect(goal(bob).get_by_role('status')).to_have_text('Uw akkoord is gegeven.')
    await bob.wait_for_timeout(500)
    await expect(goal(bob).get_by_role('button', name='Akkoord intrekken')).to_be_visible()
    await expect(mine).not_to_contain_text('nog niet')

    await goal(bob).get_by_role('button', name='Akkoord intrekken').press('Enter')
    await expect(goal(bob).get_by_role('status')).to_have_text('Uw akkoord is ingetrokken.')
    await expect(goal(bob).get_by_role('button', name='Akkoord', exact=True)).to_be_focused()


async def test_nobody_agrees_with_words_that_did_not_reach_their_page(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/doel')
    await type_at_end(ann, GOAL, ' Eerst.')
    await expect(editor(bob, GOAL)).to_contain_text('Eerst.')
    await editor(bob, GOAL).evaluate("e => e.closest('.live-text-host').liveText.provider.destroy()")
    await type_at_end(ann, GOAL, ' Wat Bob niet ziet.')
    await expect(status(ann, GOAL)).to_have_text('Opgeslagen')

    await goal(bob).get_by_role('button', name='Akkoord', exact=True).click()

    await expect(bob.get_by_text('De tekst is net gewijzigd. Lees hem nog eens en klik dan opnieuw.')).to_be_visible()
    await expect(goal(bob).get_by_role('button', name='Akkoord', exact=True)).to_be_visible()


async def test_pressing_twice_on_a_slow_line_invites_one_person_and_keeps_what_is_typed_meanwhile(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page = await on_slow_line(app, open_window)
    name, button = page.get_by_label('Naam van de persoon'), page.get_by_role('button', name='Link maken')
    await name.fill('Piet van Traag')
    await page.get_by_label('Rol in dit dossier').select_option('procesbegeleider')

    await button.click()
    await page.wait_for_timeout(700)
    await button.click()
    await name.fill('De volgende')

    await expect(page.get_by_text('De link van Piet van Traag is klaar')).to_be_visible()
    await page.wait_for_timeout(1500)
    await expect(page.get_by_role('listitem').filter(has=page.get_by_text('Piet van Traag', exact=True))).to_have_count(
        1
    )
    await expect(name).to_have_value('De volgende')


async def test_a_party_and_a_role_come_along_a_slow_line(app: RunningApp, open_window: OpenWindow) -> None:
    page = await on_slow_line(app, open_window)
    group = page.get_by_role('group', name='Partij toevoegen')
    await group.get_by_label('Naam', exact=True).fill('Traagwarm')
    await group.get_by_role('button', name='Partij toevoegen').click()
    await expect(page.get_by_text('Mensen van Traagwarm')).to_be_visible()
    await expect(group.get_by_label('Naam', exact=True)).to_have_value('')

    await page.get_by_text('Rol wijzigen van Henk Brouwer').click()
    await page.get_by_label('Rol van Henk Brouwer').select_option('adviseur')
    await page.get_by_role('button', name='Wijzig rol').locator('visible=true').click()
    member = page.get_by_role('listitem').filter(has=page.get_by_text('Henk Brouwer', exact=True))
    await expect(member.get_by_text('Adviseur (leest mee), LindeWarm')).to_be_visible()


async def test_one_dialog_opens_however_often_somebody_presses(app: RunningApp, open_window: OpenWindow) -> None:
    page = await on_slow_line(app, open_window)
    await page.get_by_text('Gegevens van Henk Brouwer').press('Enter')
    opener = page.get_by_role('button', name='Naam weghalen: Henk Brouwer')

    await opener.press('Enter')
    await opener.press('Enter')

    await expect(page.get_by_role('dialog')).to_be_visible()
    await page.wait_for_timeout(1000)
    await expect(page.locator('dialog.wa-modal h2', has_text='Henk Brouwer')).to_have_count(1)
