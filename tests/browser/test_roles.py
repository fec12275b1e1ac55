"""The role matrix in two real windows, by keyboard, on a phone."""

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.blocks import assert_accessible, assert_nothing_cut, two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

TASK = 'Subsidie aanvragen en verantwoorden'
OWN_TASK = 'Wandeling <b>met</b> "soep" & ‘praat’'
BOTH = 'A/R – eindverantwoordelijk en verantwoordelijk'


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


def cell(page: Page, party: str, task: str = TASK) -> Locator:
    return page.get_by_role('combobox', name=f'{task}, {party}', exact=True)


async def test_a_role_chosen_in_one_window_appears_in_the_other_with_its_finding(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')

    await cell(ann, 'Wiedezicht').select_option(label=BOTH)

    await expect(cell(bob, 'Wiedezicht')).to_have_value('eindverantwoordelijk+verantwoordelijk')
    message = f'Bij ‘{TASK}’ staan twee eindverantwoordelijken: Gemeente en Wiedezicht.'
    await expect(bob.get_by_role('table', name='Rolmatrix').get_by_text(message)).to_be_visible()
    await expect(bob.locator('#bevindingen').get_by_role('link', name=message)).to_be_visible()
    await expect(ann.get_by_text('Opgeslagen', exact=True)).to_be_visible()


async def test_two_people_choose_in_different_cells_at_once(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')

    for party, role in (
        ('NetWiede', 'ondersteunend'),
        ('VvE Lindehof', 'geraadpleegd'),
        ('Wiedezicht', 'verantwoordelijk'),
    ):
        await cell(ann, party).select_option(role)
        await cell(bob, party, 'Juridische toets uitvoeren').select_option(role)

    for page in (ann, bob):
        for task in (TASK, 'Juridische toets uitvoeren'):
            await expect(cell(page, 'NetWiede', task)).to_have_value('ondersteunend')
            await expect(cell(page, 'VvE Lindehof', task)).to_have_value('geraadpleegd')
            await expect(cell(page, 'Wiedezicht', task)).to_have_value('verantwoordelijk')


async def test_a_role_is_chosen_with_the_keyboard_alone(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')
    await cell(ann, 'Gemeente').focus()

    await ann.keyboard.press('Tab')
    await expect(cell(ann, 'LindeWarm')).to_be_focused()
    await ann.keyboard.press('s')

    await expect(cell(bob, 'LindeWarm')).to_have_value('ondersteunend')


async def test_a_finding_leads_to_its_cell(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/rollen')

    await ann.locator('#bevindingen').get_by_role('link', name='VvE Lindehof is eindverantwoordelijk voor').click()

    place = cell(ann, 'VvE Lindehof', "VvE's en particuliere verhuurders betrekken")
    await expect(place).to_be_focused()
    await expect(place).to_be_in_viewport()


async def test_the_letters_can_be_dutch(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')

    await ann.get_by_text('Andere letters').click()
    await ann.get_by_role('radio', name='VEORI').check()

    option = cell(bob, 'Gemeente').locator('option:checked')
    await expect(option).to_have_text('E – eindverantwoordelijk')


async def test_an_own_task_is_added_named_and_taken_away_again(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')

    await ann.get_by_text('Taken toevoegen', exact=True).click()
    await ann.get_by_role('button', name='Eigen taak toevoegen').click()
    await ann.get_by_role('textbox', name='Naam van de taak').fill(OWN_TASK)
    await expect(cell(bob, 'Gemeente', OWN_TASK)).to_be_visible()
    await cell(bob, 'Gemeente', OWN_TASK).select_option('ondersteunend')
    await expect(bob.locator('#bevindingen').get_by_text(f'Bij ‘{OWN_TASK}’ staat nog geen').first).to_be_visible()

    await ann.get_by_role('button', name='Taak weghalen').click()
    await expect(cell(bob, 'Gemeente', OWN_TASK)).to_have_count(0)
    await ann.get_by_role('button', name='Terugzetten').click()
    await expect(cell(bob, 'Gemeente', OWN_TASK)).to_be_visible()


async def test_a_template_says_what_it_replaces_and_can_be_undone(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')
    before = await cell(bob, 'LindeWarm', 'Gezamenlijk doel formuleren').input_value()

    await ann.get_by_text('Beginnen met een sjabloon').click()
    await ann.get_by_role('radio', name='Regie bij de gemeente').check()
    await ann.get_by_role('radio', name='Vervang alle rollen').check()
    await expect(ann.get_by_text('Overleg dit eerst met de andere partijen.')).to_be_visible()
    apply = ann.get_by_role('button', name='Sjabloon toepassen')
    await apply.click()
    await expect(apply).to_be_disabled()
    await expect(ann.get_by_role('button', name='Terugzetten')).to_be_focused()
    await expect(ann.locator('#meer').get_by_role('status').filter(has_text='toegepast')).to_be_visible()

    await expect(cell(bob, 'LindeWarm', 'Gezamenlijk doel formuleren')).to_have_value('verantwoordelijk')
    await ann.get_by_role('button', name='Terugzetten').click()
    await expect(cell(bob, 'LindeWarm', 'Gezamenlijk doel formuleren')).to_have_value(before)
    await expect(apply).to_be_focused()


async def test_a_confirmation_lapses_when_the_role_changes(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen')
    row = ann.locator('.wa-confirm li').filter(has_text='LindeWarm')
    await expect(row).to_contain_text('19 van 19')

    await cell(ann, 'LindeWarm').select_option('eindverantwoordelijk')
    await expect(row).to_contain_text('18 van 19')
    button = bob.get_by_role('button', name='Wij bevestigen onze rollen')
    await button.click()

    await expect(row).to_contain_text('19 van 19')
    await expect(button).to_be_disabled()
    await expect(button).to_be_focused()
    await expect(bob.get_by_role('status').filter(has_text='Uw rollen zijn bevestigd.')).to_be_visible()


@pytest.mark.parametrize('width, scheme', [(1280, 'light'), (820, 'light'), (375, 'dark')])
async def test_the_page_is_accessible_and_fits(
    app: RunningApp, open_window: OpenWindow, width: int, scheme: str
) -> None:
    ann, _ = await two_windows(app, open_window, '/rollen', width=width, color_scheme=scheme)
    await expect(cell(ann, 'Gemeente')).to_be_attached()

    await assert_accessible(ann)
    await assert_nothing_cut(ann)


async def test_on_a_phone_every_cell_shows_the_party_and_the_full_word(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen', width=375)
    row = ann.get_by_role('row').filter(has=cell(ann, 'Wiedezicht'))

    await expect(row.get_by_text('Wiedezicht', exact=True)).to_be_visible()
    await cell(ann, 'Wiedezicht').select_option('geinformeerd')

    await expect(cell(bob, 'Wiedezicht')).to_have_value('geinformeerd')


async def test_the_row_somebody_fills_in_stays_until_they_choose_to_see_something_else(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, _ = await two_windows(app, open_window, '/rollen')
    await ann.get_by_text('Taken toevoegen', exact=True).click()
    await ann.get_by_role('button', name='Eigen taak toevoegen').click()
    await ann.get_by_role('textbox', name='Naam van de taak').fill(OWN_TASK)
    await expect(cell(ann, 'Gemeente', OWN_TASK)).to_be_attached()
    await ann.keyboard.press('Escape')
    show = ann.get_by_label('Toon', exact=True)
    await show.select_option('empty')

    await cell(ann, 'Gemeente', OWN_TASK).focus()
    await ann.keyboard.press('s')

    await expect(cell(ann, 'Gemeente', OWN_TASK)).to_have_value('ondersteunend')
    await expect(cell(ann, 'Gemeente', OWN_TASK)).to_be_focused()
    await show.select_option('all')
    await show.select_option('empty')
    await expect(cell(ann, 'Gemeente', OWN_TASK)).to_have_count(0)
