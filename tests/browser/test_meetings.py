"""Meetings in two real windows: a goal comes first, dates follow, and calendars outside can keep up."""

import pytest
import pytest_asyncio
from icalendar import Calendar
from playwright.async_api import Locator, Page, expect

from tests.browser.blocks import assert_accessible, assert_nothing_cut, two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app()


async def unfold(page: Page, anchor: str) -> Locator:
    part = page.locator(f'[id="{anchor}"]')
    await part.locator('> summary').click()
    return part


async def test_a_meeting_is_planned_once_it_has_a_goal_and_keeps_what_was_typed(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/overleg')
    agenda = bob.locator('#agenda')

    await ann.get_by_role('button', name='Overleg toevoegen').click()
    fold = ann.locator('#overleggen details').last
    await expect(fold.get_by_label('Doel (verplicht)')).to_be_focused()  # the keyboard comes once the row is there
    await fold.get_by_label('Naam', exact=True).fill('Straatgesprek')
    await fold.get_by_label('Plaats of link').fill('Op de stoep')
    await fold.get_by_label('Eerste keer').fill('2027-05-06')
    await expect(fold.get_by_text('Zonder doel kan dit overleg niet worden gepland')).to_be_visible()
    await expect(bob.locator('#overleggen details').last).to_contain_text('nog zonder doel')
    await expect(bob.get_by_role('link', name='‘Straatgesprek’ heeft nog geen doel')).to_be_visible()

    await fold.get_by_label('Doel (verplicht)').fill('Horen wat leeft.')

    await expect(fold.get_by_text('Zonder doel kan dit overleg niet worden gepland')).to_be_hidden()
    await expect(fold.get_by_label('Plaats of link')).to_have_value('Op de stoep')
    await expect(fold.get_by_text('Hemelvaartsdag')).to_be_visible()
    await expect(bob.locator('#overleggen details').last).to_contain_text('donderdag 6 mei 2027')
    await expect(agenda).to_contain_text('Kernteam')


async def test_skipping_a_date_is_seen_by_all_and_keeps_the_focus(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/overleg')
    hers, his = await unfold(ann, 'serie-kernteam'), await unfold(bob, 'serie-kernteam')
    button = hers.locator('.wa-next__item').nth(1).get_by_role('button')
    await expect(button).to_contain_text('Overslaan')

    await button.press('Enter')

    await expect(button).to_contain_text('Toch laten doorgaan')
    await expect(button).to_be_focused()
    await expect(his.locator('.wa-next__item').nth(1)).to_have_attribute('data-skipped', 'ja')
    await button.press('Enter')
    await expect(his.locator('.wa-next__item').nth(1)).to_have_attribute('data-skipped', 'nee')


async def test_loose_dates_are_added_by_keyboard_and_stand_in_order(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/overleg')
    hers, his = await unfold(ann, 'serie-teambijeenkomst'), await unfold(bob, 'serie-teambijeenkomst')
    field = hers.get_by_label('Nieuwe datum')

    await field.fill('2026-12-24')
    await field.press('Enter')

    await expect(his.locator('.wa-dates__item').first).to_contain_text('donderdag 24 december 2026')
    await expect(field).to_be_focused()
    await expect(field).to_have_value('')
    await field.fill('2026-12-31')
    await field.press('Enter')
    await hers.get_by_role('button', name='donderdag 24 december 2026 weghalen').press('Enter')
    await expect(his.get_by_text('donderdag 24 december 2026')).to_have_count(0)
    last = hers.get_by_role('button', name='donderdag 31 december 2026 weghalen')
    await expect(last).to_be_focused()
    await ann.wait_for_timeout(600)
    await last.press('Enter')
    await expect(hers.get_by_role('button', name='donderdag 18 maart 2027 weghalen')).to_be_focused()


async def test_a_date_that_is_not_whole_stays_and_says_what_is_missing(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/overleg')
    hers, his = await unfold(ann, 'serie-teambijeenkomst'), await unfold(bob, 'serie-teambijeenkomst')
    field = hers.get_by_label('Nieuwe datum')

    await field.focus()
    await ann.keyboard.type('0229')  # day and month in either order the browser has; the year is still to come
    await ann.keyboard.press('Enter')

    await expect(hers.get_by_role('alert')).to_have_text('Vul een hele datum in.')
    await expect(field).to_have_accessible_description('Vul een hele datum in.')
    await expect(field).to_have_attribute('aria-invalid', 'true')
    assert await field.evaluate('(field) => field.validity.badInput'), 'what was typed is still there'
    await field.fill('2028-02-29')
    await field.press('Enter')
    await expect(his.locator('.wa-dates__item').filter(has_text='29 februari 2028')).to_be_visible()
    await expect(hers.get_by_role('alert')).to_be_hidden()
    await expect(field).to_have_value('')
    await expect(field).not_to_have_attribute('aria-invalid', 'true')


async def test_a_date_that_is_refused_stays_in_the_field(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/overleg')
    hers = await unfold(ann, 'serie-teambijeenkomst')
    field, far = hers.get_by_label('Nieuwe datum'), '12026-12-24'
    await field.evaluate('(field, far) => { field.value = far; }', far)

    await hers.get_by_role('button', name='Datum toevoegen').press('Enter')

    await expect(hers.get_by_role('alert')).to_contain_text('datum')
    await expect(field).to_have_value(far)
    await expect(field).to_be_focused()


async def test_the_rhythm_shows_the_fields_that_belong_to_it(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/overleg')
    hers = await unfold(ann, 'serie-kernteam')
    await expect(hers.get_by_label('Om de hoeveel weken?')).to_be_visible()

    await hers.get_by_label('Ritme').select_option('maand')

    await expect(hers.get_by_label('Om de hoeveel maanden?')).to_be_visible()
    await expect(hers.get_by_label('Om de hoeveel weken?')).to_be_hidden()
    await expect(bob.locator('#serie-kernteam > summary')).to_contain_text('elke 2 maanden op de')


async def test_a_body_without_rhythm_is_offered_until_it_has_one(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/overleg')

    await ann.get_by_role('button', name='Projectteam', exact=True).click()

    await expect(bob.locator('#overleggen details > summary').last).to_contain_text('Projectteam')
    await expect(bob.get_by_role('button', name='Projectteam', exact=True)).to_have_count(0)


async def test_a_calendar_program_follows_the_personal_link(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/overleg')
    address = await ann.get_by_label('Link om op te abonneren').input_value()

    stranger = await open_window(app.url)
    answer = await stranger.request.get(address)

    assert answer.headers['content-type'].startswith('text/calendar')
    titles = {str(event['summary']) for event in Calendar.from_ical(await answer.body()).events}
    assert 'Kernteam – De Lindelanden' in titles
    assert not [title for title in titles if 'Achterberg' in title]


async def test_a_new_link_ends_the_old_one(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/overleg')
    field = ann.get_by_label('Link om op te abonneren')
    old = await field.input_value()
    copy = ann.locator('button[data-wa=copy]')
    await ann.context.grant_permissions(['clipboard-write'])
    await copy.press('Enter')
    await expect(copy).to_have_text('Gekopieerd')
    await ann.get_by_text('Heeft iemand anders deze link?').press('Enter')
    await ann.get_by_role('button', name='Maak een nieuwe link').press('Enter')

    await expect(ann.get_by_text('Hierboven staat uw nieuwe link.')).to_be_visible()
    await expect(field).not_to_have_value(old)
    await expect(copy).to_have_text('Link kopiëren')
    stranger = await open_window(app.url)
    assert (await stranger.request.get(old)).status == 404
    assert (await stranger.request.get(await field.input_value())).ok


@pytest.mark.parametrize('token', ['onbekend', 'demo-p1-0000', '%2e%2e', 'x' * 300, "'-<script>"])
async def test_a_forged_link_gives_nothing(app: RunningApp, open_window: OpenWindow, token: str) -> None:
    page = await open_window(app.url)

    answer = await page.request.get(f'{app.url}/agenda/{token}.ics')

    assert answer.status == 404
    assert 'VCALENDAR' not in await answer.text()


@pytest.mark.parametrize('width, scheme', [(1280, 'light'), (1280, 'dark'), (375, 'light'), (375, 'dark')])
async def test_the_page_is_accessible_and_fits(
    app: RunningApp, open_window: OpenWindow, width: int, scheme: str
) -> None:
    ann, _ = await two_windows(app, open_window, '/overleg', width=width, color_scheme=scheme)
    await unfold(ann, 'serie-kernteam')
    await unfold(ann, 'serie-stuurgroep')
    await expect(ann.locator('#serie-stuurgroep').get_by_label('Nieuwe datum')).to_be_visible()

    await assert_accessible(ann)
    await assert_nothing_cut(ann)
