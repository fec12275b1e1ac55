"""A party confirms all its roles in one go: one save and one round of news, or nothing at all."""

import asyncio
from typing import Any

import pytest
from nicegui.element import Element

from components.html import Words
from components.observer import LATER
from components.role_matrix import Confirmations
from data.errors import NotAllowed
from data.models import Dossier, Member, MemberRole
from data.rules.changes import ChangeError
from data.workspace import Workspace
from tests.pressing import PressedPage
from tests.web_site import COOP, WebSite

TASKS = ('T1', 'T2', 'T3')


@pytest.fixture
def member(site: WebSite) -> Member:
    """Give a party a role in some tasks of a dossier, and somebody who speaks for it."""
    workspace = site.workspace
    owner = site.within(workspace.create, 'Bevestigen', 'Wiedemeer', 'Jeroen')
    coop = {'id': COOP, 'type': 'COOP', 'name': 'LindeWarm', 'short_name': 'LindeWarm'}
    site.within(workspace.add, owner.id, owner.dossier_id, 'parties', coop)
    tasks = [{'id': task_id, 'name': f'Taak {task_id}', 'group': 'Samen'} for task_id in TASKS]
    site.within(workspace.set, owner.id, owner.dossier_id, 'matrix.tasks', tasks)
    cells = {task_id: {COOP: ['verantwoordelijk']} for task_id in TASKS}
    site.within(workspace.set, owner.id, owner.dossier_id, 'matrix.cells', cells)
    return workspace.accounts.add_member(owner.dossier_id, 'Fatima', MemberRole.REPRESENTATIVE, COOP)


@pytest.fixture
def page(site: WebSite, member: Member) -> PressedPage:
    return PressedPage(site, member, '/rollen')


@pytest.fixture
def button(page: PressedPage) -> Element:
    [part] = page.parts(Confirmations)
    return page.button(part, 'Wij bevestigen onze rollen')


@pytest.fixture
def news(site: WebSite, member: Member) -> list[Dossier]:
    """Collect what everyone hears of the dossier from now on."""
    heard: list[Dossier] = []
    site.workspace.changed(member.dossier_id).subscribe(heard.append)
    return heard


def confirmed(workspace: Workspace, member: Member) -> list[str]:
    matrix = workspace.dossier(member.dossier_id).matrix
    return [task_id for task_id, parties in matrix.confirmed.items() if parties.get(COOP)]


def paths(workspace: Workspace, member: Member) -> list[str]:
    """Give what the journal says was confirmed, oldest first."""
    lines = workspace.journal(member.dossier_id).backwards(lambda stored: 'confirmed' in stored['path'])
    return [entry.path for _, entry in lines][::-1]


def test_all_roles_are_confirmed_with_one_save_and_one_round_of_news(
    site: WebSite,
    member: Member,
    page: PressedPage,
    button: Element,
    news: list[Dossier],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved: list[Dossier] = []
    save = site.workspace._store.save
    monkeypatch.setattr(site.workspace._store, 'save', lambda dossier: (saved.append(dossier), save(dossier)))

    page.press(button)

    assert confirmed(site.workspace, member) == list(TASKS)
    assert len(saved) == len(news) == 1
    assert paths(site.workspace, member) == [f'matrix.confirmed.{task_id}.{COOP}' for task_id in TASKS]


def test_who_confirmed_keeps_the_focus_and_hears_it(page: PressedPage, button: Element) -> None:
    assert button.props['aria-disabled'] == 'false'

    page.press(button)
    page.site.within(asyncio.sleep, 2 * LATER)

    [part] = page.parts(Confirmations)
    [status] = [each for each in part.descendants() if each.props.get('role') == 'status']
    assert isinstance(status, Words)
    assert status.text == 'Uw rollen zijn bevestigd.'
    assert button.props['aria-disabled'] == 'true'
    assert 'disabled' not in button.props, 'the browser takes the focus from a disabled button'


def test_a_full_disk_leaves_nothing_half_confirmed(
    site: WebSite,
    member: Member,
    page: PressedPage,
    button: Element,
    news: list[Dossier],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, 'No space left on device')

    with monkeypatch.context() as patch:
        patch.setattr(site.workspace._store, 'save', full)
        page.press(button)

    assert page.notices == ['De schijf van de server is vol. Uw wijziging is nog niet opgeslagen.']
    assert confirmed(site.workspace, member) == paths(site.workspace, member) == news == []


@pytest.mark.parametrize(
    ('second', 'error'),
    [
        ({'matrix.confirmed.T2.gemeente': True}, NotAllowed),
        ({f'matrix.confirmed.T2.{COOP}': 'misschien'}, ChangeError),
        ({'matrix.niets': True}, ChangeError),
    ],
)
def test_of_several_values_all_are_put_or_none(
    site: WebSite, member: Member, second: dict[str, Any], error: type[Exception]
) -> None:
    values = {f'matrix.confirmed.T1.{COOP}': True, **second}

    with pytest.raises(error):
        site.within(site.workspace.set_all, member.id, member.dossier_id, values)

    assert confirmed(site.workspace, member) == paths(site.workspace, member) == []


def test_what_is_so_already_is_no_change(site: WebSite, member: Member, news: list[Dossier]) -> None:
    values = {f'matrix.confirmed.T1.{COOP}': True}
    site.within(site.workspace.set_all, member.id, member.dossier_id, values)
    site.within(site.workspace.set_all, member.id, member.dossier_id, values)

    assert len(news) == len(paths(site.workspace, member)) == 1
