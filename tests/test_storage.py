import os
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from data.errors import Damaged, NotFound
from data.journal import Entry, Journal
from data.migrations import SCHEMA, LaterSchema, migrate
from data.models import Dossier
from data.storage import Store, write_atomically


def make_dossier(dossier_id: str = 'd1', name: str = 'Proef') -> Dossier:
    return Dossier(id=dossier_id, name=name, created=datetime(2026, 11, 23, tzinfo=UTC))


def test_a_dossier_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    Store(tmp_path).save(make_dossier(name='"<script>’ \U0001f600 שלום'))

    assert Store(tmp_path).load('d1') == make_dossier(name='"<script>’ \U0001f600 שלום')


def test_an_unknown_dossier_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Store(tmp_path).load('nergens')


@pytest.mark.parametrize(
    'content', [b'', b'{"_default": {"1": {"schema": 1, "doss', b'\xff\xfe{}'], ids=['empty', 'torn', 'no text']
)
def test_a_damaged_file_is_named_set_aside_and_never_overwritten(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    store.save(make_dossier('good'))
    store.save(make_dossier('bad'))
    path = tmp_path / 'dossiers' / 'bad' / 'dossier.json'
    path.write_bytes(content)

    for _ in range(2):
        with pytest.raises(Damaged, match=r'dossier\.json\.beschadigd-'):
            store.load('bad')

    aside = next(path.parent.glob('dossier.json.beschadigd-*'))
    assert aside.read_bytes() == content
    assert store.load('good').id == 'good'


@pytest.mark.parametrize(
    'content',
    [b'[]', b'{"_default": {}}', b'{"_default":{"1":{"schema":1,"dossier":{}}}}'],
    ids=['a list', 'no document', 'not a dossier'],
)
def test_what_only_does_not_fit_this_version_stays_where_it_is(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    path = tmp_path / 'dossiers' / 'd1' / 'dossier.json'
    write_atomically(path, content)

    for _ in range(2):
        with pytest.raises(Damaged, match=r'd1/dossier\.json\) past niet bij deze versie .*Het staat er nog'):
            store.load('d1')

    assert [each.name for each in path.parent.iterdir()] == ['dossier.json']
    assert path.read_bytes() == content


def test_a_dossier_with_something_of_a_later_version_opens_again_in_that_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.save(make_dossier())
    with monkeypatch.context() as patch:
        patch.setattr('data.storage.read_document', lambda _: Dossier.model_validate({'unheard_of': True}))
        with pytest.raises(Damaged, match='past niet bij deze versie'):
            store.load('d1')

    assert store.load('d1') == make_dossier()


def test_a_good_dossier_is_saved_over_a_damaged_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(make_dossier())
    (tmp_path / 'dossiers' / 'd1' / 'dossier.json').write_bytes(b'{"_default": {"1"')

    store.save(make_dossier(name='Nieuw'))

    assert store.load('d1').name == 'Nieuw'


@pytest.mark.parametrize('step', ['unlink', 'glob'])
def test_what_a_crash_left_on_a_disk_that_may_only_be_read_keeps_no_dossier_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store = Store(tmp_path)
    store.save(make_dossier())
    (tmp_path / 'dossiers' / 'd1' / 'dossier.json.tmp').write_bytes(b'half')

    def refused(*_: object, **__: object) -> None:
        raise OSError(30, 'Read-only file system')

    monkeypatch.setattr(Path, step, refused)
    assert store.load('d1') == make_dossier()


def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.save(make_dossier())

    def refused(_: Path) -> bool:
        raise PermissionError(13, 'Permission denied')

    monkeypatch.setattr(Path, 'exists', refused)
    with pytest.raises(Damaged, match=r'd1/dossier\.json.* is niet te lezen'):
        store.load('d1')


def test_a_dossier_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(make_dossier())
    path = tmp_path / 'dossiers' / 'd1' / 'dossier.json'
    document = orjson.loads(path.read_bytes())
    document['_default']['1']['schema'] = SCHEMA + 1
    path.write_bytes(orjson.dumps(document))

    with pytest.raises(Damaged, match='versie'):
        store.load('d1')

    assert orjson.loads(path.read_bytes()) == document


def test_migrations_run_one_after_the_other() -> None:
    steps = {1: lambda old: {**old, 'b': old['a']}, 2: lambda old: {**old, 'c': old['b'] + 1}}

    assert migrate({'schema': 1, 'a': 1}, steps, 3) == {'schema': 3, 'a': 1, 'b': 1, 'c': 2}


@pytest.mark.parametrize('schema, error', [(9, LaterSchema), (None, ValueError), ('1', ValueError), (0, ValueError)])
def test_a_version_that_cannot_be_is_refused(schema: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        migrate({'schema': schema})


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / 'file'
    write_atomically(path, b'old')

    def full(_descriptor: int) -> None:
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr(os, 'fsync', full)
    with pytest.raises(OSError, match='No space left'):
        write_atomically(path, b'new')

    assert path.read_bytes() == b'old'


def make_entry(number: int) -> Entry:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Entry(at=at, member_id='m', name='Noor', operation='set', path='name', old=number - 1, new=number)


def test_a_journal_keeps_every_entry_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path / 'journal.jsonl')
    for number in range(3):
        journal.append(make_entry(number))

    assert [entry.new for entry in Journal(tmp_path / 'journal.jsonl').entries()] == [0, 1, 2]


def test_a_torn_last_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / 'journal.jsonl'
    journal = Journal(path)
    journal.append(make_entry(1))
    journal.append(make_entry(2))
    path.write_bytes(path.read_bytes()[:-20])

    journal.append(make_entry(3))

    assert [entry.new for entry in journal.entries()] == [1, 3]
