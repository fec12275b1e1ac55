"""Accounts on a disk that refuses, or that has what cannot be written: memory and disk stay the same."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import row_file
from data.accounts import Accounts
from data.admission import Admission
from data.errors import Damaged
from data.models import Dossier, MemberRole
from data.rows import Rows
from data.version import VERSION
from tests.clock import Clock

CLOCK = Clock()
DOSSIER = Dossier(id='d1', name='Proef', created=datetime(2026, 11, 23, tzinfo=UTC))
STEPS = ('open', 'pwrite', 'fsync', 'replace', 'unlink', 'ftruncate', 'truncate')


class House:
    """Accounts with somebody of everything in them.

    :param path: their file
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.accounts = Accounts(path, b'secret', CLOCK)
        self.owner = self.accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)
        self.reader = self.accounts.add_member('d1', 'Fatima', MemberRole.READER)
        self.last = self.accounts.add_member('d1', 'Noor', MemberRole.READER)
        self.accounts.remember_place(self.reader.id, '/spoor/a/wie')
        self.link = self.accounts.invite(self.reader.id)
        self.token = self.accounts.enter(None, self.owner.id)


CHANGES: dict[str, Callable[[House], object]] = {
    'come': lambda house: house.accounts.add_member('d1', 'Sam', MemberRole.READER),
    'come by link': lambda house: Admission(house.accounts, house.owner.id).invite(
        DOSSIER, 'Sam', MemberRole.ADVISER, '', None
    ),
    'enter': lambda house: house.accounts.accept(house.link, house.token),
    'invite': lambda house: house.accounts.invite(house.reader.id),
    'another role': lambda house: house.accounts.change_role(house.reader.id, MemberRole.OWNER),
    'remove': lambda house: house.accounts.remove_member(house.reader.id),
    'an account': lambda house: house.accounts.make_account(house.token, 'Jeroen', email='j@example.nl', password='x'),
    'sign out': lambda house: house.accounts.sign_out(house.token),
}


def held(accounts: Accounts) -> dict[str, Any]:
    """Give all that accounts have in memory, and how it is found."""
    people = [(each, accounts.invitation(each.id)) for each in accounts.members_of('d1')]
    sessions = {each.id: accounts._sessions.by_id(each.id) for each in accounts._sessions.rows.values()}
    tables = {name: dict(rows) for name, rows in accounts._tables.items()}
    return {**tables, 'people': people, 'found': sessions}


def refuse(patch: pytest.MonkeyPatch, refuses: Callable[[int], bool]) -> list[int]:
    """Have the disk refuse some of what it is asked; gives how often it was asked, as a list of one."""
    asked = [0]

    def step(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            asked[0] += 1
            if refuses(asked[0]):
                if real.__name__ == 'pwrite':
                    real(arguments[0], bytes(arguments[1])[:9], *arguments[2:])
                raise OSError(errno.EIO, 'refused')
            return real(*arguments, **named)

        return call

    for name in STEPS:
        patch.setattr(os, name, step(getattr(os, name)))
    patch.setattr(Path, 'read_bytes', step(Path.read_bytes))
    return asked


def refuse_folders(patch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Have the disk refuse so often to note the names in a folder; gives the folders it was asked for."""
    asked, sync = list[int](), os.fsync

    def call(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            asked.append(file)
            if len(asked) <= times:
                raise OSError(errno.EIO, 'refused')
        sync(file)

    patch.setattr(os, 'fsync', call)
    return asked


def refused_ever_later(
    change: Callable[[House], object], folder: Path, monkeypatch: pytest.MonkeyPatch, *, for_ever: bool
) -> Iterator[tuple[House, dict[str, Any], bool]]:
    """Do a change on a disk that refuses its nth step, or all from there; gives what was there before."""
    for number in range(1, 100):
        house = House(folder / str(number) / 'accounts.json')
        before, is_refused = held(house.accounts), False
        with monkeypatch.context() as patch:
            asked = refuse(patch, lambda at, n=number: at >= n if for_ever else at == n)
            try:
                change(house)
            except OSError:
                is_refused = True
        if asked[0] < number:
            return
        yield house, before, is_refused


@pytest.mark.parametrize('name', CHANGES)
@pytest.mark.parametrize('for_ever', [False, True])
def test_a_refused_change_is_neither_in_memory_nor_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, for_ever: bool
) -> None:
    refusals = 0
    for house, before, is_refused in refused_ever_later(CHANGES[name], tmp_path, monkeypatch, for_ever=for_ever):
        refusals += is_refused
        assert (held(house.accounts) == before) == is_refused

        house.accounts.remember_place(house.owner.id, '/doel')

        assert held(Accounts(house.path, b'secret', CLOCK)) == held(house.accounts)
        house.accounts.sweep()
        assert len([*house.path.parent.glob('accounts-*')]) <= 1

    assert refusals > 2


def test_what_a_whole_file_has_that_was_refused_is_gone_within_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path / 'accounts.json')
    before = held(house.accounts)
    replace = os.replace

    def late(*paths: Any) -> None:
        replace(*paths)
        raise OSError(errno.EIO, 'refused')

    with monkeypatch.context() as patch:
        patch.setattr(os, 'replace', late)
        with pytest.raises(OSError, match='refused'):
            house.accounts.remove_member(house.reader.id)

    assert held(house.accounts) == before
    assert held(Accounts(house.path, b'secret', CLOCK)) != before, 'the disk has it all the same'
    house.accounts.sweep()
    assert held(Accounts(house.path, b'secret', CLOCK)) == before


@pytest.mark.parametrize('times', [1, 100])
def test_a_refused_change_whose_file_is_in_place_is_taken_back_on_disk_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    house = House(tmp_path / 'accounts.json')
    before = held(house.accounts)

    with monkeypatch.context() as patch:
        folders = refuse_folders(patch, times)
        with pytest.raises(OSError, match='refused'):
            house.accounts.remove_member(house.reader.id)
    assert folders

    assert held(house.accounts) == before
    assert held(Accounts(house.path, b'secret', CLOCK)) == before
    house.accounts.remove_member(house.reader.id)
    assert held(Accounts(house.path, b'secret', CLOCK)) == held(house.accounts)


def test_half_a_line_that_could_not_be_taken_back_spoils_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path / 'accounts.json')
    write = os.pwrite

    def half(file: int, data: bytes, at: int) -> int:
        write(file, bytes(data[:20]), at)
        raise OSError(errno.EIO, 'refused')

    def never(*_: object) -> None:
        raise OSError(errno.EIO, 'refused')

    with monkeypatch.context() as patch:
        patch.setattr(os, 'pwrite', half)
        patch.setattr(os, 'ftruncate', never)
        patch.setattr(os, 'truncate', never)
        with pytest.raises(OSError, match='refused'):
            house.accounts.enter(None, house.reader.id)

    house.accounts.enter(None, house.last.id)
    assert held(Accounts(house.path, b'secret', CLOCK)) == held(house.accounts)


def test_what_cannot_be_written_stops_nobody_else(tmp_path: Path) -> None:
    house = House(tmp_path / 'accounts.json')
    before = held(house.accounts)
    house.accounts._places[house.owner.id] = '/spoor/\ud800'

    with pytest.raises(TypeError):
        house.accounts.invite(house.last.id)

    assert held(house.accounts) == before
    assert house.accounts.enter(None, house.last.id)
    assert held(Accounts(house.path, b'secret', CLOCK)) == held(house.accounts)


def test_a_full_disk_is_asked_once_a_minute_to_note_who_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, clock = House(tmp_path / 'accounts.json'), Clock()
    monkeypatch.setattr(house.accounts, '_now', clock)
    monkeypatch.setattr(house.accounts._sessions, '_now', clock)
    clock.now += timedelta(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(row_file.RowFile, 'read', lambda _: pytest.fail('the whole file was read again'))
        asked = refuse(patch, lambda _: True)
        assert house.accounts.session(house.token)
        once = asked[0]
        for _ in range(100):
            assert house.accounts.session(house.token)
        assert asked[0] == once > 0

    clock.now += timedelta(minutes=2)
    session = house.accounts.session(house.token)
    assert session
    assert house.accounts._sessions.by_id(session.id).last_used == clock.now  # type: ignore[union-attr]


@given(st.lists(st.tuples(st.sampled_from('abcd'), st.sampled_from(['set', 'delete', 'write', 'take back']))))
def test_rows_taken_back_are_those_that_were_written_in_their_order(steps: list[tuple[str, str]]) -> None:
    rows = Rows({'a': 0, 'b': 0})
    written = [*rows.items()]
    for number, (key, step) in enumerate(steps, start=1):
        if step == 'set':
            rows[key] = number
        elif step == 'delete':
            rows.drop([key])
        elif step == 'write':
            rows.written()
            written = [*rows.items()]
        else:
            rows.take_back()
            assert [*rows.items()] == written
            assert rows.news() == {}
            assert not rows.replaced


@pytest.mark.parametrize(
    ('program', 'said'), [('99.0', 'Start versie 99.0.'), (VERSION, 'is beschadigd'), (None, 'is beschadigd')]
)
def test_a_file_of_another_version_is_named_as_that(tmp_path: Path, program: str | None, said: str) -> None:
    house = House(tmp_path / 'accounts.json')
    tree = orjson.loads(house.path.read_bytes())
    tree['members'] = {'m': {'unheard_of': True}}
    tree['lines'] = {'number': 0, **({'program': program} if program else {})}
    house.path.write_bytes(orjson.dumps(tree))

    with pytest.raises(Damaged, match=said):
        Accounts(house.path, b'secret', CLOCK)
