"""Five windows: what one party writes for itself is on no screen and in no frame of the others, until it is shared."""

import pytest
from playwright.async_api import Page, WebSocket, expect

from tests.browser import writing
from tests.browser.conftest import OpenWindow
from tests.browser.dossier_windows import GOAL, download, editor
from tests.browser.test_rights import OURS, Dossier, app, dossier, enter, state  # noqa: F401  (fixtures)

pytestmark = pytest.mark.asyncio(loop_scope='session')

IN_NOTEBOOK, IN_DRAFT = 'zqnotitie', 'zqconcept'
"""words that are nowhere else; put in at once, so that they stand in one piece wherever they are sent"""
CLOSED = 'Deze tekst is nog niet gedeeld.'


ASK = (
    """(address) => fetch(address, { method: 'POST', body: new Uint8Array([0, 0]) }).then((answer) => answer.status)"""
)
"""asks a room for its text, as an editor does where WebSockets are blocked"""


class Listener:
    """Keeps all that the server sends to a window: pages, and every frame of every socket."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._frames: list[bytes] = []
        self._pages: list[str] = []
        page.on('websocket', self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on('framereceived', lambda data: self._frames.append(data if isinstance(data, bytes) else data.encode()))

    async def walk(self, url: str) -> None:
        """Look at the pages where a text could show."""
        for step in ('', '/start', '/notities', '/overeenkomst', '/geschiedenis', '/doel'):
            await self.page.goto(f'{url}{step}')
            await self.page.wait_for_function('window.socket?.connected')
            self._pages.append(await self.page.content())

    async def heard(self) -> str:
        """Give everything as one text."""
        return b'\n'.join(self._frames).decode(errors='replace') + ''.join(self._pages) + await self.page.content()


async def put_in(page: Page, name: str, words: str) -> None:
    await writing.put_in(editor(page, name), words)
    await expect(state(page, name)).to_have_text('Opgeslagen')


async def choose(page: Page, level: str) -> None:
    """Say who may read the contribution of one's own party."""
    bar = page.locator('[id^=tekst-contribution]').filter(has=editor(page, OURS)).locator('.wa-openness')
    if not await bar.get_by_role('radio').count():
        await bar.locator('summary').click()
    await bar.get_by_role('radio', name=level).check()
    await expect(bar.get_by_text('Opgeslagen')).to_be_visible()


async def move(dossier: Dossier, name: str, party: str) -> None:  # noqa: F811
    """Have somebody belong to another party, on the screen of the owner."""
    await dossier.owner.goto(f'{dossier.url}/start')
    await dossier.owner.get_by_text(f'Rol wijzigen van {name}').click()
    form = dossier.owner.get_by_role('group').filter(has_text=f'Rol wijzigen van {name}')
    await form.get_by_label('Partij').select_option(label=party)
    await form.get_by_role('button', name='Wijzig rol').click()
    await expect(dossier.owner.get_by_role('listitem').filter(has_text=name).get_by_text(f', {party}')).to_be_visible()


async def test_what_a_party_writes_for_itself_reaches_nobody_until_it_shares_it(
    dossier: Dossier,  # noqa: F811
    open_window: OpenWindow,
) -> None:
    links = {
        'guide': await dossier.link('Iris', 'procesbegeleider'),
        'reader': await dossier.link('Ria Raadslid', 'lezer'),
    }
    fatima = await enter(open_window, dossier, await dossier.link('Fatima', 'vertegenwoordiger', 'LindeWarm'))
    inside = [dossier.owner, *[await enter(open_window, dossier, link) for link in links.values()]]
    others = [Listener(page) for page in inside]
    stranger = Listener(await open_window(f'{dossier.url}/doel'))
    for each in others:
        await each.page.goto(f'{dossier.url}/doel')
        await expect(editor(each.page, OURS)).to_be_visible()

    await choose(fatima, 'Intern concept')
    for each in others:
        await expect(each.page.get_by_text(CLOSED)).to_be_visible()
        await expect(editor(each.page, OURS)).to_have_count(0)
    await put_in(fatima, OURS, IN_DRAFT)
    await fatima.goto(f'{dossier.url}/notities')
    await put_in(fatima, 'Notities', IN_NOTEBOOK)
    notebook = await editor(fatima, 'Notities').evaluate("e => e.closest('.live-text-host').liveText.provider.url")
    await expect(fatima.get_by_text('Dit kunnen lezen: Fatima (vertegenwoordiger).')).to_be_visible()
    for each in others:
        await each.walk(dossier.url)
        await expect(each.page.get_by_text(CLOSED)).to_be_visible()
        assert await each.page.evaluate(ASK, notebook) == 403
    assert await fatima.evaluate(ASK, notebook) == 200
    await stranger.page.goto(f'{dossier.url}/notities')
    for each in [*others, stranger]:
        heard = await each.heard()
        assert (IN_NOTEBOOK in heard, IN_DRAFT in heard) == (False, False), each.page.url

    await fatima.goto(f'{dossier.url}/doel')
    await choose(fatima, 'Gedeeld met de partijen')
    for each in others:
        await expect(editor(each.page, OURS)).to_contain_text(IN_DRAFT)
        heard = await each.heard()
        assert (IN_NOTEBOOK in heard, IN_DRAFT in heard) == (False, True), each.page.url
    assert IN_DRAFT not in await stranger.heard()
    reader = others[-1].page
    assert IN_DRAFT.encode() not in await download(reader, 'overeenkomst-openbaar.md')
    await choose(fatima, 'Openbaar')
    assert IN_DRAFT.encode() in await download(reader, 'overeenkomst-openbaar.md')


async def test_a_text_that_became_a_draft_while_somebody_was_offline_is_closed_when_they_come_back(
    dossier: Dossier,  # noqa: F811
    open_window: OpenWindow,
) -> None:
    sanne = await enter(open_window, dossier, await dossier.link('Sanne', 'vertegenwoordiger', 'LindeWarm'))
    guide = Listener(await enter(open_window, dossier, await dossier.link('Bas', 'procesbegeleider'), step='/notities'))
    await guide.page.goto(f'{dossier.url}/doel')
    await choose(sanne, 'Gedeeld met de partijen')
    await put_in(sanne, OURS, 'Voor iedereen. ')
    await expect(editor(guide.page, OURS)).to_contain_text('Voor iedereen.')

    await guide.page.context.set_offline(True)
    await choose(sanne, 'Intern concept')
    await put_in(sanne, OURS, 'zqofflineconcept. ')
    await guide.page.context.set_offline(False)

    await expect(guide.page.get_by_text(CLOSED)).to_be_visible(timeout=30_000)
    await expect(editor(guide.page, OURS)).to_have_count(0)
    assert 'zqofflineconcept' not in await guide.heard()
    await guide.page.reload()
    await expect(guide.page.get_by_text(CLOSED)).to_be_visible()
    assert 'zqofflineconcept' not in await guide.heard()


async def test_who_goes_to_another_party_while_typing_keeps_the_words_and_reads_no_more(
    dossier: Dossier,  # noqa: F811
    open_window: OpenWindow,
) -> None:
    stays = await enter(open_window, dossier, await dossier.link('Noor', 'vertegenwoordiger', 'LindeWarm'), '/notities')
    goes = Listener(
        await enter(open_window, dossier, await dossier.link('Kees', 'vervanger', 'LindeWarm'), step='/notities')
    )
    await put_in(goes.page, 'Notities', 'Van Kees, bewaard. ')
    await expect(editor(stays, 'Notities')).to_contain_text('Van Kees, bewaard.')
    await goes.page.context.set_offline(True)
    await writing.put_in(editor(goes.page, 'Notities'), 'Van Kees, nog niet verzonden. ')

    await move(dossier, 'Kees', 'Gemeente')
    await put_in(stays, 'Notities', 'zqzonderkees. ')
    await goes.page.context.set_offline(False)

    await expect(goes.page.get_by_text('U hoort nu bij een andere partij.')).to_be_visible(timeout=30_000)
    await expect(goes.page.get_by_text('U heeft geen toegang meer tot deze tekst.')).to_be_visible(timeout=30_000)
    await expect(editor(goes.page, 'Notities')).to_contain_text('Van Kees, nog niet verzonden.')
    await expect(editor(stays, 'Notities')).to_contain_text('Van Kees, bewaard.')
    assert 'zqzonderkees' not in await goes.heard()
    await goes.page.reload()
    await expect(goes.page.get_by_text('Notitieboek van Gemeente')).to_be_visible()
    assert 'zqzonderkees' not in await goes.heard()


async def test_what_was_typed_in_a_shared_text_waits_and_goes_in_as_words_of_the_new_party(
    dossier: Dossier,  # noqa: F811
    open_window: OpenWindow,
) -> None:
    lars = await enter(open_window, dossier, await dossier.link('Lars', 'vervanger', 'LindeWarm'))
    await expect(editor(lars, GOAL)).to_be_editable()
    await lars.context.set_offline(True)
    await writing.put_in(editor(lars, GOAL), 'Van Lars, nog niet verzonden. ')
    await move(dossier, 'Lars', 'Gemeente')
    await lars.context.set_offline(False)

    notice = lars.locator('.lt-root').filter(has=editor(lars, GOAL)).get_by_role('alert')
    await expect(notice).to_contain_text('U hoort nu bij een andere partij.', timeout=30_000)
    await expect(notice).to_contain_text('als woorden van die partij')
    await expect(lars.get_by_text('U bent niet meer ingelogd.')).to_have_count(0)
    await expect(editor(lars, GOAL)).to_contain_text('Van Lars, nog niet verzonden.')
    await dossier.owner.goto(f'{dossier.url}/doel')
    await expect(editor(dossier.owner, GOAL)).to_be_editable()
    await expect(editor(dossier.owner, GOAL)).not_to_contain_text('Van Lars')

    await lars.reload()

    await expect(editor(dossier.owner, GOAL)).to_contain_text('Van Lars, nog niet verzonden.')
    await expect(dossier.owner.get_by_text('Laatst gewijzigd door Gemeente (Lars)')).to_be_visible()
