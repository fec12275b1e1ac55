"""All live texts of a folder: beginning, reading, saving, being put away and forgotten."""

import asyncio
import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from pycrdt import Doc, Text

from data import open_text, open_texts, room_saver, wire
from data.errors import NotFound
from data.live_texts import LiveTexts
from data.log_records import read
from data.open_text import COMPACT_AFTER
from data.peers import Visitor
from data.room_log import RoomLog
from tests.first_texts import begin

HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)


def type_in(live_texts: LiveTexts, words: list[str], text_id: str = 'goal') -> None:
    """Join, type one word after the other, and leave."""
    room, peer = live_texts.join('d1', text_id, HENK, lambda: None)
    doc: Doc[Text] = Doc()
    text = doc.get('text', type=Text)
    doc.apply_update(room.encoded())
    for word in words:
        before = doc.get_state()
        text += word
        room.receive(peer, wire.sync(wire.UPDATE, doc.get_update(before)))
    live_texts.leave('d1', text_id, room, peer)


async def until(done: Callable[[], bool]) -> None:
    while not done():  # noqa: ASYNC110 - what is waited for happens in a thread
        await asyncio.sleep(0.01)


@pytest.mark.parametrize('is_read_in', [False, True])
async def test_what_stood_there_is_nobodys_also_if_somebody_types_at_once(tmp_path: Path, is_read_in: bool) -> None:
    doc: Doc[Text] = Doc()
    doc.get('text', type=Text).insert(0, 'Stond er al. ')
    begin(tmp_path, 'd1', {'goal': doc.get_update() if is_read_in else 'Stond er al. '})
    live_texts = LiveTexts(tmp_path)

    type_in(live_texts, ['Nieuw.'])
    live_texts.history.settle('d1')

    moments = live_texts.history.moments('d1', 'goal')
    await live_texts.stop()
    assert [(each.text, [author.name for author in each.authors]) for each in moments] == [
        ('Stond er al. ', []),
        ('Stond er al. Nieuw.', ['Henk']),
    ]


@pytest.mark.parametrize('dossier_id, text_id', [('..', 'goal'), ('d1', '../x'), ('d1', 'answer:'), ('a/b', 'goal')])
def test_ids_that_are_none_of_ours_are_not_found(tmp_path: Path, dossier_id: str, text_id: str) -> None:
    with pytest.raises(NotFound):
        LiveTexts(tmp_path).text(dossier_id, text_id)


async def test_empty_texts_are_not_listed(tmp_path: Path) -> None:
    begin(tmp_path, 'd1', {'goal': 'c'})
    live_texts = LiveTexts(tmp_path)
    type_in(live_texts, [], 'answer:a')
    type_in(live_texts, ['b'], 'answer:b')

    assert live_texts.texts('d1') == {'answer:b': 'b', 'goal': 'c'}
    assert live_texts.texts('d2') == {}
    await live_texts.stop()
    assert live_texts.texts('d1') == {'answer:b': 'b', 'goal': 'c'}


async def test_stopping_saves_what_was_typed_just_now(tmp_path: Path) -> None:
    live_texts = LiveTexts(tmp_path)
    type_in(live_texts, ['net ', 'getypt'])

    await live_texts.stop()

    assert LiveTexts(tmp_path).text('d1', 'goal') == 'net getypt'
    assert (tmp_path / 'd1' / 'texts' / 'goal.md').read_text() == 'net getypt'


def test_a_state_moves_a_text_elsewhere_without_doubling(tmp_path: Path) -> None:
    begin(tmp_path, 'd1', {'goal': 'Tekst'})
    live_texts = LiveTexts(tmp_path)

    begin(tmp_path, 'd2', {'goal': live_texts.state('d1', 'goal')})

    assert live_texts.text('d2', 'goal') == 'Tekst'
    assert live_texts.state('d2', 'goal') == live_texts.state('d1', 'goal')


async def test_news_comes_first_and_last_but_not_for_every_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_text, 'NEWS', 3600)
    live_texts = LiveTexts(tmp_path)
    news: list[tuple[str, str]] = []
    live_texts.text_changed.subscribe(lambda dossier_id, text_id: news.append((dossier_id, text_id)))

    type_in(live_texts, ['a'])
    await asyncio.sleep(0.01)
    assert news == [('d1', 'goal')]
    type_in(live_texts, ['b'] * 50)
    await asyncio.sleep(0.01)
    assert news == [('d1', 'goal')]
    await live_texts.stop()

    assert news == [('d1', 'goal')] * 2


async def test_presence_tells_who_came_and_went(tmp_path: Path) -> None:
    live_texts = LiveTexts(tmp_path)
    seen: list[dict[str, list[str]]] = []
    live_texts.presence_changed.subscribe(
        lambda dossier_id: seen.append(
            {text_id: [one.name for one in people] for text_id, people in live_texts.present(dossier_id).items()}
        )
    )

    room, peer = live_texts.join('d1', 'goal', HENK, lambda: None)
    other, same_person = live_texts.join('d1', 'goal', HENK, lambda: None)
    live_texts.leave('d1', 'goal', other, same_person)
    live_texts.leave('d1', 'goal', room, peer)
    await live_texts.stop()

    assert seen == [{'goal': ['Henk']}, {'goal': ['Henk']}, {'goal': ['Henk']}, {}]


async def test_a_long_log_is_written_anew_while_in_use(tmp_path: Path) -> None:
    live_texts = LiveTexts(tmp_path)
    type_in(live_texts, ['x'] * (COMPACT_AFTER + 1))

    await live_texts.stop()

    assert len(read(tmp_path / 'd1' / 'texts' / 'goal.ylog').updates) == 1
    assert LiveTexts(tmp_path).text('d1', 'goal') == 'x' * (COMPACT_AFTER + 1)


async def test_a_text_nobody_is_in_leaves_memory_with_a_short_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_texts, 'IDLE', 0.01)
    monkeypatch.setattr(room_saver, 'READABLE_DELAY', 0.01)
    live_texts = LiveTexts(tmp_path)
    type_in(live_texts, ['woord '] * 60)
    (room,) = [weakref.ref(text.room) for text in live_texts._open.every()]

    def is_gone() -> bool:
        gc.collect()
        return room() is None

    await until(lambda: not [*live_texts._open.every()])
    await until(is_gone)  # the thread that wrote it may hold it a moment longer
    assert len(read(tmp_path / 'd1' / 'texts' / 'goal.ylog').updates) == 1
    assert live_texts.text('d1', 'goal') == 'woord ' * 60
    await live_texts.stop()


async def test_a_disk_that_refuses_is_tried_again_and_nothing_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr(room_saver, 'RETRY', 0.01)
    monkeypatch.setattr(RoomLog, 'append', full)
    live_texts = LiveTexts(tmp_path)
    room, peer = live_texts.join('d1', 'goal', HENK, lambda: None)
    doc: Doc[Text] = Doc()
    doc.get('text', type=Text).insert(0, 'bewaar mij')
    room.receive(peer, wire.sync(wire.UPDATE, doc.get_update()))
    await until(lambda: 'cannot be saved' in caplog.text)
    assert (peer.received, peer.durable) == (1, 0)

    monkeypatch.undo()
    monkeypatch.setattr(room_saver, 'RETRY', 0.01)
    await until(lambda: peer.durable > 0)

    assert LiveTexts(tmp_path).text('d1', 'goal') == 'bewaar mij'
    await live_texts.stop()


async def test_a_forgotten_dossier_writes_nothing_any_more(tmp_path: Path) -> None:
    live_texts = LiveTexts(tmp_path)
    room, peer = live_texts.join('d1', 'goal', HENK, lambda: None)
    doc: Doc[Text] = Doc()
    doc.get('text', type=Text).insert(0, 'weg')
    room.receive(peer, wire.sync(wire.UPDATE, doc.get_update()))

    live_texts.forget('d1')
    doc.get('text', type=Text).insert(0, 'nog iets ')
    room.merge(doc.get_update())
    live_texts.leave('d1', 'goal', room, peer)
    await live_texts.stop()

    assert peer.closed is not None
    assert peer.closed[0] == 4404
    assert not (tmp_path / 'd1').exists()
    assert live_texts.texts('d1') == {}
