"""The agreement follows every party, in real windows: at once, in place, with a way to where something is changed."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp
from tests.browser.writing import type_at_end

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


async def two_windows(app: RunningApp, open_window: OpenWindow, step: str) -> tuple[Page, Page]:
    """Open the agreement of a demo copy, and a step of it in a second window of the same visitor."""
    reader = await open_window(f'{app.url}/demo')
    base = reader.url.partition('?')[0]
    await reader.goto(f'{base}/overeenkomst')
    await expect(reader.locator('#artikel-25')).to_be_visible()
    writer = await reader.context.new_page()
    await writer.goto(f'{base}{step}')
    await writer.wait_for_function('window.socket?.connected')
    return reader, writer


async def test_a_word_of_another_window_shows_in_its_clause_only(app: RunningApp, open_window: OpenWindow) -> None:
    reader, writer = await two_windows(app, open_window, '/doel')
    await reader.evaluate("document.querySelectorAll('.wa-clause').forEach(part => (part.firstChild.kept = true))")

    await type_at_end(writer.get_by_role('textbox', name='Gezamenlijk doel'), ' Lindebloesem')

    await expect(reader.locator('#artikel-2-1.wa-clause--changed')).to_contain_text('Lindebloesem')
    await expect(writer.locator('aside #artikel-2-1')).to_contain_text('Lindebloesem')
    rewritten = await reader.evaluate(
        "[...document.querySelectorAll('.wa-clause')].filter(part => !part.firstChild.kept).map(part => part.id)"
    )
    assert rewritten == ['artikel-2-1']
    await expect(reader.locator('.wa-clause--changed')).to_have_count(0)


async def test_a_field_left_empty_becomes_a_gap_with_a_way_to_fill_it(app: RunningApp, open_window: OpenWindow) -> None:
    reader, writer = await two_windows(app, open_window, '/spoor/c/openheid-en-einde')

    await writer.get_by_label('Begint op').fill('')

    clause = reader.locator('#artikel-4-1')
    await expect(clause.get_by_role('link', name='nog af te spreken')).to_have_attribute(
        'href', re.compile(r'/start#period$')
    )
    await expect(
        clause.get_by_role('link', name='wijzig Artikel 4 – Intentieperiode en resultaten, lid 1')
    ).to_be_visible()
    await expect(reader.locator('.wa-agreement-contents li', has_text='Artikel 4')).to_contain_text('nog 1 open')


async def test_a_hostile_name_is_text_in_every_window(app: RunningApp, open_window: OpenWindow) -> None:
    reader, writer = await two_windows(app, open_window, '/start')
    name = '<img src=x onerror=alert(1)> *wijk*'

    await writer.get_by_label('Wijk of buurt', exact=True).fill(name)

    await expect(reader.locator('#overwegingen')).to_contain_text(name)
    assert await reader.locator('.wa-agreement img').count() == 0


async def test_all_files_can_be_taken_away(app: RunningApp, open_window: OpenWindow) -> None:
    page = await open_window(f'{app.url}/demo')
    await page.goto(f'{page.url.partition("?")[0]}/overeenkomst')

    for name in ('PDF', 'ODT', 'Word', 'HTML', 'Markdown'):
        async with page.expect_download() as download:
            await page.locator('#downloads').get_by_text(name, exact=True).click()
        assert (await download.value).suggested_filename.startswith('overeenkomst Samen op weg in De Lindelanden.')


async def test_on_paper_only_the_agreement_remains(app: RunningApp, open_window: OpenWindow) -> None:
    page = await open_window(f'{app.url}/demo')
    await page.goto(f'{page.url.partition("?")[0]}/overeenkomst')
    await expect(page.locator('#artikel-25')).to_be_visible()

    await page.emulate_media(media='print')

    await expect(page.locator('#artikel-2 h3')).to_be_visible()
    for hidden in ('#downloads', '.wa-agreement-contents', '.wa-clause__edit >> nth=0'):
        await expect(page.locator(hidden)).to_be_hidden()
