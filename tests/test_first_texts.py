"""The files that texts begin with are those of a text that somebody opened and began."""

from pathlib import Path

import pytest

from data.authorship import state_of
from data.live_texts import LiveTexts
from data.log_records import read
from data.models import GOAL
from data.peers import Visitor
from data.room_document import TEXT_LIMIT
from data.sound_updates import document
from tests.first_texts import begin

HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)


@pytest.mark.parametrize(
    'markdown', ['Samen.', '# Kop\n\n- één 👍\n', 'x' * TEXT_LIMIT], ids=['words', 'marks', 'full']
)
async def test_a_text_made_without_opening_it_is_as_if_somebody_had_begun_it(tmp_path: Path, markdown: str) -> None:
    opened = LiveTexts(tmp_path)
    room, peer = opened.join('d1', GOAL, HENK, lambda: None)
    room.begin(markdown)
    opened.leave('d1', GOAL, room, peer)
    await opened.stop()

    begin(tmp_path, 'd2', {GOAL: markdown})

    one, other = tmp_path / 'd1' / 'texts', tmp_path / 'd2' / 'texts'
    assert sorted(path.name for path in other.iterdir()) == sorted(path.name for path in one.iterdir())
    assert (other / 'goal.md').read_bytes() == (one / 'goal.md').read_bytes() == markdown.encode()
    assert shape(other / 'goal.ylog') == shape(one / 'goal.ylog')


def shape(log: Path) -> tuple[object, ...]:
    """Give what a log says, but for the number of the client that wrote it, which is drawn by lot."""
    contents = read(log)
    doc, text = document(contents.updates)
    clocks = [*state_of(doc.get_state()).values()]
    is_whole = contents.good == log.stat().st_size and not contents.damaged and not contents.gap
    return contents.epoch, is_whole, len(contents.updates), clocks, str(text)


async def test_a_text_made_without_opening_it_can_be_typed_in_and_put_back(tmp_path: Path) -> None:
    begin(tmp_path, 'd1', {GOAL: 'Stond er al. '})
    texts = LiveTexts(tmp_path)

    room, peer = texts.join('d1', GOAL, HENK, lambda: None)
    room.rewrite(HENK, 'Stond er al. Nieuw.')
    texts.leave('d1', GOAL, room, peer)
    texts.history.settle('d1')
    before = [(each.text, each.author.name if each.author else '') for each in texts.history.stretches('d1', GOAL)]
    assert texts.restore('d1', GOAL, 1, HENK)
    await texts.stop()

    assert before == [('Stond er al. ', ''), ('Nieuw.', 'Henk')]
    assert LiveTexts(tmp_path).text('d1', GOAL) == 'Stond er al. '
    assert [each.restored for each in texts.history.moments('d1', GOAL)] == [0, 0, 1]


def test_an_empty_text_has_no_files(tmp_path: Path) -> None:
    assert LiveTexts(tmp_path).first_files('d1', {GOAL: ''}) == {}


@pytest.mark.parametrize('written', ['één\r\ntwee\r\n\r\ndrie', 'één\rtwee\r\rdrie', 'één\ntwee\r\n\ndrie'])
async def test_ends_of_lines_are_one_letter_each_as_browsers_count_them(tmp_path: Path, written: str) -> None:
    begin(tmp_path, 'd1', {GOAL: written})
    texts = LiveTexts(tmp_path)
    begun = texts.text('d1', GOAL)

    room, peer = texts.join('d1', GOAL, HENK, lambda: None)
    room.rewrite(HENK, f'{written}\r\nvier')
    texts.leave('d1', GOAL, room, peer)
    await texts.stop()

    assert begun == 'één\ntwee\n\ndrie'
    assert room.text == 'één\ntwee\n\ndrie\nvier'
