"""Fields and choices on a bad line, and what people hear before they lose something; a real Chromium."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import Dialog, Locator, Page, expect

from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

FORM = '/spoor/c/vorm'
TASK = 'Subsidie aanvragen en verantwoorden'
SAVED = 'Opgeslagen'
ALL_ANSWERED = """() => !document.body.innerText.match(/Bezig/) && document.body.innerText.match(/Opgeslagen|Riool/)"""


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def demo(open_window: OpenWindow, url: str, step: str) -> Page:
    """Enter a fresh copy of the demo at a step, as the municipality."""
    page = await open_window(f'{url}/demo')
    await page.goto(page.url.partition('?')[0].rstrip('/') + step)
    await page.wait_for_function('window.socket?.connected')
    return page


def leads(page: Page) -> Locator:
    return page.get_by_role('group', name='Wie trekt?')


def why(page: Page) -> Locator:
    return page.get_by_label('Waarom past deze vorm?')


class Questions:
    """How often a browser asks whether to leave a page; the answer is no."""

    def __init__(self, page: Page) -> None:
        self.asked = 0
        self.first = asyncio.Event()
        page.on('dialog', self._answer)

    async def _answer(self, dialog: Dialog) -> None:
        assert dialog.type == 'beforeunload'
        self.asked += 1
        self.first.set()
        await dialog.dismiss()


async def in_a_saved_date(app: RunningApp, open_window: OpenWindow) -> tuple[Page, Locator, Locator]:
    """Give a page with the keyboard in a date that is saved, that date, and its field."""
    page = await demo(open_window, app.url, '/start#bewaren')
    date = page.get_by_label('Bewaren tot en met')
    await date.fill('2030-05-01')
    field = page.locator('.wa-field').filter(has=date)
    await expect(field.get_by_text(SAVED)).to_be_visible()
    await date.focus()
    return page, date, field


async def test_half_a_date_leaves_the_saved_one_alone(app: RunningApp, open_window: OpenWindow) -> None:
    page, date, field = await in_a_saved_date(app, open_window)
    await page.keyboard.press('Backspace')
    await expect(date).to_have_value('')
    await page.wait_for_timeout(600)
    await expect(field.get_by_text('Bezig met opslaan')).to_have_count(0)
    await page.get_by_label('Waarom zo lang?').focus()
    await expect(field.get_by_text('Vul een hele datum in.')).to_be_visible()
    assert await date.evaluate('input => input.validity.badInput'), 'what is left of it stays'

    await page.reload()
    await expect(page.get_by_label('Bewaren tot en met')).to_have_value('2030-05-01')


async def test_a_date_that_is_cleared_part_by_part_is_gone(app: RunningApp, open_window: OpenWindow) -> None:
    page, _, field = await in_a_saved_date(app, open_window)
    for _ in range(3):
        await page.keyboard.press('Backspace')
        await page.keyboard.press('ArrowRight')
    await page.get_by_label('Waarom zo lang?').focus()

    await expect(field.get_by_text(SAVED)).to_be_visible()
    await page.reload()
    await expect(page.get_by_label('Bewaren tot en met')).to_have_value('')


async def test_a_pick_is_shown_as_it_is_stored_also_when_a_colleague_picks_at_once(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy
) -> None:
    line = await start_proxy(app)
    ann = await demo(open_window, line.url, FORM)
    bob = await ann.context.new_page()
    await bob.goto(ann.url.replace(line.url, app.url))
    await leads(bob).get_by_role('radio', name='De gemeente trekt').check()
    await expect(leads(ann).get_by_role('radio', name='De gemeente trekt')).to_be_checked()

    line.swallow()
    await leads(bob).get_by_role('radio', name='Bewoners trekken').check()
    await expect(leads(bob).get_by_text(SAVED)).to_be_visible()
    await leads(ann).get_by_role('radio', name='Gedeeld eigenaarschap').check()
    line.restore()

    await expect(leads(ann).get_by_text(SAVED)).to_be_visible()
    for page in (ann, bob):
        await expect(leads(page).get_by_role('radio', name='Gedeeld eigenaarschap')).to_be_checked()


async def test_a_pick_that_is_refused_goes_back_to_what_is_stored_and_says_why(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann = await demo(open_window, app.url, FORM)
    await leads(ann).get_by_role('radio', name='De gemeente trekt').check()
    await expect(leads(ann).get_by_text(SAVED)).to_be_visible()
    bob = await ann.context.new_page()
    await bob.goto(ann.url.replace(FORM, '/start#bewaren'))
    await bob.get_by_role('button', name='Sluit dit dossier af').click()
    await expect(bob.get_by_role('button', name='Heropen dit dossier')).to_be_visible()

    await leads(ann).get_by_text('Bewoners trekken').click()

    await expect(leads(ann)).to_contain_text('afgesloten')
    await expect(leads(ann).get_by_role('radio', name='De gemeente trekt')).to_be_checked()


async def test_what_was_picked_while_the_server_was_away_is_sent_by_the_page_that_comes_back(
    start_app: StartApp, open_window: OpenWindow
) -> None:
    app = await start_app('app.py', ['--no-browser'])
    page = await demo(open_window, app.url, FORM)
    questions = Questions(page)
    matrix = await page.context.new_page()
    await matrix.goto(page.url.replace(FORM, '/rollen'))
    cell = matrix.get_by_role('combobox', name=f'{TASK}, NetWiede', exact=True)
    await matrix.wait_for_function('window.socket?.connected')
    for each in (page, matrix):
        await each.evaluate('window.old = true')

    await app.kill()
    await leads(page).get_by_role('radio', name='Bewoners trekken').check()
    await why(page).fill('Omdat de straat het wil.')
    await cell.select_option('ondersteunend')
    await app.start()

    for each in (page, matrix):
        await each.wait_for_function('!window.old', timeout=30_000)
    await expect(leads(page).get_by_text(SAVED)).to_be_visible()
    await expect(page.locator('.wa-field').filter(has=why(page)).get_by_text(SAVED)).to_be_visible()
    await expect(matrix.get_by_text(SAVED, exact=True)).to_be_visible()
    assert questions.asked == 0, 'a page that loads itself again does not ask'
    for each in (page, matrix):
        await each.reload()
    await expect(leads(page).get_by_role('radio', name='Bewoners trekken')).to_be_checked()
    await expect(why(page)).to_have_value('Omdat de straat het wil.')
    await expect(cell).to_have_value('ondersteunend')


async def wait_to_be_in_doubt(line: CuttingProxy, page: Page) -> None:
    line.refuse()
    await page.wait_for_function('!window.socket.connected')


@pytest.mark.parametrize('what', ['field', 'choice', 'role', 'comment'])
async def test_who_closes_a_window_with_something_unanswered_is_asked_first(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, what: str
) -> None:
    line = await start_proxy(app)
    page = await demo(open_window, line.url, {'role': '/rollen', 'comment': ''}.get(what, FORM))
    questions = Questions(page)
    await page.get_by_role('heading', level=1).click()  # a browser asks only for who did something

    await page.wait_for_timeout(300)
    await wait_to_be_in_doubt(line, page)
    if what == 'field':
        await why(page).press_sequentially('Omdat.')
    elif what == 'choice':
        await leads(page).get_by_text('Bewoners trekken').click()
    elif what == 'role':
        await page.get_by_role('combobox', name=f'{TASK}, NetWiede', exact=True).select_option('ondersteunend')
    else:
        await page.get_by_label('Wat moet er nog gebeuren?').fill('Riool')
        await page.get_by_role('button', name='Open punt toevoegen').click()
    await page.close(run_before_unload=True)
    await asyncio.wait_for(questions.first.wait(), 15)

    line.restore()
    await page.wait_for_function('window.socket.connected', timeout=30_000)
    await page.wait_for_function(ALL_ANSWERED)
    async with page.expect_event('close'):
        await page.close(run_before_unload=True)
    assert questions.asked == 1


async def test_nobody_is_asked_when_all_is_saved_nor_on_going_on_right_after_typing(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page = await demo(open_window, app.url, FORM)
    questions = Questions(page)
    await why(page).fill('Omdat.')
    await expect(page.get_by_text(SAVED, exact=True).first).to_be_visible()
    await page.reload()
    await page.wait_for_function('window.socket?.connected')
    await why(page).press_sequentially('Ook daarom. ')

    await page.reload()

    await expect(why(page)).to_have_value(re.compile('Ook daarom'))
    assert questions.asked == 0
