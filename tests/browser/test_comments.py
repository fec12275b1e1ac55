"""Comments and open points in two real windows: at once, in place, and without losing half a sentence."""

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.blocks import assert_accessible, assert_nothing_cut, two_windows
from tests.browser.conftest import OpenWindow, StartApp, StartProxy
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')

HOSTILE = '<img src=x onerror="alert(1)"> javascript:alert(2) zie https://example.com/pad?x=1.'
TASK = "VvE's en particuliere verhuurders betrekken"


@pytest_asyncio.fixture(scope='module', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app('app.py', ['--no-browser'])


def talk(page: Page, article: str) -> Locator:
    return page.locator(f'#{article} .wa-talk')


async def unfold(page: Page, article: str) -> Locator:
    place = talk(page, article)
    await place.locator('summary').first.click()
    await expect(place.get_by_label('Nieuwe reactie')).to_be_visible()
    return place


async def test_two_parties_talk_at_an_article_and_make_a_point_of_it(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/overeenkomst')
    hers, his = await unfold(ann, 'artikel-9'), await unfold(bob, 'artikel-9')
    box = hers.get_by_label('Nieuwe reactie')
    await box.press_sequentially('Een halve ')

    await his.get_by_label('Nieuwe reactie').fill(HOSTILE)
    await his.get_by_role('button', name='Plaatsen').click()

    await expect(hers.get_by_text('<img src=x onerror="alert(1)">')).to_be_visible()
    await expect(box).to_be_focused()
    await expect(box).to_have_value('Een halve ')
    await expect(hers.locator('[role=status]')).to_contain_text('Nieuwe reactie van Henk Brouwer (LindeWarm)')
    assert await hers.locator('img').count() == 0
    assert await hers.locator('.wa-talk__text a').evaluate_all('links => links.map(link => link.href)') == [
        'https://example.com/pad?x=1'
    ]

    await ann.reload()
    hers = talk(ann, 'artikel-9')
    await expect(hers.get_by_label('Nieuwe reactie')).to_have_value('Een halve ')
    await hers.get_by_label('Nieuwe reactie').fill('Een halve zin is nu heel.')
    await hers.get_by_role('button', name='Plaatsen').click()
    await expect(hers.get_by_label('Nieuwe reactie')).to_have_value('')
    thread = his.locator('.wa-talk__thread').filter(has_text='Een halve zin is nu heel.')
    await expect(thread).to_contain_text('Gemeente (Jeroen Achterberg)')
    await expect(thread.get_by_role('button', name='Verwijder')).to_have_count(0)

    await thread.get_by_text('Maak er een open punt van').click()
    await thread.get_by_label('Dit is een open punt').check()
    await thread.get_by_label('Wie zoekt het uit?').fill('Ruben Tjon')
    await thread.get_by_label('Vóór wanneer?').fill('2026-01-05')
    await thread.get_by_label('Blokkeert de definitieve overeenkomst').check()

    await expect(hers.locator('summary').first).to_contain_text('1 blokkeert')
    await expect(hers).to_contain_text('vóór 5 januari 2026, die datum is voorbij')
    await expect(ann.locator('.wa-agreement-contents li', has_text='Artikel 9')).to_contain_text('1 blokkeert')
    await expect(ann.locator('#stand')).to_contain_text('Open punt bij artikel 9 (Projectorganisatie)')

    await ann.goto(ann.url.partition('/overeenkomst')[0])
    point = ann.locator('#lijst-open-punten > li').filter(has_text='Een halve zin is nu heel.')
    await expect(point).to_contain_text('Ruben Tjon')
    await point.locator('summary').first.click()
    await point.get_by_role('button', name='Afhandelen').click()
    await expect(his.locator('summary').first).not_to_contain_text('blokkeert')
    await expect(point).to_have_count(0)
    await expect(ann.get_by_label('Toon', exact=True)).to_be_focused()


async def test_what_somebody_is_answering_stays_when_others_end_it(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/overeenkomst')
    await unfold(ann, 'artikel-8')
    await unfold(bob, 'artikel-8')
    hers, his = (page.locator('#draad-onkosten') for page in (ann, bob))
    await his.get_by_role('button', name='Reageer').click()
    answer = his.get_by_label('Uw antwoord')
    await answer.press_sequentially('Nog niet ')

    await hers.get_by_role('button', name='Afhandelen').click()

    await expect(his).to_contain_text('Afgehandeld door Jeroen Achterberg')
    await expect(answer).to_be_focused()
    await answer.press_sequentially('klaar')
    await his.get_by_role('button', name='Plaatsen').click()
    await expect(his).to_contain_text('Dit is al afgehandeld.')
    await expect(answer).to_have_value('Nog niet klaar')


async def test_a_role_is_talked_about_by_keyboard_on_a_phone(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/rollen', width=375)
    button = ann.get_by_role('button', name=f'Reacties bij deze taak: {TASK}')
    await button.focus()
    await ann.keyboard.press('Enter')
    dialog = ann.get_by_role('dialog')
    await expect(dialog).to_contain_text('Ik mag alleen adviseren.')
    await dialog.get_by_label('Bij de rol van').select_option('NetWiede')
    assert await dialog.locator('.wa-talk__list').evaluate('list => getComputedStyle(list).listStyleType') == 'none'
    await dialog.get_by_label('Nieuwe reactie').fill('Klopt deze rol?')
    await assert_accessible(ann)
    await assert_nothing_cut(ann)

    await dialog.get_by_role('button', name='Plaatsen').click()

    row = bob.locator('#taak-T21')
    await expect(row.locator('.wa-rm__talk')).to_have_count(2)
    await ann.keyboard.press('Escape')
    await expect(button).to_be_focused()

    await ann.goto(ann.url.replace('/rollen', ''))
    await ann.get_by_label('Toon', exact=True).select_option('talk')
    await expect(ann.locator('#lijst-open-punten')).to_contain_text('Klopt deze rol?')
    await assert_accessible(ann)
    await assert_nothing_cut(ann)


async def at_an_article(line: CuttingProxy, open_window: OpenWindow) -> tuple[Page, Locator]:
    """Open a fresh demo over a line; gives the window, and the talk at an article in it."""
    ann = await open_window(f'{line.url}/demo')
    await ann.goto(f'{ann.url.partition("?")[0]}/overeenkomst')
    return ann, await unfold(ann, 'artikel-9')


async def test_words_typed_while_a_comment_is_on_its_way_stay(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy
) -> None:
    line = await start_proxy(app)
    ann, place = await at_an_article(line, open_window)
    box = place.get_by_label('Nieuwe reactie')
    await box.fill('Een eerste zin.')
    await expect(place.locator('.wa-subtle').first).to_be_visible()

    line.swallow()
    await place.get_by_role('button', name='Plaatsen').click()
    await box.press_sequentially(' En een tweede.')
    line.restore()

    await expect(place.locator('[role=status]')).to_contain_text('Wat u daarna typte, staat nog in het vak.')
    await expect(place.locator('.wa-talk__text')).to_have_text('Een eerste zin.')
    await expect(box).to_have_value('Een eerste zin. En een tweede.')
    await ann.reload()
    await expect(talk(ann, 'artikel-9').get_by_label('Nieuwe reactie')).to_have_value('Een eerste zin. En een tweede.')


async def test_who_left_before_the_answer_is_not_offered_the_same_words_again(
    app: RunningApp, open_window: OpenWindow, start_proxy: StartProxy
) -> None:
    line = await start_proxy(app)
    ann, place = await at_an_article(line, open_window)
    await expect(place.get_by_text('Nog geen reacties.')).to_be_visible()
    await place.get_by_label('Nieuwe reactie').fill('Eén keer is genoeg.')
    ann.on('dialog', lambda dialog: dialog.accept())  # who leaves late is asked first

    line.swallow()
    await place.get_by_role('button', name='Plaatsen').click()
    reload = asyncio.create_task(ann.reload())
    await asyncio.sleep(0.5)
    line.restore()
    await reload

    place = await unfold_again(ann, 'artikel-9')
    await expect(place.locator('.wa-talk__text')).to_have_text('Eén keer is genoeg.')
    await expect(place.get_by_label('Nieuwe reactie')).to_have_value('')


async def unfold_again(page: Page, article: str) -> Locator:
    """Unfold what a draft may have unfolded already."""
    place = talk(page, article)
    await expect(place.locator('summary').first).to_be_visible()
    await page.wait_for_function('window.socket?.connected')
    if not await place.get_by_label('Nieuwe reactie').is_visible():
        await place.locator('summary').first.click()
    return place


async def test_half_a_comment_goes_along_to_another_role(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/rollen')
    dialog = ann.get_by_role('dialog')
    button = ann.get_by_role('button', name=f'Reacties bij deze taak: {TASK}')
    await button.click()
    await dialog.get_by_label('Nieuwe reactie').press_sequentially('Klopt dit ')

    await dialog.get_by_label('Bij de rol van').select_option('NetWiede')
    await expect(dialog.get_by_label('Nieuwe reactie')).to_have_value('Klopt dit ')

    await ann.reload()
    await button.click()
    await expect(dialog.get_by_label('Nieuwe reactie')).to_have_value('Klopt dit ')
    await expect(dialog.get_by_label('Bij de rol van').locator('option:checked')).to_have_text('NetWiede')


async def test_every_step_is_said_aloud_and_the_focus_stays_in_the_talk(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, _ = await two_windows(app, open_window, '/overeenkomst')
    place = await unfold(ann, 'artikel-8')
    status = place.locator('[role=status]')
    await status.evaluate(
        """status => new MutationObserver(() => { (window.said ??= []).push(status.textContent.trim()); })
            .observe(status, { childList: true, characterData: true, subtree: true })"""
    )
    for words in ('Een.', 'Twee.'):
        await place.get_by_label('Nieuwe reactie').fill(words)
        await place.get_by_role('button', name='Plaatsen').click()
        await expect(place.get_by_label('Nieuwe reactie')).to_have_value('')
    thread = place.locator('#draad-onkosten')
    await thread.get_by_role('button', name='Reageer').click()
    await thread.get_by_label('Uw antwoord').fill('Drie.')
    await thread.get_by_role('button', name='Plaatsen').click()
    await expect(thread.get_by_role('button', name='Reageer')).to_be_focused()

    await thread.get_by_role('button', name='Verwijder').click()
    await thread.get_by_role('button', name='Zeker weten?').click()

    await expect(thread.get_by_role('button', name='Reageer')).to_be_focused()
    assert await ann.evaluate('window.said') == [*['Uw reactie staat er.'] * 3, 'Verwijderd.']
    last = place.locator('.wa-talk__thread').filter(has_text='Twee.')
    await last.get_by_role('button', name='Verwijder').click()
    await last.get_by_role('button', name='Zeker weten?').click()
    await expect(place.locator('summary').first).to_be_focused()
