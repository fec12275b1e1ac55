"""Lists under quick hands and with the keyboard alone: one press is one row, and the focus never falls off the page."""

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from components.one_press import APART
from tests.browser.blocks import two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def unfold(page: Page, *anchors: str) -> Locator:
    """Open the parts with these ids, the outer ones first, and give the last."""
    for anchor in anchors:
        part = page.locator(f'[id="{anchor}"]')
        if await part.get_attribute('open') is None:
            await part.locator('> summary').click()
    return part


async def press_twice(button: Locator) -> None:
    """Press a button with two clicks that the server gets one right after the other."""
    await button.evaluate('(button) => { button.click(); button.click(); }')


async def decline(page: Page) -> None:
    """Put nothing back; once the keyboard is there, or it would come to another button in the middle of the press."""
    await expect(page.get_by_role('button', name='Terugzetten')).to_be_focused()
    await page.get_by_role('button', name='Sluiten').press('Enter')


async def test_two_quick_presses_add_one_row(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    steps, decisions = bob.locator('#verschil .wa-part'), bob.get_by_text('nog geen tekst')

    await press_twice(ann.locator('#verschil').get_by_role('button', name='Stap toevoegen'))
    await press_twice(ann.get_by_role('button', name='Besluit toevoegen'))

    await expect(steps).to_have_count(7)
    await expect(decisions).to_have_count(1)
    await ann.wait_for_timeout(600)
    await expect(steps).to_have_count(7)
    await expect(decisions).to_have_count(1)
    await ann.locator('#verschil').get_by_role('button', name='Stap toevoegen').click()
    await expect(steps).to_have_count(8)


async def test_a_task_of_the_list_is_added_once_and_the_next_is_at_hand(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, _ = await two_windows(app, open_window, '/rollen')
    await ann.get_by_text('Taken toevoegen', exact=True).click()
    offers = ann.locator('.wa-choice-list').get_by_role('button')
    await expect(offers.nth(2)).to_be_visible()
    before = await offers.count()
    following = await offers.nth(1).text_content()

    await offers.first.focus()
    await press_twice(offers.first)

    await expect(offers).to_have_count(before - 1)
    await expect(ann.locator(':focus')).to_have_text(following or '')
    await ann.wait_for_timeout(600)
    await expect(ann.get_by_text('bestaat al')).to_have_count(0)
    await expect(offers).to_have_count(before - 1)

    await press_twice(ann.get_by_role('button', name='Eigen taak toevoegen'))
    await expect(ann.get_by_role('textbox', name='Naam van de taak')).to_be_visible()
    await ann.wait_for_timeout(600)
    await expect(ann.get_by_role('rowheader', name='Nieuwe taak')).to_have_count(1)


async def test_the_keyboard_goes_to_putting_back_and_on_from_there(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    steps = ann.locator('#verschil .wa-part')
    region = ann.locator('[role=status]:has(.wa-undo)')
    assert await ann.evaluate("!!document.querySelector('[role=status][aria-atomic=false]:empty')")

    await steps.nth(1).get_by_role('button', name='Stap weghalen').press('Enter')
    put_back = ann.get_by_role('button', name='Terugzetten')
    await expect(put_back).to_be_focused()
    await expect(put_back).to_have_accessible_description('Stap weggehaald.')
    await expect(region).to_contain_text('Stap weggehaald.')
    await put_back.press('Enter')

    await expect(bob.locator('#verschil .wa-part')).to_have_count(6)
    await expect(steps.nth(1).locator('summary')).to_be_focused()

    await ann.wait_for_timeout(APART * 1000)  # else it would be the same press
    await steps.nth(1).get_by_role('button', name='Stap weghalen').press('Enter')
    await decline(ann)
    await expect(steps).to_have_count(5)
    await expect(steps.nth(1).locator('summary')).to_be_focused()


async def test_after_the_last_row_the_keyboard_is_on_the_button_to_add_one(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, _ = await two_windows(app, open_window, '/besluiten')
    escalation = ann.locator('#verschil')
    steps = escalation.locator('.wa-part')

    for left in range(5, -1, -1):
        await steps.first.get_by_role('button', name='Stap weghalen').press('Enter')
        await expect(steps).to_have_count(left)
        await decline(ann)
        near = steps.first.locator('summary') if left else escalation.get_by_role('button', name='Stap toevoegen')
        await expect(near).to_be_focused()
        await ann.wait_for_timeout(APART * 1000)


async def test_a_refused_putting_back_can_be_tried_again(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/besluiten')
    body = await unfold(ann, 'overleg-kernteam')
    await body.get_by_role('button', name='Lid weghalen').first.click()
    put_back = ann.get_by_role('button', name='Terugzetten')
    await expect(put_back).to_be_focused()
    await ann.locator('#overleggen .wa-part:has(#overleg-kernteam) > button').click()
    await expect(body).to_have_count(0)
    await expect(put_back).to_have_count(2)
    await expect(put_back.last).to_be_focused()

    await put_back.first.press('Enter')
    await expect(ann.get_by_role('alert').filter(has_text='bestaat niet meer')).to_be_visible()
    await put_back.last.click()
    await expect(body).to_have_count(1)
    await expect(put_back).to_have_count(1)
    await put_back.click()

    await expect(put_back).to_have_count(0)


async def test_a_task_that_was_taken_away_or_put_back_leaves_the_keyboard_in_the_matrix(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, _ = await two_windows(app, open_window, '/rollen')
    edit = ann.get_by_role('button', name='Taak wijzigen: Subsidie aanvragen en verantwoorden')

    await edit.press('Enter')
    await ann.get_by_role('button', name='Taak weghalen').press('Enter')
    await expect(edit).to_have_count(0)
    await expect(ann.get_by_role('button', name='Terugzetten')).to_be_focused()
    await ann.keyboard.press('Enter')
    await expect(edit).to_be_focused()

    await ann.keyboard.press('Enter')
    await ann.get_by_role('button', name='Taak weghalen').press('Enter')
    await decline(ann)
    await expect(ann.locator('.wa-undo')).to_have_count(0)
    await expect(ann.locator('.wa-rm__task :focus')).to_have_count(1)


async def test_a_button_that_goes_away_gives_the_keyboard_to_what_it_made(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, _ = await two_windows(app, open_window, '/besluiten')

    group = await unfold(ann, 'processen-wiedemeer')
    await group.get_by_text('Stappen die deze soort partij vaak heeft').click()
    await group.get_by_role('button', name='Gemeenteraad, wensen en bedenkingen').press('Enter')
    await expect(ann.locator('summary:focus')).to_contain_text('Gemeenteraad, wensen en bedenkingen')

    await ann.goto(ann.url.replace('/besluiten', '/overleg'))
    await ann.get_by_role('button', name='Projectteam', exact=True).press('Enter')
    await expect(ann.locator('summary:focus')).to_contain_text('Projectteam')


async def test_an_overview_sees_who_comes_after_its_own_page_before_is_gone(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/doel')
    address = bob.url
    await bob.goto('about:blank')
    await ann.get_by_role('link', name='Overzicht').first.click()
    here = ann.get_by_role('region', name='Nu hier')
    await expect(here).to_contain_text('bij Overzicht')
    await ann.wait_for_timeout(500)

    await bob.goto(address)

    await expect(here).to_contain_text('(LindeWarm), bij')
