"""Who wrote which stretch: exact under any interleaving, kept for ever, and honest."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from data import wire
from data.authorship import Author, Authored, Authors, AuthorsFile
from data.errors import NotFound
from data.health import check
from data.live_texts import LiveTexts
from data.log_records import read
from data.moments import LastChange, Moment
from data.peers import Visitor
from data.rooms import Room
from data.stretches import Stretch, stretches
from tests.first_texts import begin
from tests.test_rooms import Browser, Desk, settle

HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True, party_id='coop')
FATIMA = Visitor('p2', 'Fatima', 'Gemeente', '#8a3d86', may_write=True, party_id='gemeente')
RUBEN = Visitor('p3', 'Ruben', 'Wiedezicht', '#8a3d86', may_write=True, party_id='woco')


def parts(room: Room) -> list[Stretch]:
    return stretches(room.encoded(), room.authors)


def found(room: Room) -> list[tuple[str, str]]:
    return [(each.text, each.author.name if each.author else '') for each in stretches(room.encoded(), room.authors)]


def meet(room: Room, *visitors: Visitor) -> list[Browser]:
    browsers = [Browser(visitor) for visitor in visitors]
    for browser in browsers:
        browser.connect(room)
    settle(room, *browsers)
    return browsers


def write(browser: Browser, at: int, text: str) -> None:
    """Type at a place that counts characters."""
    browser.text.insert(len(str(browser.text)[:at].encode()), text)


def erase(browser: Browser, at: int, count: int) -> None:
    content = str(browser.text)
    start = len(content[:at].encode())
    del browser.text[start : start + len(content[at : at + count].encode())]


def test_every_word_has_its_author() -> None:
    room = Room(Desk())
    henk, fatima = meet(room, HENK, FATIMA)

    write(henk, 0, 'Samen warm.')
    settle(room, henk, fatima)
    write(fatima, 5, ' én betaalbaar 😀')
    settle(room, henk, fatima)

    assert found(room) == [('Samen', 'Henk'), (' én betaalbaar 😀', 'Fatima'), (' warm.', 'Henk')]


def test_an_author_is_a_person_with_a_party() -> None:
    room = Room(Desk())
    (henk,) = meet(room, HENK)

    write(henk, 0, 'x')
    settle(room, henk)

    assert stretches(room.encoded(), room.authors)[0].author == Author('p1', 'Henk', 'coop', 'LindeWarm')


def test_what_the_server_put_in_has_no_author() -> None:
    room = Room(Desk())
    room.begin('Eerst dit. ')
    (henk,) = meet(room, HENK)

    write(henk, 11, 'Dan dat.')
    settle(room, henk)

    assert found(room) == [('Eerst dit. ', ''), ('Dan dat.', 'Henk')]


def test_a_browser_that_hands_on_what_another_typed_does_not_become_its_author() -> None:
    lost = Room(Desk())
    henk, fatima = meet(lost, HENK, FATIMA)
    henk.point(1, client=henk.doc.client_id, cursor=0)
    write(henk, 0, 'van Henk')
    settle(lost, henk, fatima)
    again = Room(Desk(), authors=lost.authors)

    fatima.connect(again)
    settle(again, fatima)

    assert found(again) == [('van Henk', 'Henk')]


def test_nobody_passes_as_somebody_else_unseen() -> None:
    room = Room(Desk())
    henk, fatima = meet(room, HENK, FATIMA)
    write(henk, 0, 'Ik ben Henk. ')
    settle(room, henk, fatima)
    forger: Doc[Text] = Doc(client_id=henk.doc.client_id)
    forged = forger.get('text', type=Text)
    forger.apply_update(room.encoded())
    before = forger.get_state()

    forged += 'Ik teken.'
    room.receive(fatima.peer, wire.sync(wire.UPDATE, forger.get_update(before)))

    settle(room, henk, fatima)
    write(henk, 0, 'Echt: ')
    settle(room, henk, fatima)

    authors = [(each.text, each.author.name, each.author.via) for each in parts(room) if each.author]
    assert authors == [('Echt: Ik ben Henk. ', 'Henk', ''), ('Ik teken.', 'Henk', 'Fatima')]


def test_who_announced_a_client_is_its_author_though_another_hands_it_on_first() -> None:
    lost, again = Room(Desk()), Room(Desk())
    henk, fatima = meet(lost, HENK, FATIMA)
    write(henk, 0, 'van Henk')
    settle(lost, henk, fatima)

    henk.connect(again)
    henk.outbox.clear()
    henk.point(1, client=henk.doc.client_id, cursor=0)
    fatima.connect(again)
    settle(again, fatima)

    assert [(each.text, each.author) for each in parts(again)] == [
        ('van Henk', Author('p1', 'Henk', 'coop', 'LindeWarm', via='Fatima'))
    ]


def test_who_typed_offline_in_an_earlier_window_is_still_the_author() -> None:
    room = Room(Desk())
    henk = Browser(HENK)
    write(henk, 0, 'zonder verbinding')
    later = Browser(HENK)
    later.doc.apply_update(henk.doc.get_update())

    later.connect(room)
    settle(room, later)
    write(later, 0, 'later ')
    settle(room, later)

    assert found(room) == [('later zonder verbinding', 'Henk')]


LETTERS = ('aé😀', 'b€🙂', 'cñ🏡')
"""each author has letters of their own, of one to four bytes"""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 10_000),
            st.one_of(st.text('012', min_size=1, max_size=5), st.sampled_from(['erase', 'cut', 'meet', 'restart'])),
        ),
        max_size=60,
    )
)
def test_any_interleaving_gives_every_letter_its_author(steps: list[tuple[int, int, str]]) -> None:
    room = Room(Desk())
    browsers = meet(room, HENK, FATIMA, RUBEN)
    for who, where, what in steps:
        length = len(str(browsers[who].text))
        if what in ('erase', 'cut'):
            if length:
                erase(browsers[who], where % length, 1 if what == 'erase' else 5)
        elif what == 'meet':
            settle(room, *browsers)
        elif what == 'restart':
            room = Room(Desk(), [room.encoded()], authors=Authors(records(room)))
            for browser in browsers:
                browser.connect(room)
        else:
            write(browsers[who], where % (length + 1), ''.join(LETTERS[who][int(digit)] for digit in what))
    settle(room, *browsers)

    expected = [(''.join(run), 'HFR'[who]) for who, run in groupby(room.text, key=whose)]
    assert [(text, author[0]) for text, author in found(room)] == expected


def whose(letter: str) -> int:
    return next(who for who, letters in enumerate(LETTERS) if letter in letters)


def records(room: Room) -> list[Authored]:
    return sorted(
        (
            Authored(client, start, author)
            for author, ranges in room.authors.ranges().items()
            for client, parts in ranges.items()
            for start, _ in parts
        ),
        key=lambda record: record.clock,
    )


def type_in(texts: LiveTexts, visitor: Visitor, at: int, text: str, text_id: str = 'goal') -> None:
    """Join, type, and leave."""
    room, peer = texts.join('d1', text_id, visitor, lambda: None)
    browser = Browser(visitor)
    browser.doc.apply_update(room.encoded())
    before = browser.doc.get_state()
    write(browser, at, text)
    room.receive(peer, wire.sync(wire.UPDATE, browser.doc.get_update(before)))
    texts.leave('d1', text_id, room, peer)


def told(texts: LiveTexts) -> list[tuple[str, str]]:
    return [(each.text, each.author.name if each.author else '') for each in texts.history.stretches('d1', 'goal')]


async def test_authors_survive_compaction_and_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('data.room_saver.COMPACT_AFTER', 3)
    texts = LiveTexts(tmp_path)
    for number in range(6):
        type_in(texts, HENK, number, str(number))
    type_in(texts, FATIMA, 3, ' en ')
    await texts.stop()
    assert len(read(tmp_path / 'd1' / 'texts' / 'goal.ylog').updates) == 1

    again = LiveTexts(tmp_path)

    assert told(again) == [('012', 'Henk'), (' en ', 'Fatima'), ('345', 'Henk')]
    type_in(again, RUBEN, 0, 'Zie: ')
    assert told(again)[0] == ('Zie: ', 'Ruben')
    await again.stop()


async def test_a_letter_is_never_on_disk_before_its_author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('data.room_saver.RETRY', 0.01)
    refuse = True
    append = AuthorsFile.append

    def flaky(self: AuthorsFile, records: list[Authored]) -> None:
        if refuse:
            raise OSError(28, 'No space left on device')
        append(self, records)

    monkeypatch.setattr(AuthorsFile, 'append', flaky)
    texts = LiveTexts(tmp_path)
    type_in(texts, HENK, 0, 'eerst de naam')
    await asyncio.sleep(0.1)
    assert not (tmp_path / 'd1' / 'texts' / 'goal.ylog').exists()

    refuse = False
    await asyncio.sleep(0.1)
    await texts.stop()

    assert told(LiveTexts(tmp_path)) == [('eerst de naam', 'Henk')]


async def test_a_copy_made_while_somebody_types_has_the_author_of_every_letter(tmp_path: Path) -> None:
    texts = LiveTexts(tmp_path)
    type_in(texts, HENK, 0, 'x')
    await texts.stop()

    in_the_order_of_a_backup = sorted(path.name for path in (tmp_path / 'd1' / 'texts').iterdir())

    assert in_the_order_of_a_backup.index('goal.ylog') < in_the_order_of_a_backup.index('goal.ylog.authors.jsonl')


def test_damaged_lines_of_the_past_are_reported(tmp_path: Path) -> None:
    folder = tmp_path / 'dossiers' / 'd1' / 'texts'
    AuthorsFile(folder / 'goal.ylog').append([Authored(1, 0, Author('p1', 'Henk'))])
    with AuthorsFile(folder / 'goal.ylog').path.open('ab') as file:
        file.write(b'onzin\n')

    complaints = [str(each) for each in check(tmp_path)]

    assert any('goal.ylog.authors.jsonl: Niet te lezen: regel 2.' in each for each in complaints)


def test_a_torn_line_of_authors_costs_only_that_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = AuthorsFile(tmp_path / 'goal.ylog')
    file.append([Authored(1, 0, Author('p1', 'Henk'))])
    with file.path.open('ab') as torn:
        torn.write(b'[2, 0, {"member')

    file.append([Authored(3, 7, Author('p2', 'Fatima', via='Henk'))])

    assert file.load() == [Authored(1, 0, Author('p1', 'Henk')), Authored(3, 7, Author('p2', 'Fatima', via='Henk'))]
    assert 'line 2' in caplog.text


def moments(texts: LiveTexts) -> list[tuple[int, str, list[str]]]:
    return [
        (each.number, each.text, [author.name for author in each.authors])
        for each in texts.history.moments('d1', 'goal')
    ]


async def test_typing_together_leaves_one_moment_with_all_who_typed(tmp_path: Path) -> None:
    texts = LiveTexts(tmp_path)
    made: list[Moment] = []
    texts.moment_made.subscribe(lambda _dossier, _text, moment: made.append(moment))

    type_in(texts, HENK, 0, 'Samen')
    type_in(texts, FATIMA, 5, ' warm')
    type_in(texts, HENK, 0, '')
    texts.history.settle('d1')
    texts.history.settle('d1')
    type_in(texts, RUBEN, 10, '!')
    await texts.stop()

    assert moments(LiveTexts(tmp_path)) == [(1, 'Samen warm', ['Henk', 'Fatima']), (2, 'Samen warm!', ['Ruben'])]
    assert [moment.number for moment in made] == [1, 2]


async def test_what_stood_there_first_is_a_moment_of_nobody(tmp_path: Path) -> None:
    begin(tmp_path, 'd1', {'goal': 'Eerste zin.'})
    texts = LiveTexts(tmp_path)
    assert moments(texts) == []

    type_in(texts, HENK, 11, ' Tweede.')
    await texts.stop()

    assert moments(texts) == [(1, 'Eerste zin.', []), (2, 'Eerste zin. Tweede.', ['Henk'])]


async def test_a_damaged_moment_costs_only_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    texts = LiveTexts(tmp_path)
    for number, letter in enumerate('abc'):
        type_in(texts, HENK, number, letter)
        texts.history.settle('d1')
    await texts.stop()
    path = tmp_path / 'd1' / 'texts' / 'goal.ylog.moments.jsonl'
    first, second, third = path.read_bytes().splitlines()
    path.write_bytes(b'\n'.join([first, second.replace(b'"text":"eJ', b'"text":"eA'), third, b'{"number": 4']))

    again = LiveTexts(tmp_path)
    type_in(again, FATIMA, 3, 'd')
    await again.stop()

    assert [(number, text) for number, text, _ in moments(again)] == [(1, 'a'), (3, 'abc'), (4, 'abcd')]
    assert 'is not a moment' in caplog.text


class ByHand:
    """Stands in for a loop: a machine with much to do looks twice in a pause or not at all, a test just as it says."""

    look: Callable[[], None]

    def time(self) -> float:
        return 0.0

    def call_later(self, _delay: float, look: Callable[[], None]) -> 'ByHand':
        self.look = look
        return self

    def cancel(self) -> None:
        """Do nothing: the test takes no look after the last."""


async def test_a_burst_ends_when_it_is_quiet_and_goes_on_while_somebody_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = ByHand()
    monkeypatch.setattr('data.bursts.asyncio', SimpleNamespace(get_running_loop=lambda: by_hand))
    texts = LiveTexts(tmp_path)
    room, peer = texts.join('d1', 'goal', RUBEN, lambda: None)

    for letter in 'een twee drie':
        type_in(texts, HENK, 0, letter)
        by_hand.look()
    during = moments(texts)
    by_hand.look()

    assert during == []
    assert [number for number, _, _ in moments(texts)] == [1]
    texts.leave('d1', 'goal', room, peer)
    await texts.stop()


async def test_typing_cut_off_by_a_crash_is_found_again_with_its_author(tmp_path: Path) -> None:
    crashed = LiveTexts(tmp_path)
    type_in(crashed, HENK, 0, 'Eerst. ')
    crashed.history.settle('d1')
    type_in(crashed, FATIMA, 7, 'Toen viel de stroom uit.')
    crashed._open.saver.now()  # what a crash leaves: the log is on disk, the moment is not

    again = LiveTexts(tmp_path)
    room, peer = again.join('d1', 'goal', RUBEN, lambda: None)
    again.history.settle('d1')

    assert moments(again)[-1] == (2, 'Eerst. Toen viel de stroom uit.', ['Fatima'])
    again.leave('d1', 'goal', room, peer)
    await again.stop()
    crashed.forget('d1')
    await crashed.stop()


async def test_restoring_is_a_new_change_and_typing_meanwhile_stays(tmp_path: Path) -> None:
    texts = LiveTexts(tmp_path)
    type_in(texts, HENK, 0, 'De warmte is één euro en van ons allemaal.')
    texts.history.settle('d1')
    room, peer = texts.join('d1', 'goal', FATIMA, lambda: None)
    browser = Browser(FATIMA)
    browser.doc.apply_update(room.encoded())
    erase(browser, 21, 21)
    room.receive(peer, wire.sync(wire.UPDATE, browser.doc.get_update()))
    assert room.text == 'De warmte is één euro'
    state = browser.doc.get_state()
    write(browser, 0, 'Afspraak: ')

    assert texts.restore('d1', 'goal', 1, RUBEN)
    room.receive(peer, wire.sync(wire.UPDATE, browser.doc.get_update(state)))

    assert room.text == 'Afspraak: De warmte is één euro en van ons allemaal.'
    assert told(texts) == [
        ('Afspraak: ', 'Fatima'),
        ('De warmte is één euro', 'Henk'),
        (' en van ons allemaal.', 'Ruben'),
    ]
    assert [(number, names) for number, _, names in moments(texts)] == [(1, ['Henk']), (2, ['Fatima']), (3, ['Ruben'])]
    assert texts.history.moments('d1', 'goal')[2].restored == 1
    texts.leave('d1', 'goal', room, peer)
    await texts.stop()
    assert LiveTexts(tmp_path).text('d1', 'goal') == 'Afspraak: De warmte is één euro en van ons allemaal.'


async def test_restoring_what_is_there_already_changes_nothing(tmp_path: Path) -> None:
    texts = LiveTexts(tmp_path)
    type_in(texts, HENK, 0, 'Zo.')
    texts.history.settle('d1')

    assert not texts.restore('d1', 'goal', 1, FATIMA)

    assert len(moments(texts)) == 1
    with pytest.raises(NotFound):
        texts.restore('d1', 'goal', 9, FATIMA)
    await texts.stop()


@settings(max_examples=100, deadline=None)
@given(st.text('ab é😀\n.', max_size=60), st.text('ab é😀\n.', max_size=60))
def test_rewriting_gives_exactly_the_wanted_text(before: str, after: str) -> None:
    room = Room(Desk())
    if before:
        room.begin(before)

    room.rewrite(HENK, after)

    assert room.text == after


def test_the_last_to_write_is_known_while_open_and_after(tmp_path: Path) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    texts = LiveTexts(tmp_path, lambda: noon)
    assert texts.history.latest('d1', 'goal') is None

    room, peer = texts.join('d1', 'goal', RUBEN, lambda: None)
    type_in(texts, HENK, 0, 'x')
    type_in(texts, FATIMA, 0, 'y')
    type_in(texts, HENK, 0, 'z')
    open_one = texts.history.latest('d1', 'goal')
    texts.leave('d1', 'goal', room, peer)
    asyncio.run(texts.stop())

    assert open_one == LiveTexts(tmp_path).history.latest('d1', 'goal')
    assert open_one == LastChange(Author('p1', 'Henk', 'coop', 'LindeWarm'), noon, 1)
