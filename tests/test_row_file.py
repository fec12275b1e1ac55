"""Tables of rows on disk: a change costs as much as it changes, and a crash leaves the old or the new."""

import errno
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.accounts import Accounts
from data.models import MemberRole
from data.row_file import LEAST, RowFile
from data.rows import Rows

NOW = datetime(2026, 11, 25, tzinfo=UTC)
NAME = 'Fatima Zaoui'


class Crash(BaseException):
    """The power goes out."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / 'accounts.json'


def accounts_at(path: Path) -> Accounts:
    return Accounts(path, b'secret', lambda: NOW)


def lines_of(path: Path) -> list[Path]:
    return sorted(path.parent.glob('accounts-*.jsonl'))


def bytes_of(path: Path) -> int:
    return sum(each.stat().st_size for each in path.parent.iterdir())


@given(st.lists(st.tuples(st.sampled_from('abc'), st.sampled_from(['set', 'delete', 'write', 'load']))))
def test_rows_and_what_was_written_of_them_are_always_the_same(steps: list[tuple[str, str]]) -> None:
    rows, disk = Rows({'a': 0}), {'a': 0}
    for number, (key, step) in enumerate(steps, start=1):
        if step == 'set':
            rows[key] = number
        elif step == 'delete':
            rows.drop([key])
        elif step == 'write':
            replaced = {each for each in disk if rows.get(each) != disk[each]}
            assert rows.replaced or not replaced
            for each, row in rows.news().items():
                disk.pop(each, None) if row is None else disk.update({each: row})
            rows.written()
            assert disk == rows
        else:
            rows = Rows(disk)


def test_what_changed_since_the_whole_file_is_read_again(path: Path) -> None:
    accounts = accounts_at(path)
    first = accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)
    second = accounts.add_member('d1', NAME, MemberRole.READER)
    token = accounts.enter(None, first.id)
    accounts.remember_place(second.id, '/spoor/a/wie')
    link = accounts.invite(second.id)

    again = accounts_at(path)

    assert [member.name for member in again.members_of('d1')] == ['Jeroen', NAME]
    assert again.session(token)
    assert again.place(second.id) == '/spoor/a/wie'
    assert again.invitation(second.id)
    assert again.accept(link, None)[1] == second
    assert len(lines_of(path)) == 1


def test_a_change_writes_as_much_however_many_there_are(tmp_path: Path) -> None:
    written = []
    for count in (3, 300):
        path = tmp_path / str(count) / 'accounts.json'
        accounts = accounts_at(path)
        for number in range(count):
            member = accounts.add_member(f'd{number}', 'Jeroen', MemberRole.OWNER)
        before = bytes_of(path)
        accounts.enter(None, member.id)
        written.append(bytes_of(path) - before)

    assert written[0] == written[1] > 0


def test_looking_up_who_is_in_a_dossier_looks_at_that_dossier_only(path: Path) -> None:
    accounts = accounts_at(path)
    for number in range(50):
        accounts.add_member(f'd{number}', f'Lid {number}', MemberRole.OWNER)

    class Counted(dict[str, Any]):
        asked = 0

        def __getitem__(self, key: str) -> Any:
            Counted.asked += 1
            return super().__getitem__(key)

        def values(self) -> Any:
            raise AssertionError('all members were looked at')

    accounts._members.rows = Counted(accounts._members.rows)  # type: ignore[assignment]

    assert [member.name for member in accounts.members_of('d7')] == ['Lid 7']
    assert Counted.asked == 1


def test_nothing_of_somebody_who_is_gone_or_renamed_stays_on_disk(path: Path) -> None:
    accounts = accounts_at(path)
    accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)
    member = accounts.add_member('d1', NAME, MemberRole.READER)
    accounts.remember_place(member.id, '/spoor/a/wie')
    assert any(NAME in each.read_text() for each in lines_of(path))

    accounts.remove_member(member.id)

    assert lines_of(path) == []
    assert member.id not in path.read_text()


def test_what_changed_in_an_account_is_gone_from_the_disk_within_a_minute(path: Path) -> None:
    accounts = accounts_at(path)
    member = accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)
    token = accounts.make_account(accounts.enter(None, member.id), NAME, email='fatima@example.nl', password='hash')
    session = accounts.session(token)
    assert session
    accounts.rename(session, 'F. Zaoui', 'zaoui@example.nl')

    accounts.sweep()

    assert not any('fatima@example.nl' in each.read_text() for each in path.parent.iterdir())


def test_copies_of_the_demo_come_and_go_without_writing_the_whole_file(path: Path) -> None:
    accounts = accounts_at(path)
    accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)
    whole = path.stat().st_mtime_ns

    for number in range(5):
        accounts.add_member(f'demo-{number}', 'Verzonnen', MemberRole.OWNER)
        accounts.forget_dossier(f'demo-{number}', fictional=True)

    assert path.stat().st_mtime_ns == whole
    assert [*accounts_at(path)._members.rows] == [*accounts._members.rows]


def test_lines_that_grew_longer_than_the_file_are_put_into_it(path: Path) -> None:
    file = RowFile(path)
    file.write({'places': {}})
    row = 'x' * 10_000
    for number in range(LEAST // len(row) + 1):
        assert not file.is_long
        file.append({'places': {str(number): row}})

    assert file.is_long
    assert RowFile(path).read() == {'places': {str(each): row for each in range(LEAST // len(row) + 1)}}


def test_a_torn_last_line_is_as_if_it_was_never_written(path: Path) -> None:
    file = RowFile(path)
    file.write({'places': {'a': '/start'}})
    file.append({'places': {'a': '/doel'}})
    with lines_of(path)[0].open('ab') as lines:
        lines.write(b'{"places": {"a"')

    again = RowFile(path)
    assert again.read() == {'places': {'a': '/doel'}}
    again.append({'places': {'b': '/taal'}})
    assert RowFile(path).read() == {'places': {'a': '/doel', 'b': '/taal'}}


def test_lines_of_an_earlier_file_never_count(path: Path) -> None:
    file = RowFile(path)
    file.write({'places': {'a': '/start'}})
    file.append({'places': {'a': '/doel'}})
    old = lines_of(path)[0]
    left = old.read_bytes()
    file.write({'places': {'a': '/taal'}})
    old.write_bytes(left)

    assert RowFile(path).read() == {'places': {'a': '/taal'}}
    again = RowFile(path)
    again.read()
    again.clear_away()
    assert lines_of(path) == []


def test_lines_beside_a_file_that_was_put_back_are_not_taken_for_its_own(path: Path) -> None:
    file = RowFile(path)
    file.write({'places': {'a': '1'}})
    put_back = path.read_bytes()
    file.write({'places': {'a': '2'}})
    file.append({'places': {'a': '3'}})
    path.write_bytes(put_back)
    again = RowFile(path)
    assert again.read() == {'places': {'a': '1'}}

    again.write({'places': {'a': '4'}})

    assert RowFile(path).read() == {'places': {'a': '4'}}


@pytest.mark.parametrize('code', [errno.ENOSPC, errno.EIO])
def test_what_the_disk_refuses_did_not_happen(path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    accounts = accounts_at(path)
    member = accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)
    before = bytes_of(path)

    def refuse(*_: object) -> None:
        raise OSError(code, 'refused')

    with monkeypatch.context() as patch:
        patch.setattr(os, 'fsync', refuse)
        with pytest.raises(OSError, match='refused'):
            accounts.add_member('d1', NAME, MemberRole.READER)
        with pytest.raises(OSError, match='refused'):
            accounts.change_role(member.id, MemberRole.OWNER, 'gemeente')

    assert accounts.members_of('d1') == [member]
    assert bytes_of(path) == before
    accounts.add_member('d1', NAME, MemberRole.READER)
    assert accounts_at(path).members_of('d1') == accounts.members_of('d1')


def crashes(change: Callable[[], object], monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[int]:
    """Do a change again and again, each time with the power going out one step later, on the same folder as before."""
    names = ('fsync', 'pwrite', 'open', 'unlink', 'replace')
    files = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    for stop in range(100):
        for each in path.parent.iterdir():
            each.unlink()
        for name, data in files.items():
            path.with_name(name).write_bytes(data)
        left = [stop]

        def step(real: Callable[..., Any], left: list[int] = left) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                left[0] -= 1
                if left[0] < 0:
                    if real.__name__ == 'pwrite':
                        os.write(arguments[0], bytes(arguments[1])[:9])
                    raise Crash
                return real(*arguments, **named)

            return call

        with monkeypatch.context() as patch:
            for name in names:
                patch.setattr(os, name, step(getattr(os, name)))
            try:
                change()
            except Crash:
                pass
            else:
                return
        yield stop


@pytest.mark.parametrize('whole', [True, False])
def test_a_crash_at_any_step_leaves_the_old_or_the_new(
    path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    file = RowFile(path)
    file.write({'places': {'a': 'old'}})
    file.append({'places': {'a': 'new'}})

    def change() -> None:
        file = RowFile(path)
        file.read()
        if whole:
            file.write({'places': {'a': 'newest'}})
        else:
            file.append({'places': {'a': 'newest'}})

    seen = []
    for _ in crashes(change, monkeypatch, path):
        again = RowFile(path)
        seen.append(again.read()['places']['a'])
        again.append({'places': {'b': 'goes on'}})
        assert RowFile(path).read()['places'] == {'a': seen[-1], 'b': 'goes on'}

    assert set(seen) <= {'new', 'newest'}
    assert len(seen) > 1


@pytest.mark.parametrize('damaged', [b'{"places": [1]}\n', b'not JSON\n', b'{"places": {"a": {}}}\n[]\n'])
def test_a_damaged_line_is_said_and_nothing_is_changed(path: Path, damaged: bytes) -> None:
    file = RowFile(path)
    file.write({'places': {}})
    lines = path.with_name('accounts-1.jsonl')
    lines.write_bytes(damaged)

    with pytest.raises((ValueError, AttributeError)):
        RowFile(path).read()

    assert lines.read_bytes() == damaged
    assert orjson.loads(path.read_bytes())['lines']['number'] == 1
