"""Taking a name out on a disk that refuses: all of it or nothing, and nothing of what people do afterwards is lost."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.content import load_content
from data.errors import NotFound, NotSaved
from data.models import GOAL, Member, MemberRole
from data.peers import Visitor
from data.workspace import Workspace
from pages.session import COOKIE
from tests.web_site import WebSite

CONTENT = load_content(Path(__file__).parents[1] / 'content')
NAME = 'Fatima el Amrani'
RUBEN = Visitor('p1', 'Ruben', 'WiedeZicht', '#0f6e6e', may_write=True)
STEPS = ('open', 'fsync', 'rename', 'replace', 'mkdir', 'unlink', 'rmdir')


class House:
    """A dossier with somebody whose name is in it, and in who wrote its text.

    :param root: the data folder
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace = Workspace(root, CONTENT, b'secret')
        self.owner: Member = self.workspace.create('Proef', 'Wiedemeer', 'Jeroen')
        self.id = self.owner.dossier_id
        self.fatima = self.workspace.accounts.add_member(self.id, NAME, MemberRole.READER)
        self.workspace.set(self.owner.id, self.id, 'project_leader', NAME)
        self.write(Visitor(self.fatima.id, NAME, '', '#0f6e6e', may_write=True), 'Eerst. ')

    def write(self, visitor: Visitor, words: str) -> None:
        texts = self.workspace.texts
        room, peer = texts.join(self.id, GOAL, visitor, lambda: None)
        room.rewrite(visitor, room.text + words)
        texts.leave(self.id, GOAL, room, peer)
        texts.put_away(self.id)

    def anonymise(self) -> None:
        who = self.workspace.someone(self.id, NAME, '', self.fatima)
        self.workspace.anonymise(self.owner.id, self.id, who, past=True)

    def named(self) -> set[str]:
        """Give where a fresh start finds the name."""
        again = Workspace(self.root, CONTENT, b'secret')
        found = {
            'dossier': again.dossier(self.id).project_leader == NAME,
            'people': any(member.name == NAME for member in again.accounts.members_of(self.id)),
            'journal': NAME.encode() in (self.root / 'dossiers' / self.id / 'journal.jsonl').read_bytes(),
            'text': any(
                each.author.name == NAME for each in again.texts.history.stretches(self.id, GOAL) if each.author
            ),
        }
        return {name for name, is_there in found.items() if is_there}


def refuse(patch: pytest.MonkeyPatch, refuses: Callable[[int], bool]) -> list[int]:
    """Have the disk refuse some of what it is asked; gives how often it was asked, as a list of one."""
    asked = [0]

    def step(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            asked[0] += 1
            if refuses(asked[0]):
                raise OSError(errno.EIO, 'refused')
            return real(*arguments, **named)

        return call

    for name in STEPS:
        patch.setattr(os, name, step(getattr(os, name)))
    return asked


def refused(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, 'refused')


@pytest.mark.parametrize('for_ever', [False, True])
def test_after_a_refusal_at_any_step_nothing_newer_is_lost_and_no_name_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, for_ever: bool
) -> None:
    refusals = 0
    for number in range(1, 200, 3 if for_ever else 1):  # what comes after the first refusal differs less
        house = House(tmp_path / str(number))
        with monkeypatch.context() as patch:
            asked = refuse(patch, lambda at, n=number: at >= n if for_ever else at == n)
            try:
                house.anonymise()
            except NotSaved:
                refusals += 1
        if asked[0] < number:
            break

        house.workspace.set(house.owner.id, house.id, 'reason', 'daarna')
        house.write(RUBEN, 'Daarna. ')
        house.workspace.finish_ending()

        again = Workspace(house.root, CONTENT, b'secret')
        assert again.dossier(house.id).reason == 'daarna', f'step {number}'
        assert again.texts.text(house.id, GOAL) == 'Eerst. Daarna. ', f'step {number}'
        assert house.named() in (set(), {'dossier', 'people', 'journal', 'text'}), f'step {number}'

    assert refusals > 5


def test_a_dossier_stays_closed_while_its_files_are_not_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path)

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, 'No space left on device')

    with monkeypatch.context() as patch:
        patch.setattr('data.swap.sync_folder', full)
        with pytest.raises(NotSaved):
            house.anonymise()
        with pytest.raises(NotSaved, match=r'^De schijf van de server is vol\. Dit dossier kan daarom nu niet open\.$'):
            house.workspace.dossier(house.id)
        with pytest.raises(NotSaved):
            house.workspace.set(house.owner.id, house.id, 'reason', 'daarna')
        assert house.workspace.trouble == 'De schijf van de server is vol.'

    assert house.workspace.dossier(house.id).project_leader != NAME
    assert house.named() == set()


def test_a_dossier_that_was_moved_away_is_not_made_again_by_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path)
    house.workspace.set(house.owner.id, house.id, 'retention.until', '2020-01-01')
    house.workspace.close(house.owner.id, house.id, is_closed=True)

    with monkeypatch.context() as patch:
        patch.setattr('data.storage.sync_folder', refused)
        with pytest.raises(NotSaved):
            house.workspace.end_dossier(house.owner.id, house.id)

    with pytest.raises(NotFound):
        house.workspace.dossier(house.id)
    assert [*(tmp_path / 'dossiers').iterdir()] == []


@pytest.mark.parametrize('content', [b'', b'["m', b'{"m": 1}', b'[1]', b'null'])
def test_a_damaged_list_of_who_is_to_be_forgotten_does_not_stop_the_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    house = House(tmp_path)
    (tmp_path / 'forgetting.json').write_bytes(content)

    again = Workspace(tmp_path, CONTENT, b'secret')

    assert again.dossier(house.id).name == 'Proef'
    assert (tmp_path / 'forgetting.json.beschadigd-1').read_bytes() == content
    assert 'was set aside as forgetting.json.beschadigd-1' in caplog.text
    again.finish_ending()


def test_the_reminder_of_a_day_that_failed_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(tmp_path)
    house.workspace.set(house.owner.id, house.id, 'retention.until', '2020-01-01')

    with monkeypatch.context() as patch:
        patch.setattr(os, 'scandir', refused)
        with pytest.raises(OSError, match='refused'):
            house.workspace.remind()

    house.workspace.remind()
    assert 'its retention period is over' in caplog.text


def test_a_removed_dossier_that_the_disk_keeps_is_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(tmp_path)
    house.workspace._store.set_apart(house.id)

    with monkeypatch.context() as patch:
        patch.setattr(os, 'unlink', refused)
        house.workspace._store.delete_apart(house.id)
    assert f'.verwijderd/{house.id} is to be removed, and cannot be' in caplog.text

    house.workspace._store.delete_apart(house.id)
    assert not (tmp_path / '.verwijderd').exists()


def test_the_start_page_says_which_dossier_is_closed_and_shows_the_others(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, owner, outsider = site.workspace, site.members['owner'], site.members['outsider']
    headers = {'cookie': f'{COOKIE}={workspace.accounts.enter(None, owner.id, outsider.id)}'}
    feed = workspace.accounts.feed_token(owner)
    with monkeypatch.context() as patch:
        patch.setattr(workspace, '_unfinished', {owner.dossier_id})
        patch.setattr('data.ending.finish', refused)
        page = site.client.get('/', headers=headers)
        closed = site.client.get(f'/dossier/{owner.dossier_id}', headers=headers)
        calendar = site.client.get(f'/agenda/{feed}.ics')
        account = site.client.get('/account', headers=headers)
    workspace._trouble = ''

    assert page.status_code == account.status_code == 200
    assert 'Dit dossier kan daarom nu niet open.' in page.text
    assert 'Elders' in page.text
    assert 'een dossier dat nu niet te lezen is' in account.text
    assert calendar.status_code == closed.status_code == 503
    assert 'Dit dossier kan daarom nu niet open.' in closed.text
