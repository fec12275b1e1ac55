"""Two people in one text, in real Chromium windows."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from tests.browser import writing
from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

HARNESS = 'tests/browser/live_harness.py'
SAVED = 'Opgeslagen'
SAVING = 'Bezig met opslaan'
REFUSED = 'Nog niet opgeslagen: uw tekst staat nog op dit apparaat'
OFFLINE = 'Geen verbinding: uw tekst staat nog op dit apparaat'
_numbers = count()


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app(HARNESS)


class Way:
    """A kind of line between the windows and the app.

    :param url: where windows find the app
    """

    def __init__(self, url: str, line: CuttingProxy | None = None) -> None:
        self.url = url
        self._line = line
        self._task: asyncio.Task[None] | None = None

    async def begin(self, *pages: Page) -> None:
        """Let the trouble begin once the windows are open."""
        for page in pages:
            await expect(editor(page)).to_be_visible()
        if self._line is not None:
            self._task = asyncio.create_task(self._cut(self._line))

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _cut(self, line: CuttingProxy) -> None:
        while True:
            line.cut()
            await asyncio.sleep(2.5)


@pytest_asyncio.fixture(params=['a socket', 'POST', 'a line that is cut'], loop_scope='session')
async def way(request: pytest.FixtureRequest, app: RunningApp, start_proxy: StartProxy) -> AsyncIterator[Way]:
    """Give every kind of line: straight, through a proxy that refuses WebSockets, one that cuts every few seconds."""
    if request.param == 'a socket':
        yield Way(app.url)
        return
    line = await start_proxy(app)
    if request.param == 'POST':
        line.blocked_upgrades = b'/'
    way = Way(line.url, line if request.param == 'a line that is cut' else None)
    yield way
    way.end()


@pytest.fixture
def text_id() -> str:
    """Return a text of its own for each test."""
    return f'answer:t{next(_numbers)}'


def address(base: str, text_id: str, person: str = 'henk', **more: object) -> str:
    extra = ''.join(f'&{key}={value}' for key, value in more.items())
    return f'{base}/?als={person}&tekst={text_id}{extra}'


def editor(page: Page) -> Locator:
    return page.get_by_role('textbox', name='Gezamenlijk doel', exact=True)


def status(page: Page) -> Locator:
    return page.get_by_role('status').first


async def markdown(page: Page) -> str:
    """Return what the window itself holds of the text."""
    text: str = await page.evaluate("document.querySelector('.live-text-host').liveText.markdown")
    return text


async def type_at_end(page: Page, text: str) -> None:
    await writing.type_at_end(editor(page), text)


async def until_markdown(page: Page, *parts: str) -> str:
    """Wait until the window holds all parts, each exactly once, and return its text."""
    await page.wait_for_function(
        """parts => {
            const text = document.querySelector('.live-text-host')?.liveText?.markdown ?? ''
            return parts.every(part => text.split(part).length === 2)
        }""",
        arg=[*parts],
    )
    return await markdown(page)


async def until_equal(one: Page, other: Page, *parts: str) -> str:
    """Wait until both windows are saved and hold the same text with all parts exactly once."""
    for page in (one, other):
        await until_markdown(page, *parts)
        await expect(status(page)).to_have_text(SAVED)
    text = await markdown(one)
    assert await markdown(other) == text
    return text


async def test_two_people_type_in_the_same_sentence_at_once(way: Way, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(way.url, text_id))
    fatima = await open_window(address(way.url, text_id, 'fatima'))
    await way.begin(henk, fatima)
    await type_at_end(henk, 'Wij  samen.')
    await until_markdown(fatima, 'Wij  samen.')

    for page, steps in ((henk, 4), (fatima, 7)):
        await editor(page).focus()
        await page.keyboard.press('Control+Home')
        for _ in range(steps):
            await page.keyboard.press('ArrowRight')
    for left, right in zip('doenditgoedé', 'MENSEN😀HIER!', strict=True):
        await henk.keyboard.insert_text(left)
        await fatima.keyboard.insert_text(right)

    text = await until_equal(henk, fatima, 'doenditgoedé', 'MENSEN😀HIER!')
    assert sorted(text) == sorted('Wij  samen.' + 'doenditgoedé' + 'MENSEN😀HIER!')


async def test_a_kill_while_one_is_offline_loses_and_doubles_nothing(
    start_app: StartApp, open_window: OpenWindow, text_id: str
) -> None:
    app = await start_app(HARNESS)
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Begin. ')
    await until_equal(henk, fatima, 'Begin. ')

    await henk.context.set_offline(True)
    await type_at_end(henk, 'Henk zonder lijn. ')
    await expect(status(henk)).to_have_text(OFFLINE)
    await type_at_end(fatima, 'Fatima met lijn. ')
    await app.kill()
    await type_at_end(fatima, 'Fatima zonder server. ')
    await expect(status(fatima)).to_have_text(OFFLINE)
    await app.start()
    await henk.context.set_offline(False)

    await until_equal(henk, fatima, 'Begin. ', 'Henk zonder lijn. ', 'Fatima met lijn. ', 'Fatima zonder server. ')


async def test_what_is_called_saved_survives_a_kill(start_app: StartApp, open_window: OpenWindow, text_id: str) -> None:
    app = await start_app(HARNESS)
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Blijft. Gaat weg.')
    await expect(status(henk)).to_have_text(SAVED)
    for _ in range(len(' Gaat weg.')):
        await henk.keyboard.press('Backspace')
    await expect(status(henk)).to_have_text(SAVED)

    await app.kill()
    await henk.context.close()  # nobody is left to push anything back
    await app.start()

    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await expect(status(fatima)).to_have_text(SAVED)
    assert await markdown(fatima) == 'Blijft.'


async def test_what_the_server_has_not_confirmed_is_not_called_saved(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Weg hiermee')
    await expect(status(henk)).to_have_text(SAVED)

    line.swallow()
    await type_at_end(henk, '!')
    await expect(status(henk)).to_have_text(SAVING)
    line.restore()
    await expect(status(henk)).to_have_text(SAVED)

    line.swallow()
    await henk.keyboard.press('Control+a')
    await henk.keyboard.press('Backspace')
    await expect(status(henk)).to_have_text(SAVING)
    line.restore()
    await expect(status(henk)).to_have_text(SAVED)


async def test_a_full_disk_is_said_calmly_and_what_was_typed_is_saved_later(
    start_app: StartApp, open_window: OpenWindow, text_id: str
) -> None:
    app = await start_app(HARNESS)
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Voor. ')
    await until_equal(henk, fatima, 'Voor. ')

    await henk.request.get(f'{app.url}/schijf/vol')
    await type_at_end(henk, 'Tijdens. ')
    await expect(status(henk)).to_have_text(REFUSED)
    alert = henk.get_by_role('alert').filter(has_text='De schijf van de server is vol.')
    await expect(alert).to_contain_text('Typ gerust door')
    await type_at_end(henk, 'Nog. ')
    await until_markdown(fatima, 'Voor. Tijdens. Nog. ')
    results = await Axe().run(henk, context='.live-text-host')
    assert results.violations_count == 0, results.generate_report()
    await henk.request.get(f'{app.url}/schijf/goed')

    await until_equal(henk, fatima, 'Voor. Tijdens. Nog. ')
    await expect(alert).to_be_hidden()


@pytest.mark.parametrize('blocked', [b'', b'/'], ids=['by socket', 'by POST'])
async def test_a_deletion_without_a_line_is_not_called_saved(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str, blocked: bytes
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = blocked
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Een woord')
    await expect(status(henk)).to_have_text(SAVED)

    line.refuse()
    await expect(status(henk)).to_have_text(OFFLINE)
    for _ in range(len(' woord')):
        await henk.keyboard.press('Backspace')
    await expect(status(henk)).to_have_text(OFFLINE)
    line.restore()

    await expect(status(henk)).to_have_text(SAVED)
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await expect(status(fatima)).to_have_text(SAVED)
    assert await markdown(fatima) == 'Een'


@pytest.mark.parametrize('blocked', [b'', b'/'], ids=['by socket', 'by POST'])
async def test_what_was_typed_without_a_line_survives_a_reload(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str, blocked: bytes
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = blocked
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Met lijn. ')
    await expect(status(henk)).to_have_text(SAVED)
    line.refuse()
    await type_at_end(henk, 'Zonder lijn. ')
    await expect(status(henk)).to_have_text(OFFLINE)

    # a page that never had a line since, so only the copy on the device can know
    await henk.goto('about:blank')
    line.restore()
    await henk.goto(address(line.url, text_id))

    await until_markdown(henk, 'Met lijn. Zonder lijn. ')
    await expect(status(henk)).to_have_text(SAVED)


async def test_without_websockets_it_works_by_post(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    line.blocked_upgrades = b'/live/'
    henk = await open_window(address(line.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))

    await type_at_end(henk, 'Per post. ')
    await until_equal(henk, fatima, 'Per post. ')
    await type_at_end(fatima, 'Per draad. ')
    await until_equal(henk, fatima, 'Per post. ', 'Per draad. ')
    await expect(fatima.locator('.lt-person')).to_have_text('Henk (LindeWarm)')
    line.refuse()
    await type_at_end(henk, 'Zonder lijn. ')
    await expect(status(henk)).to_have_text(OFFLINE)
    line.restore()

    await until_equal(henk, fatima, 'Per post. ', 'Per draad. ', 'Zonder lijn. ')
    assert await henk.evaluate("document.querySelector('.live-text-host').liveText.provider.posting")


async def test_undo_takes_back_only_ones_own_words(way: Way, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(way.url, text_id))
    fatima = await open_window(address(way.url, text_id, 'fatima'))
    await way.begin(henk, fatima)
    await type_at_end(fatima, 'Van Fatima. ')
    await until_equal(henk, fatima, 'Van Fatima. ')
    await type_at_end(henk, 'Van Henk.')
    await until_equal(henk, fatima, 'Van Henk.')
    await type_at_end(fatima, ' Nog eens.')
    await until_equal(henk, fatima, 'Van Henk. Nog eens.')

    await henk.get_by_role('button', name='Ongedaan maken').click()
    assert await until_equal(henk, fatima, 'Van Fatima. ', ' Nog eens.') == 'Van Fatima.  Nog eens.'
    await henk.keyboard.press('Control+z')
    assert await markdown(henk) == 'Van Fatima.  Nog eens.'
    await henk.get_by_role('button', name='Opnieuw').click()
    await until_equal(henk, fatima, 'Van Fatima. Van Henk. Nog eens.')


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
    await editor(page).focus()

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
    await type_at_end(page, '- een lijst')

    await page.keyboard.press('Tab')

    await expect(page.get_by_role('toolbar', name='Opmaak van Vraag 1').get_by_role('button').first).to_be_focused()
    await page.keyboard.press('ArrowLeft')
    await expect(page.get_by_role('button', name='Opnieuw').nth(1)).to_be_focused()
    await page.keyboard.press('Tab')
    await expect(page.get_by_role('textbox', name='Vraag 1')).to_be_focused()
    assert await markdown(page) == '- een lijst'


async def test_others_are_named_in_words(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'Hier')

    flag = fatima.locator('.lt-flag')
    await expect(flag).to_have_text('Henk')
    await expect(flag).to_be_visible()
    # on the first line a name above the caret would be cut off
    hit = """flag => {
        const box = flag.getBoundingClientRect()
        flag.style.pointerEvents = 'auto'
        return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === flag
    }"""
    assert await flag.evaluate(hit)
    await expect(fatima.get_by_role('listitem').filter(has_text='Henk (LindeWarm)')).to_be_visible()

    await henk.context.close()
    await expect(flag).to_have_count(0)
    await expect(fatima.locator('.lt-person')).to_have_count(0)


async def test_who_may_only_read_sees_it_grow(way: Way, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(way.url, text_id))
    reader = await open_window(address(way.url, text_id, 'lezer'))
    await way.begin(henk, reader)
    await type_at_end(henk, 'Lees mee')

    await until_markdown(reader, 'Lees mee')
    await expect(editor(reader)).to_have_attribute('aria-readonly', 'true')
    await expect(reader.get_by_role('toolbar')).to_have_count(0)
    await editor(reader).focus()
    await reader.keyboard.type('stiekem')
    assert await markdown(reader) == 'Lees mee'


async def test_access_that_ends_takes_the_copy_along(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id))
    await type_at_end(henk, 'Geheim')
    await expect(status(henk)).to_have_text(SAVED)
    databases = "async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith('wijkakkoord/')).length"
    assert await henk.evaluate(databases) == 1

    await henk.request.get(f'{app.url}/toegang/henk/uit')

    await expect(henk.get_by_role('alert').filter(has_text='geen toegang meer')).to_be_visible()
    await henk.wait_for_function(f'async () => (await ({databases})()) === 0')
    await henk.request.get(f'{app.url}/toegang/henk/in')


async def test_who_loses_the_right_to_write_is_told_what_was_not_saved(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy, text_id: str
) -> None:
    line = await start_proxy(app)
    henk = await open_window(address(line.url, text_id))
    await type_at_end(henk, 'Gedeeld. ')
    await expect(status(henk)).to_have_text(SAVED)
    line.refuse()
    await type_at_end(henk, 'Te laat.')
    await henk.request.get(f'{app.url}/toegang/henk/lezen')
    line.restore()

    await expect(henk.get_by_role('alert').filter(has_text='niet meer wijzigen')).to_be_visible()
    await expect(editor(henk)).to_have_attribute('aria-readonly', 'true')
    assert await markdown(henk) == 'Gedeeld. Te laat.'
    answer = await henk.request.get(f'{app.url}/tekst?text_id={text_id}')
    assert (await answer.json())['text'] == 'Gedeeld. '
    await henk.request.get(f'{app.url}/toegang/henk/in')


async def test_signing_out_clears_the_copies(app: RunningApp, open_window: OpenWindow, text_id: str) -> None:
    henk = await open_window(address(app.url, text_id, aantal=3))
    await type_at_end(henk, 'Iets')
    await expect(status(henk)).to_have_text(SAVED)
    databases = "async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith('wijkakkoord/')).length"
    assert await henk.evaluate(databases) == 3

    await henk.evaluate("wijkakkoord.clearLocalTexts('p2')")
    assert await henk.evaluate(databases) == 3
    await henk.evaluate("wijkakkoord.clearLocalTexts('p1')")
    assert await henk.evaluate(databases) == 0


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


async def test_a_caret_at_the_end_goes_along_with_the_text(
    app: RunningApp, open_window: OpenWindow, text_id: str
) -> None:
    henk = await open_window(address(app.url, text_id))
    fatima = await open_window(address(app.url, text_id, 'fatima'))
    await type_at_end(henk, 'een\ntwee\ndrie')
    await until_markdown(fatima, 'drie')

    await expect(fatima.locator('.cm-line').nth(2).locator('.lt-caret')).to_have_count(1)
    await expect(fatima.locator('.lt-caret-first')).to_have_count(0)
