"""Decision-making in two real windows: lead times, mandates and the drawing follow what anyone changes."""

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.blocks import assert_accessible, assert_nothing_cut, two_windows
from tests.browser.conftest import OpenWindow, StartApp
from tests.browser.running_app import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope='session')


@pytest_asyncio.fixture(scope='session', loop_scope='session')
async def app(start_app: StartApp) -> RunningApp:
    return await start_app()


async def unfold(page: Page, *anchors: str) -> Locator:
    """Open the parts with these ids, the outer ones first, and give the last."""
    for anchor in anchors:
        part = page.locator(f'[id="{anchor}"]')
        if await part.get_attribute('open') is None:
            await part.locator('> summary').click()
    return part


async def test_weeks_of_one_party_change_the_lead_time_of_everyone(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    signing = bob.locator('#besluit-D7 > summary')
    await expect(signing).to_contain_text('langste stap: RvC Wiedezicht')

    await unfold(ann, 'processen-lindehof')
    step = ann.locator('#processen-lindehof details').first
    await step.locator('> summary').click()
    await step.get_by_label('Gewoonlijk').fill('30')

    await expect(signing).to_contain_text('35 weken')
    await expect(signing).to_contain_text('langste stap: ALV VvE Lindehof')


async def test_half_typed_words_stay_while_others_change_the_same_body(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    hers, his = await unfold(ann, 'overleg-kernteam'), await unfold(bob, 'overleg-kernteam')
    chair = his.get_by_label('Voorzitter')
    await chair.fill('Iris en')

    await hers.get_by_label('Zo besluiten we').select_option('consensus')
    await hers.get_by_role('button', name='Lid toevoegen').click()
    await expect(his.locator('> summary')).to_contain_text('Consensus')
    await bob.keyboard.type(' Henk')

    await expect(chair).to_be_focused()
    await expect(chair).to_have_value('Iris en Henk')
    await expect(hers.get_by_label('Voorzitter')).to_have_value('Iris en Henk')
    await expect(his.get_by_label('Zo besluiten we')).to_have_value('consensus')
    await expect(his.get_by_role('combobox', name='Lid')).to_have_count(7)


async def test_a_larger_mandate_is_offered_and_then_wins_what_was_promised(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    decision = await unfold(bob, 'besluit-D6')
    await expect(decision).to_contain_text('Als Noor van Dalfsen hierover zelf mag beslissen, duurt het ongeveer')

    await unfold(ann, 'mandaten-wiedemeer')
    card = await unfold(ann, 'mandaat-m-noor')
    await card.get_by_role('checkbox', name='Geld buiten de begroting').check()

    await expect(decision).to_contain_text('Noor van Dalfsen beslist zelf en meldt het achteraf.')
    await expect(decision.locator('.wa-badge--weeks')).to_have_text('19 weken')


async def test_the_drawing_follows_and_shows_names_as_typed(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    drawing = bob.get_by_role('img', name='Wie besluit waarover')
    await expect(drawing).to_contain_text('Kernteam')

    await ann.get_by_role('button', name='Overleg toevoegen').click()
    name = ann.locator('#overleggen .wa-folds > .wa-parts > .wa-part').last.get_by_label('Naam', exact=True)
    await expect(name).to_be_focused()
    await name.fill('<img src=x> Straat')

    await expect(drawing).to_contain_text('<img src=x> Straat')
    await bob.get_by_label('Toon de weg van').select_option(label='De intentieovereenkomst tekenen')
    await expect(bob.get_by_role('img', name='Zo loopt een besluit: De intentieovereenkomst tekenen')).to_be_visible()
    await bob.get_by_text('Het schema in woorden').click()
    await expect(bob.get_by_text('Kernteam doet een voorstel')).to_have_count(0)
    await expect(bob.get_by_text('Na Kernteam besluit elke partij zelf')).to_be_visible()


async def test_a_finding_leads_to_the_field_that_mends_it(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    body = await unfold(ann, 'overleg-stuurgroep')
    await body.get_by_label('Voorzitter').fill('')

    link = bob.get_by_role('link', name='‘Stuurgroep’ heeft nog geen voorzitter.')
    await link.click()

    await bob.locator('#overleg-stuurgroep').get_by_label('Voorzitter').fill('Noor')
    await expect(link).to_have_count(0)
    await expect(body.get_by_label('Voorzitter')).to_have_value('Noor')


async def test_a_link_to_a_mandate_unfolds_it(app: RunningApp, open_window: OpenWindow) -> None:
    ann, _ = await two_windows(app, open_window, '/besluiten')

    await ann.goto(ann.url.partition('#')[0] + '#mandaat-m-ruben')
    await ann.reload()

    await expect(ann.locator('#mandaat-m-ruben').get_by_label('Wat mag niet?')).to_be_visible()


async def test_a_party_does_not_change_the_mandate_of_another(app: RunningApp, open_window: OpenWindow) -> None:
    _, bob = await two_windows(app, open_window, '/besluiten')
    await unfold(bob, 'mandaten-wiedezicht')

    card = await unfold(bob, 'mandaat-m-ruben')

    await expect(card.get_by_label('Tot hoeveel geld per besluit?')).not_to_be_editable()
    await expect(card.get_by_role('radio', name='M4').first).to_be_disabled()
    await expect(bob.locator('#mandaten-wiedezicht').get_by_role('button', name='Mandaat toevoegen')).to_have_count(0)


async def test_a_new_decision_has_the_next_number_and_the_cursor_in_it(
    app: RunningApp, open_window: OpenWindow
) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')

    await ann.get_by_role('button', name='Besluit toevoegen').press('Enter')
    await expect(ann.get_by_role('textbox', name='Nummer')).to_be_focused()
    await ann.get_by_label('Besluit', exact=True).fill('We planten een boom.')

    await expect(bob.get_by_text('B-09 · We planten een boom.')).to_be_visible()


async def test_what_was_taken_away_can_be_put_back(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    row = ann.locator('#verschil .wa-part').nth(1)

    await row.get_by_role('button', name='Stap weghalen').click()
    await expect(bob.locator('#verschil .wa-part')).to_have_count(5)
    await ann.get_by_role('button', name='Terugzetten').click()

    await expect(bob.locator('#verschil .wa-part')).to_have_count(6)
    await expect(bob.locator('#verschil .wa-part').nth(1)).to_contain_text('2. Projectleider en kernteam')
    await expect(bob.locator('#verschil .wa-part').nth(2)).to_contain_text('3. Voorzitter van de stuurgroep')


async def test_the_usual_steps_of_a_party_come_with_one_click(app: RunningApp, open_window: OpenWindow) -> None:
    ann, bob = await two_windows(app, open_window, '/besluiten')
    group = await unfold(ann, 'processen-wiedemeer')

    await group.get_by_text('Stappen die deze soort partij vaak heeft').click()
    await group.get_by_role('button', name='Gemeenteraad, wensen en bedenkingen').click()

    await expect(bob.locator('#processen-wiedemeer > summary')).to_contain_text('Gemeenteraad, wensen en bedenkingen')
    await expect(group.get_by_role('button', name='Gemeenteraad, wensen en bedenkingen')).to_be_hidden()


@pytest.mark.parametrize('width, scheme', [(1280, 'light'), (1280, 'dark'), (375, 'light'), (375, 'dark')])
async def test_the_page_is_accessible_and_fits(
    app: RunningApp, open_window: OpenWindow, width: int, scheme: str
) -> None:
    ann, _ = await two_windows(app, open_window, '/besluiten', width=width, color_scheme=scheme)
    await unfold(ann, 'overleg-stuurgroep')
    await unfold(ann, 'besluit-D6')
    await unfold(ann, 'mandaten-wiedezicht', 'mandaat-m-ruben')
    await unfold(ann, 'processen-wiedezicht')
    await ann.locator('#processen-wiedezicht details').last.locator('> summary').click()
    await expect(ann.get_by_label('Wat mag niet?')).to_be_visible()

    await assert_accessible(ann)
    await assert_nothing_cut(ann)
