"""Editing a text: buttons and shortcuts, links, what is pasted, its longest length, and without barriers."""

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp
from tests.browser.text_windows import HARNESS, SAVED, address, editor, markdown, status, type_at_end, until_markdown
from tests.browser.writing import begin_at_end, until_here

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


async def test_buttons_and_shortcuts_make_markdown(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    page = await open_window(address(app.url, text_id))
    await type_at_end(page, 'Samen sterk')

    await page.keyboard.press('Control+b')
    assert await markdown(page) == 'Samen **sterk**'
    await page.get_by_role('button', name='Vet').click()
    assert await markdown(page) == 'Samen sterk'
    await page.keyboard.press('Control+a')
    await page.get_by_role('button', name='Cursief').click()
    assert await markdown(page) == '*Samen sterk*'
    await page.keyboard.press('Control+i')
    await page.get_by_role('button', name='Kop').click()
    assert await markdown(page) == '## Samen sterk'
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.get_by_role('button', name='Genummerde lijst').click()
    await page.keyboard.type('een\ntwee\n\n')
    await page.get_by_role('button', name='Lijst', exact=True).click()
    await page.keyboard.type('los\n\n')

    assert await markdown(page) == '## Samen sterk\n1. een\n2. twee\n- los\n'
    await expect(page.get_by_role('heading', name='Samen sterk', level=2)).to_be_visible()


async def test_a_link_leads_only_to_safe_places(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    page = await open_window(address(app.url, text_id))
    await type_at_end(page, 'Zie [x](javascript:alert(1)) en visie')

    await page.keyboard.press('Control+Shift+ArrowLeft')
    await page.keyboard.press('Control+k')
    await page.get_by_label('Adres van de link').fill('javascript:alert(1)')
    await page.keyboard.press('Enter')
    await expect(page.get_by_role('alert').filter(has_text='Vul een adres in')).to_be_visible()
    await page.get_by_label('Adres van de link').fill('gemeente.nl/visie')
    await page.keyboard.press('Enter')

    await expect(editor(page)).to_be_focused()
    assert await markdown(page) == 'Zie [x](javascript:alert(1)) en [visie](https://gemeente.nl/visie)'
    links = page.locator('.lt-content a')
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute('href', 'https://gemeente.nl/visie')


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<h1>Ons doel<o:p></o:p></h1><p class=MsoNormal>Een <b>warme</b> <i>wijk</i>, zie <a href="https://a.nl/">de visie</a> en
<a href="javascript:alert(1)">niet dit</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>eerste</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>onder</p>
<p class=MsoNormal><span style='font-weight:bold'>Slot</span></p></body></html>"""

PASTE = """(content, html) => {
    const data = new DataTransfer()
    data.setData('text/html', html)
    data.setData('text/plain', 'kaal')
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""


async def test_a_paste_from_word_keeps_its_formatting(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    page = await open_window(address(app.url, text_id))
    await begin_at_end(editor(page))

    await editor(page).evaluate(PASTE, WORD)

    lines = (await markdown(page)).split('\n')
    assert lines == [
        '## Ons doel',
        '',
        'Een **warme** *wijk*, zie [de visie](https://a.nl/) en niet dit.',
        '',
        '- eerste',
        '  - onder',
        '',
        '**Slot**',
    ]


async def test_tab_leaves_the_editor(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    page = await open_window(address(app.url, text_id, aantal=2))
    await until_here(page.get_by_role('textbox', name='Vraag 1'))  # its buttons cannot be reached before
    await type_at_end(page, '- een lijst')

    await page.keyboard.press('Tab')

    await expect(page.get_by_role('toolbar', name='Opmaak van Vraag 1').get_by_role('button').first).to_be_focused()
    await page.keyboard.press('ArrowLeft')
    await expect(page.get_by_role('button', name='Opnieuw').nth(1)).to_be_focused()
    await page.keyboard.press('Tab')
    await expect(page.get_by_role('textbox', name='Vraag 1')).to_be_focused()
    assert await markdown(page) == '- een lijst'


async def test_a_text_that_would_be_too_long_is_not_taken_and_that_is_said(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    page = await open_window(address(app.url, text_id))
    await type_at_end(page, 'Kort. ')
    await page.keyboard.insert_text('é' * 140_000)

    await expect(page.get_by_role('alert').filter(has_text='kan niet langer worden')).to_be_visible()
    assert await markdown(page) == 'Kort. '
    await type_at_end(page, 'En verder.')
    await expect(status(page)).to_have_text(SAVED)


@pytest.mark.parametrize('look', [{}, {'donker': 'true'}, {'person': 'lezer'}])
async def test_the_editor_has_no_barriers(
    app: RunningApp, open_window: OpenWindow, text_id: str, look: dict[str, str]
) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, '## Doel\n\n- **vet** en *schuin*')
    page = await open_window(address(app.url, text_id, **{'person': 'fatima', **look}), width=375)
    await until_markdown(page, '## Doel')

    results = await Axe().run(page, context='.live-text-host')

    assert results.violations_count == 0, results.generate_report()
    assert await page.evaluate('document.documentElement.scrollWidth <= innerWidth')
