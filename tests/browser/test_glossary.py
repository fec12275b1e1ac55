"""Shared language and form chooser in two real windows."""

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.blocks import assert_accessible, assert_nothing_cut, two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


def card(page: Page, term: str) -> Locator:
    return page.get_by_role('group', name=term, exact=True)


async def test_agreement_and_another_meaning_appear_for_the_others(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/taal')

    await card(ann, 'Opt-out').get_by_text('Wij bedoelen iets anders').click()
    await card(ann, 'Opt-out').get_by_role('textbox', name='Onze betekenis').fill('Niet meedoen mag <b>altijd</b>.')

    await expect(card(bob, 'Opt-out').get_by_text('Niet meedoen mag <b>altijd</b>.')).to_be_visible()
    await expect(card(bob, 'Opt-out').get_by_text('geen overeenstemming')).to_be_visible()

    await card(ann, 'Opt-out').get_by_role('checkbox', name='Zo gebruiken wij het ook').check()
    await expect(card(bob, 'Opt-out').get_by_text('geen overeenstemming')).to_have_count(0)


async def test_words_are_found_by_search_and_by_state(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/taal')

    await ann.get_by_label('Toon', exact=True).select_option(label='geen overeenstemming')
    await expect(card(ann, 'Woonlastenneutraal')).to_be_visible()
    await expect(card(ann, 'Aanwijsbevoegdheid')).to_be_hidden()

    await ann.get_by_label('Toon', exact=True).select_option(label='alle begrippen')
    await ann.get_by_label('Zoek een begrip').fill('OPT-OUT')
    await expect(card(ann, 'Opt-out')).to_be_visible()
    await expect(card(ann, 'Woonlastenneutraal')).to_be_hidden()


async def test_an_own_word_joins_the_list_of_everyone(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/taal')

    own = ann.get_by_role('textbox', name='Begrip', exact=True)
    before = await own.count()
    await ann.get_by_role('button', name='Begrip toevoegen').click()
    await expect(own).to_have_count(before + 1)
    await own.last.fill('Buurtkracht')

    await expect(card(bob, 'Buurtkracht')).to_be_visible()
    await expect(card(bob, 'Wijkcoach')).to_be_visible()


async def test_an_answer_changes_the_advice_of_everyone(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/vorm')
    advice = bob.locator('.wa-chooser__result')
    await expect(advice).to_contain_text('past een intentieovereenkomst nu het best')

    question = ann.get_by_role('group', name='11. Kunnen alle partijen binnen drie maanden intern besluiten?')
    await question.get_by_role('radio', name='Deels').focus()
    await ann.keyboard.press('ArrowLeft')

    await expect(advice).to_contain_text('past een intentieverklaring nu het best, met later een intentieovereenkomst')


@pytest.mark.parametrize('step', ['/taal', '/vorm'])
@pytest.mark.parametrize('width, scheme', [(1280, 'dark'), (375, 'light')])
async def test_the_pages_are_accessible_and_fit(
    app: RunningApp, open_window: OpenWindow, step: str, width: int, scheme: str
) -> None:
    ann, _ = await two_windows(app, open_window, step, width=width, color_scheme=scheme)

    await assert_accessible(ann)
    await assert_nothing_cut(ann)


async def test_a_hard_word_is_explained_with_the_keyboard(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/spoor/c/beleid')
    await ann.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    meaning = ann.get_by_text('Het plan van de gemeente voor de komende tien jaar').first
    await expect(meaning).to_be_hidden()

    await ann.get_by_role('button', name='warmteprogramma (uitleg)').first.focus()
    await ann.keyboard.press('Enter')
    await expect(meaning).to_be_visible()

    await ann.keyboard.press('Escape')
    await expect(meaning).to_be_hidden()
