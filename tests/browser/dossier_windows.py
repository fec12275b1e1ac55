"""Windows on a dossier of your own: beginning it, inviting people, and what is typed and taken away there."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser import writing
from tests.browser.running_app import RunningApp
from tests.browser.waiting import until_one_text

GOAL = 'Gezamenlijk doel'


def owner_link(app: RunningApp) -> str:
    """Give the link that the first start printed, at the address the test uses."""
    found = re.search(r'/uitnodiging/\S+', app.log)
    assert found, app.log
    return f'{app.url}{found.group(0)}'


async def come_in_as_owner(page: Page) -> None:
    """Use the link that is open, as whoever runs this does."""
    await page.get_by_role('button', name='Binnenkomen').click()


async def new_dossier(page: Page) -> str:
    """Make a dossier as its owner, whose link is open; gives its address."""
    await come_in_as_owner(page)
    await page.get_by_label('Naam van het dossier').fill('Samen in de "Molen<wijk>"')
    await page.get_by_label('Gemeente').fill('Wiedemeer')
    await page.get_by_label('Uw naam').fill('Jeroen')
    await page.get_by_role('button', name='Nieuw dossier').click()
    await page.wait_for_url('**/start')
    return page.url.removesuffix('/start')


async def add_party(page: Page, kind: str, name: str, short: str) -> None:
    group = page.get_by_role('group', name='Partij toevoegen')
    await group.get_by_label('Soort partij').select_option(kind)
    await group.get_by_label('Naam', exact=True).fill(name)
    await group.get_by_label('Korte naam').fill(short)
    await group.get_by_role('button', name='Partij toevoegen').click()
    await expect(page.get_by_text(f'Mensen van {short}')).to_be_visible()


async def invite(page: Page, name: str, party: str) -> str:
    """Make a personal link; gives its path."""
    await page.get_by_label('Naam van de persoon').fill(name)
    await page.get_by_label('Partij van deze persoon').select_option(label=party)
    await page.get_by_role('button', name='Link maken').click()
    address = await page.get_by_role('textbox', name=f'Link voor {name}').input_value()
    return '/uitnodiging/' + address.rsplit('/', 1)[1]


def editor(page: Page, name: str) -> Locator:
    return page.get_by_role('textbox', name=name, exact=True)


async def type_at_end(page: Page, name: str, text: str) -> None:
    await writing.type_at_end(editor(page, name), text, delay=15)


async def markdown(page: Page, name: str) -> str:
    """Give what a window itself holds of a text."""
    text: str = await editor(page, name).evaluate("e => e.closest('.live-text-host').liveText.markdown")
    return text


def status(page: Page, name: str) -> Locator:
    """Give what one text says of itself; a page may have many."""
    return page.locator('.live-text-host').filter(has=editor(page, name)).get_by_role('status')


async def until_same(one: Page, other: Page, name: str, *parts: str) -> str:
    """Wait until both windows hold the same text with every part exactly once."""
    for page in (one, other):
        for part in parts:
            await expect(editor(page, name)).to_contain_text(part)
    text = await until_one_text(lambda: markdown(one, name), lambda: markdown(other, name))
    assert [text.count(part) for part in parts] == [1] * len(parts)
    return text


async def download(page: Page, name: str) -> bytes:
    """Fetch a download with the cookies of a window."""
    dossier_id = page.url.split('/dossier/')[1].split('/')[0].split('?')[0]
    origin = page.url.split('/dossier/')[0]
    answer = await page.context.request.get(f'{origin}/download/{dossier_id}/{name}')
    assert answer.status == 200, name
    return await answer.body()
