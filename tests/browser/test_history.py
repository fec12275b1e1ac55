"""Who wrote what, in two windows: attributed typing, the timeline, comparing, putting back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from data.journal import Entry
from data.lines import append_lines
from tests.browser import writing
from tests.browser.blocks import assert_accessible, assert_nothing_cut, two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

GOAL = 'Gezamenlijk doel'


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def type_at_end(page: Page, text: str, other: Page) -> None:
    """Type in the goal, and wait until the other window has it."""
    await page.bring_to_front()
    await writing.type_at_end(page.get_by_role('textbox', name=GOAL, exact=True), text)
    await expect(other.get_by_role('textbox', name=GOAL, exact=True)).to_contain_text(text.strip())


async def history(page: Page) -> None:
    await page.goto(page.url.replace('/doel', '/geschiedenis'))
    await page.wait_for_function('window.socket?.connected')


async def test_two_parties_see_who_wrote_what_compare_and_put_back(app: RunningApp, open_window: OpenWindow) -> None:
    first, second = await two_windows(app, open_window, '/doel')
    await type_at_end(first, ' Dit schreef de gemeente.', second)
    await type_at_end(second, ' En dit LindeWarm.', first)
    await expect(first.get_by_text('Laatst gewijzigd door LindeWarm (Henk Brouwer)').first).to_be_visible()

    await history(first)
    main = first.get_by_role('main')
    await expect(main).to_contain_text('wijzigde het gezamenlijke doel, samen met een ander (7 woorden erbij)')
    stretches = main.locator('.wa-stretch')
    await expect(stretches.filter(has_text='Dit schreef de gemeente.')).to_contain_text('Jeroen')
    await expect(stretches.filter(has_text='En dit LindeWarm.')).to_contain_text('Henk Brouwer')
    await expect(main.locator('ins')).to_contain_text('Dit schreef de gemeente. En dit LindeWarm.')

    choice = first.get_by_label('Welke tekst?')
    await choice.press('ArrowDown')
    await expect(main.locator('.wa-stretch').filter(has_text='En dit LindeWarm.')).to_have_count(0)
    await expect(choice).to_be_focused()
    await choice.press('ArrowUp')
    await expect(main.locator('ins')).to_contain_text('En dit LindeWarm.')

    await first.get_by_label('Van', exact=True).select_option(index=2)
    await expect(main).to_contain_text('Deze twee momenten zijn gelijk.')
    await first.get_by_label('Van', exact=True).select_option(index=1)
    await expect(main.locator('ins')).to_contain_text('En dit LindeWarm.')
    await first.get_by_role('button', name='Zet de tekst terug van').click()

    await expect(main.locator('.wa-timeline').first).to_contain_text('zette het gezamenlijke doel terug')
    await expect(second.get_by_role('textbox', name=GOAL, exact=True)).not_to_contain_text('En dit LindeWarm.')
    await first.get_by_role('button', name='Bekijk wat er veranderde').last.click()
    await expect(main.locator('ins')).to_contain_text('En dit LindeWarm.')


async def test_a_changed_value_is_told_filtered_and_put_back(app: RunningApp, open_window: OpenWindow) -> None:
    first, second = await two_windows(app, open_window, '/doel')
    await history(first)
    lines = first.locator('.wa-timeline li')
    await second.goto(second.url.replace('/doel', '/start'))
    reason = second.get_by_label('Aanleiding')
    old = await reason.input_value()
    await reason.fill('De riolering gaat open.')

    await expect(lines.first).to_contain_text('LindeWarm (Henk Brouwer) wijzigde ‘Aanleiding’ bij de wijk')
    await first.get_by_label('Stap', exact=True).select_option(label='Rolmatrix')
    await expect(first.get_by_text('Geen wijzigingen gevonden.')).to_be_visible()
    await first.get_by_label('Stap', exact=True).select_option(label='Wijk en partijen')
    await first.get_by_label('Partij', exact=True).select_option(label='LindeWarm')
    await expect(lines).to_have_count(1)
    await expect(first.locator('.wa-differences')).to_contain_text('‘Aanleiding’ bij de wijk: eerst')
    await first.get_by_role('button', name='Zet terug').click()

    await expect(reason).to_have_value(old)
    await first.get_by_label('Partij', exact=True).select_option(label='Alle partijen')
    await expect(lines).to_have_count(2)
    await expect(first.get_by_text('Geen verschillen tussen deze momenten.')).to_be_visible()


async def test_older_changes_come_when_asked_for_and_a_visit_is_remembered(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page = await open_window(f'{app.url}/demo')
    dossier = page.url
    folder = app.data / 'dossiers' / dossier.rsplit('/', 1)[1]
    await page.goto(f'{dossier}/geschiedenis')
    await page.get_by_text('Er is nog niets gewijzigd.').wait_for()
    await expect(page.get_by_label('Sinds uw vorige bezoek')).to_have_count(0)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    old = Entry(at=long_ago, member_id='demo-x', name='Ruben', operation='set', path='reason', old='a', new='b')
    append_lines(folder / 'journal.jsonl', [old.model_dump_json().encode()] * 250)
    visits = json.loads((folder / 'visits.json').read_text())
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    (folder / 'visits.json').write_text(json.dumps({member: [yesterday, ''] for member in visits}))

    await page.goto(f'{dossier}/geschiedenis')
    await page.get_by_text('200 wijzigingen getoond.').wait_for()
    await page.get_by_role('button', name='Toon oudere wijzigingen').press('Enter')
    await page.get_by_text('250 wijzigingen getoond.').wait_for()
    await expect(page.get_by_role('button', name='Toon oudere wijzigingen')).to_be_hidden()
    await expect(page.locator('.wa-days').last).to_be_focused()
    await page.get_by_label('Sinds uw vorige bezoek').check()

    await expect(page.get_by_text('Geen wijzigingen gevonden.')).to_be_visible()
    await page.get_by_label('Sinds uw vorige bezoek').uncheck()
    await page.get_by_label('Persoon').select_option(label='Ruben')
    await expect(page.get_by_text('200 wijzigingen getoond.')).to_be_visible()


@pytest.mark.parametrize('scheme', ['light', 'dark'])
async def test_the_history_is_accessible_and_fits_a_phone(
    app: RunningApp, open_window: OpenWindow, scheme: str
) -> None:
    first, second = await two_windows(app, open_window, '/doel', color_scheme=scheme)
    await type_at_end(first, ' Dit schreef de gemeente.', second)
    await type_at_end(second, ' En dit LindeWarm.', first)
    await history(first)
    await expect(first.locator('.wa-stretch').first).to_be_visible()

    await assert_accessible(first)
    await first.set_viewport_size({'width': 375, 'height': 812})
    await assert_accessible(first)
    await assert_nothing_cut(first)
