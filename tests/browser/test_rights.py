"""Who sees and changes what, in real windows: five people at once, access that ends while typing, and the policy."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.dossier_windows import GOAL, add_party, editor, invite, new_dossier, owner_link, type_at_end
from tests.browser.running_app import RunningApp
from tests.browser.writing import ON_ITS_WAY

pytestmark = pytest.mark.asyncio(loop_scope='session')

OURS = 'Bijdrage van LindeWarm'
COPIES = """async () => [
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...Object.keys(localStorage),
].filter((name) => name.startsWith('wijkakkoord/'))"""
FOREIGN = """async () => {
    const script = document.createElement('script')
    script.textContent = 'window.foreign = true'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.foreign = true">')
    await new Promise((done) => document.body.lastElementChild.addEventListener('error', done))
    const sent = await fetch('https://elders.example/').then(() => true, () => false)
    return [window.foreign ?? false, sent]
}"""
NO_COPIES = f'async () => !(await ({COPIES})()).length'


@dataclass
class Dossier:
    """A dossier of the running app, with its owner's window."""

    app: RunningApp
    url: str
    owner: Page

    async def link(self, name: str, role: str, party: str = '') -> str:
        """Make a personal link on the screen of the owner."""
        await self.owner.goto(f'{self.url}/start')
        await self.owner.get_by_label('Rol in dit dossier').select_option(role)
        await self.owner.get_by_label('Hoe lang toegang').select_option('7' if role == 'lezer' else '')
        return f'{self.app.url}{await invite(self.owner, name, party or "Geen partij")}'


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def dossier(app: RunningApp, chromium: Browser) -> AsyncIterator[Dossier]:
    context = await chromium.new_context(viewport={'width': 1280, 'height': 800}, locale='nl-NL')
    context.set_default_timeout(15_000)
    owner = await context.new_page()
    await owner.goto(owner_link(app))
    url = await new_dossier(owner)
    await add_party(owner, 'COOP', 'Energiecoöperatie LindeWarm U.A.', 'LindeWarm')
    yield Dossier(app, url, owner)
    await context.close()


def state(page: Page, name: str) -> Locator:
    """Give where the editor of one text says whether it is saved."""
    return page.locator('.live-text-host').filter(has=editor(page, name)).get_by_role('status')


async def until_every_editor_says(page: Page, words: str) -> None:
    """Wait until all have heard it: each has a line of its own, and hears it when that one connects again."""
    editors = page.locator('.live-text-host')
    await expect(editors.get_by_text(words)).to_have_count(await editors.count(), timeout=30_000)


async def enter(open_window: OpenWindow, dossier: Dossier, link: str, step: str = '/doel') -> Page:
    page = await open_window(link)
    await page.goto(f'{dossier.url}{step}')
    return page


async def test_five_people_see_and_write_what_is_theirs(
    dossier: Dossier, open_window: OpenWindow, app: RunningApp
) -> None:
    links = {
        'coop': await dossier.link('Fatima', 'vertegenwoordiger', 'LindeWarm'),
        'guide': await dossier.link('Iris', 'procesbegeleider'),
        'reader': await dossier.link('Ria Raadslid', 'lezer'),
    }
    coop, guide, reader = [await enter(open_window, dossier, link) for link in links.values()]
    await dossier.owner.goto(f'{dossier.url}/doel')
    stranger = await open_window(f'{dossier.url}/doel')

    may_write = [
        (dossier.owner, GOAL, True),
        (dossier.owner, OURS, False),
        (coop, GOAL, True),
        (coop, OURS, True),
        (guide, GOAL, True),
        (guide, OURS, False),
        (reader, GOAL, False),
        (reader, OURS, False),
    ]
    for page, label, may in may_write:
        await expect(editor(page, label)).not_to_have_attribute('aria-placeholder', ON_ITS_WAY)
        await expect(editor(page, label)).to_be_editable(editable=may)
    await type_at_end(coop, OURS, 'Twaalf wijkcoaches.')
    await expect(editor(reader, OURS)).to_contain_text('Twaalf wijkcoaches.')
    await expect(stranger.get_by_role('heading', level=1)).to_have_text('Geen toegang')
    assert 'wijkcoaches' not in await stranger.content()

    talks = {page: page.locator('#doel .wa-talk') for page in (coop, reader)}
    await expect(talks[reader].get_by_text('Reacties')).to_be_hidden()
    await talks[coop].get_by_text('Reacties').click()
    await talks[coop].get_by_label('Nieuwe reactie').fill('Zetten we er een jaartal bij?')
    await talks[coop].get_by_role('button', name='Plaatsen').click()
    await talks[reader].get_by_text('Reacties').click()
    await expect(talks[reader]).to_contain_text('Zetten we er een jaartal bij?')
    await expect(talks[reader].get_by_role('textbox')).to_have_count(0)
    await expect(talks[reader].get_by_role('button')).to_have_count(0)

    await dossier.owner.goto(f'{dossier.url}/start')
    await dossier.owner.get_by_role('button', name='Nieuwe link voor Iris').press('Enter')
    await expect(dossier.owner.get_by_role('listitem').filter(has_text='Iris').first).to_be_focused()
    await dossier.owner.get_by_text('Rol wijzigen van Iris').click()
    await dossier.owner.get_by_label('Rol van Iris').select_option('adviseur')
    await (
        dossier.owner.get_by_role('group')
        .filter(has_text='Rol wijzigen van Iris')
        .get_by_role('button', name='Wijzig rol')
        .click()
    )
    await expect(guide.get_by_text('Uw rol in dit dossier is gewijzigd.')).to_be_visible()
    await expect(editor(guide, GOAL)).to_have_attribute('contenteditable', 'false')
    assert not [link for link in links.values() if link.rsplit('/', 1)[1] in app.log]


async def test_who_comes_back_finds_their_dossier_first_and_no_wall_of_warnings(dossier: Dossier) -> None:
    owner = dossier.owner
    await owner.goto(dossier.app.url)
    await expect(owner.get_by_role('heading', level=1)).to_have_text('Mijn dossiers')
    mine = owner.get_by_role('link', name='Samen in de')
    await expect(mine).to_be_in_viewport(ratio=1)

    await mine.press('Enter')
    warnings = owner.locator('.wa-finding--waarschuwing')
    await expect(warnings.first).to_be_visible()
    await expect(warnings.locator('visible=true')).to_have_count(5)
    await owner.get_by_text('Toon ook de andere').press('Enter')
    await expect(warnings.last).to_be_visible()


async def test_a_member_removed_while_typing_keeps_what_was_accepted_and_hears_it(
    dossier: Dossier, open_window: OpenWindow
) -> None:
    sanne = await enter(open_window, dossier, await dossier.link('Sanne', 'vertegenwoordiger', 'LindeWarm'))
    await type_at_end(sanne, OURS, 'Dit is al bewaard.')
    await expect(state(sanne, OURS)).to_have_text('Opgeslagen')
    assert await sanne.evaluate(COPIES)

    await dossier.owner.get_by_role('button', name='Toegang weghalen van Sanne').press('Enter')
    await expect(dossier.owner.get_by_role('list').filter(has_text='Jeroen').last).to_be_focused()

    await expect(sanne.get_by_text('Uw toegang tot dit dossier is beëindigd.')).to_be_visible()
    await until_every_editor_says(sanne, 'U heeft geen toegang meer tot deze tekst.')
    await expect(editor(sanne, OURS)).to_have_attribute('contenteditable', 'false')
    await expect(editor(sanne, OURS)).to_contain_text('Dit is al bewaard.')
    await expect(editor(sanne, OURS)).to_be_focused()  # else the next space would scroll the text out of sight
    scrolled = await sanne.evaluate('scrollY')
    await sanne.keyboard.type('a b c')
    assert await sanne.evaluate('scrollY') == scrolled
    await sanne.wait_for_function(NO_COPIES)
    await dossier.owner.goto(f'{dossier.url}/doel')
    await expect(editor(dossier.owner, OURS)).to_contain_text('Dit is al bewaard.')
    await sanne.reload()
    await expect(sanne.get_by_role('heading', level=1)).to_have_text('Geen toegang')


async def test_an_expired_session_costs_no_text_and_signing_out_leaves_none(
    dossier: Dossier, open_window: OpenWindow
) -> None:
    link = await dossier.link('Henk', 'vertegenwoordiger', 'LindeWarm')
    henk = await enter(open_window, dossier, link)
    await type_at_end(henk, OURS, 'Voor het einde.')
    await dossier.owner.goto(f'{dossier.url}/doel')

    await henk.context.set_offline(True)
    await henk.context.clear_cookies()
    await type_at_end(henk, OURS, ' Na het einde.')
    await henk.context.set_offline(False)
    await until_every_editor_says(henk, 'U bent niet meer ingelogd.')
    await expect(editor(henk, OURS)).to_contain_text('Na het einde.')
    again = await henk.context.new_page()
    await again.goto(link)
    await henk.bring_to_front()
    await henk.evaluate('dispatchEvent(new Event("focus"))')

    await expect(editor(dossier.owner, OURS)).to_contain_text('Voor het einde. Na het einde.', timeout=30_000)
    await expect(henk.get_by_text('U bent niet meer ingelogd.')).to_have_count(0)
    await expect(state(henk, OURS)).to_have_text('Opgeslagen')  # else signing out asks first
    await henk.goto(dossier.app.url)
    await henk.get_by_role('button', name='Uitloggen').click()
    await expect(henk.get_by_role('button', name='Uitloggen')).to_have_count(0)
    await henk.wait_for_function(NO_COPIES)


async def test_who_opens_a_link_for_somebody_else_writes_on_as_themselves_in_the_old_window(
    dossier: Dossier, open_window: OpenWindow
) -> None:
    gijs = await enter(open_window, dossier, await dossier.link('Gijs', 'procesbegeleider'))
    await expect(editor(gijs, GOAL)).to_be_editable()
    other = await gijs.context.new_page()
    await other.goto(await dossier.link('Rik', 'vertegenwoordiger', 'LindeWarm'))

    await gijs.context.set_offline(True)
    await type_at_end(gijs, GOAL, 'Nog van Gijs.')
    await gijs.context.set_offline(False)

    await dossier.owner.goto(f'{dossier.url}/doel')
    await expect(editor(dossier.owner, GOAL)).to_contain_text('Nog van Gijs.', timeout=30_000)
    await expect(dossier.owner.get_by_text('Laatst gewijzigd door Gijs')).to_be_visible()


async def test_who_may_more_needs_a_new_link_and_what_was_typed_waits_for_it(
    dossier: Dossier, open_window: OpenWindow
) -> None:
    tess = await enter(open_window, dossier, await dossier.link('Tess', 'vervanger', 'LindeWarm'))
    await expect(editor(tess, GOAL)).to_be_editable()
    await tess.context.set_offline(True)
    await type_at_end(tess, GOAL, 'Van Tess, nog niet verzonden.')

    owner = dossier.owner
    await owner.goto(f'{dossier.url}/start')
    await owner.get_by_text('Rol wijzigen van Tess').click()
    form = owner.get_by_role('group').filter(has_text='Rol wijzigen van Tess')
    await expect(form).to_contain_text('Dan werkt de oude link niet meer.')
    await form.get_by_label('Rol van Tess').select_option('eigenaar')
    await form.get_by_role('button', name='Wijzig rol').click()
    await expect(owner.get_by_role('listitem').filter(has_text='Tess').first).to_contain_text('Geen werkende link.')
    await tess.context.set_offline(False)
    await until_every_editor_says(tess, 'U bent niet meer ingelogd.')
    await expect(editor(tess, GOAL)).to_contain_text('Van Tess, nog niet verzonden.')

    await owner.get_by_role('button', name='Nieuwe link voor Tess').press('Enter')
    link = await owner.get_by_label('Link voor Tess', exact=True).input_value()
    again = await tess.context.new_page()
    await again.goto(link)
    await tess.bring_to_front()
    await tess.evaluate('dispatchEvent(new Event("focus"))')
    await owner.goto(f'{dossier.url}/doel')
    await expect(editor(owner, GOAL)).to_contain_text('Van Tess, nog niet verzonden.', timeout=30_000)


async def test_the_policy_stops_a_script_of_somebody_else_and_nothing_of_ours(
    app: RunningApp, open_window: OpenWindow
) -> None:
    page = await open_window(f'{app.url}/demo', asks='elders.example')
    url = page.url
    violations: list[str] = []
    page.on('console', lambda said: violations.append(said.text) if 'Content Security Policy' in said.text else None)

    for step in ('', '/doel', '/rollen', '/besluiten', '/overeenkomst', '/geschiedenis'):
        await page.goto(f'{url}{step}')
        await page.wait_for_function('window.socket?.connected')
    assert violations == []

    async with page.expect_console_message(lambda said: 'elders.example' in said.text):  # of the last thing it tries
        ran = await page.evaluate(FOREIGN)
    assert ran == [False, False]
    assert len(violations) >= 3
