"""Rooms with in-memory peers: no socket, no disk, no clock."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from data import wire
from data.peers import MALFORMED, NO_RIGHT, TOO_LARGE, TOO_LONG, TOO_MANY, Peer, Visitor
from data.room_document import TEXT_LIMIT
from data.rooms import MESSAGE_LIMIT, WINDOWS, Room
from data.wire import Reader

HENK = Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True)
FATIMA = Visitor('p2', 'Fatima', 'Gemeente', '#8a3d86', may_write=True)
READER = replace(FATIMA, may_write=False)


class Desk:
    """A host that lets the test say when things happen."""

    def flush_soon(self) -> None:
        pass

    def flush_later(self) -> None:
        pass

    def forget_later(self) -> None:
        pass

    def save_soon(self) -> None:
        pass

    def text_changed(self) -> None:
        pass


class Browser:
    """What the editor does, in Python."""

    def __init__(self, visitor: Visitor = HENK) -> None:
        self.visitor = visitor
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get('text', type=Text)
        self.people: dict[int, tuple[int, dict[str, object] | None]] = {}
        self.saved = 0
        self.notices: list[dict[str, object]] = []
        self.outbox: list[bytes] = []
        self.heard: list[bytes] = []
        self._hearing = False
        self._subscription = self.doc.observe(self._changed)

    def connect(self, room: Room) -> Peer:
        self.room, self.peer = room, room.join(self.visitor, lambda: None)
        self.outbox = [wire.sync(wire.STEP1, self.doc.get_state())]
        return self.peer

    def leave(self) -> None:
        self.room.leave(self.peer)

    def send(self) -> None:
        messages, self.outbox = self.outbox, []
        for message in messages:
            self.room.receive(self.peer, message)

    def hear(self) -> None:
        for message in self.room.take(self.peer):
            self.heard.append(message)
            self._hear(Reader(message))

    def point(self, clock: int, client: int = 1, **state: object) -> None:
        entry = wire.number(client) + wire.number(clock) + wire.block(json.dumps(state or None).encode())
        self.room.receive(self.peer, wire.awareness(wire.number(1) + entry))

    def _hear(self, reader: Reader) -> None:
        kind = reader.number()
        if kind == wire.SYNC:
            step, data = reader.number(), reader.block()
            if step == wire.STEP1:
                self.outbox.append(wire.sync(wire.STEP2, self.doc.get_update(data)))
            else:
                self._hearing = True
                self.doc.apply_update(data)
                self._hearing = False
        elif kind == wire.SAVED:
            reader.block()
            self.saved = reader.number()
        elif kind == wire.NOTICE:
            self.notices.append(json.loads(reader.block()))
        else:
            entries = Reader(reader.block())
            for _ in range(entries.number()):
                client, clock = entries.number(), entries.number()
                self.people[client] = (clock, json.loads(entries.block()))

    def _changed(self, event: object) -> None:
        update = event.update  # type: ignore[attr-defined]
        if not self._hearing and update != b'\x00\x00':
            self.outbox.append(wire.sync(wire.UPDATE, update))


def settle(room: Room, *browsers: Browser) -> None:
    """Let everybody say and hear everything."""
    for _ in range(4):
        for browser in browsers:
            browser.send()
        room.flush()
        for browser in browsers:
            browser.hear()


def save(room: Room) -> list[bytes]:
    job = room.unsaved()
    room.saved(job)
    return job.updates


@pytest.fixture
def room() -> Room:
    return Room(Desk())


def both(room: Room) -> tuple[Browser, Browser]:
    henk, fatima = Browser(HENK), Browser(FATIMA)
    henk.connect(room)
    fatima.connect(room)
    settle(room, henk, fatima)
    return henk, fatima


def test_what_one_types_the_other_reads(room: Room) -> None:
    henk, fatima = both(room)

    henk.text += 'Hallo é😀'
    settle(room, henk, fatima)

    assert str(fatima.text) == room.text == 'Hallo é😀'


def test_the_typist_does_not_get_their_own_words_back(room: Room) -> None:
    henk, fatima = both(room)
    henk.heard.clear()

    henk.text += 'x'
    settle(room, henk, fatima)

    assert henk.heard == []


def test_many_keystrokes_between_two_flushes_are_one_message(room: Room) -> None:
    henk, fatima = both(room)
    fatima.heard.clear()

    for _ in range(100):
        henk.text += 'x'
    settle(room, henk, fatima)

    assert len(fatima.heard) == 1
    assert str(fatima.text) == 'x' * 100


def test_who_was_away_for_long_gets_one_difference(room: Room) -> None:
    henk, fatima = both(room)
    for _ in range(300):
        henk.text += 'x'
        henk.send()
        room.flush()
    fatima.heard.clear()

    fatima.hear()

    assert len(fatima.heard) == 1
    assert str(fatima.text) == 'x' * 300


def test_who_typed_much_since_still_gets_what_came_before(room: Room) -> None:
    henk, fatima = both(room)
    for browser, count in ((henk, 40), (fatima, 60)):
        for _ in range(count):
            browser.text += 'x'
            browser.send()
            room.flush()

    fatima.hear()

    assert str(fatima.text) == 'x' * 100


def test_who_comes_late_gets_text_and_cursors(room: Room) -> None:
    henk = Browser()
    henk.connect(room)
    henk.text += 'Al hier'
    henk.point(1, cursor=3)
    settle(room, henk)

    late = Browser(FATIMA)
    late.connect(room)
    settle(room, henk, late)

    assert str(late.text) == 'Al hier'
    assert late.people[1][1]['cursor'] == 3


def test_a_room_reopened_from_its_log_does_not_double_the_text(room: Room) -> None:
    henk = Browser()
    henk.connect(room)
    henk.text += 'een keer'
    settle(room, henk)

    again = Room(Desk(), save(room))
    henk.connect(again)
    settle(again, henk)

    assert str(henk.text) == again.text == 'een keer'


def test_what_was_typed_offline_arrives_with_its_deletions(room: Room) -> None:
    henk, fatima = both(room)
    henk.text += 'weg en blijft'
    settle(room, henk, fatima)

    henk.leave()
    henk.outbox.clear()
    del henk.text[0:7]
    henk.text += '!'
    henk.connect(room)
    settle(room, henk, fatima)

    assert str(fatima.text) == room.text == 'blijft!'


def test_saved_counts_the_changes_of_each_peer_and_only_what_was_written(room: Room) -> None:
    henk, fatima = both(room)
    save(room)
    settle(room, henk, fatima)
    before = henk.saved

    henk.text += 'a'
    henk.send()
    job = room.unsaved()
    henk.text += 'b'
    henk.send()
    room.saved(job)
    settle(room, henk, fatima)
    assert henk.saved == before + 1

    save(room)
    settle(room, henk, fatima)
    assert henk.saved == before + 2


def test_a_deletion_counts_as_a_change(room: Room) -> None:
    henk, fatima = both(room)
    henk.text += 'weg'
    settle(room, henk, fatima)
    save(room)
    settle(room, henk, fatima)
    before = henk.saved

    del henk.text[0:3]
    settle(room, henk, fatima)

    assert henk.saved == before
    assert save(room)
    settle(room, henk, fatima)
    assert henk.saved == before + 1


def test_what_could_not_be_written_is_written_later(room: Room) -> None:
    henk = Browser()
    henk.connect(room)
    henk.text += 'a'
    settle(room, henk)

    room.not_saved(room.unsaved())
    henk.text += 'b'
    settle(room, henk)

    assert Room(Desk(), save(room)).text == 'ab'
    assert henk.saved == 0


def test_names_come_from_the_server(room: Room) -> None:
    henk, fatima = both(room)

    henk.point(1, user={'name': 'Burgemeester', 'color': 'url(x)'}, cursor=1)
    settle(room, henk, fatima)

    user = fatima.people[1][1]['user']
    assert user == {'name': 'Henk', 'party': 'LindeWarm', 'color': '#0f6e6e', 'colorLight': '#0f6e6e33'}
    assert 1 in henk.people, 'the sender hears itself, or a stock client closes after 30 s of silence'


def test_a_cursor_goes_when_its_owner_goes(room: Room) -> None:
    henk, fatima = both(room)
    henk.point(7, cursor=1)
    settle(room, henk, fatima)

    henk.leave()
    settle(room, fatima)

    assert fatima.people[1] == (8, None)


def test_an_echo_of_another_cursor_changes_nothing(room: Room) -> None:
    henk, fatima = both(room)
    henk.point(5, cursor=1)
    fatima.point(5, cursor=9)
    fatima.point(6, cursor=9)
    fatima.point(7)
    settle(room, henk, fatima)
    assert fatima.people[1][1]['user']['name'] == 'Henk'

    henk.leave()
    fatima.point(5, cursor=1)
    settle(room, fatima)
    assert fatima.people[1][1] is None


def test_a_browser_that_comes_back_is_told_to_count_on(room: Room) -> None:
    henk, fatima = both(room)
    henk.point(5, cursor=1)
    henk.leave()

    henk.connect(room)
    henk.point(5, cursor=1)
    settle(room, henk, fatima)
    assert henk.people[1] == (6, None)

    henk.point(7, cursor=1)
    settle(room, henk, fatima)
    assert fatima.people[1][1]['cursor'] == 1


def test_a_reader_is_refused_when_writing(room: Room) -> None:
    henk, reader = Browser(HENK), Browser(READER)
    henk.connect(room)
    reader.connect(room)
    henk.text += 'echt'
    settle(room, henk, reader)
    assert reader.peer.closed is None, 'answering the first question of the room is not writing'

    reader.text += 'vals'
    settle(room, henk, reader)

    assert reader.peer.closed == (NO_RIGHT, 'U mag deze tekst lezen, niet wijzigen.')
    assert room.text == str(henk.text) == 'echt'


def test_what_a_reader_holds_is_not_taken_over_at_the_start(room: Room) -> None:
    reader = Browser(READER)
    reader.text += 'vals'
    reader.connect(room)
    reader.hear()
    reader.send()

    assert room.text == ''
    assert reader.peer.closed is None


GOOD = wire.sync(wire.UPDATE, b'\x00\x00')


@pytest.mark.parametrize(
    'message',
    [
        pytest.param(b'', id='nothing'),
        pytest.param(b'\x05', id='unknown kind'),
        pytest.param(b'\x00\x07\x00', id='unknown sync kind'),
        pytest.param(b'\x00\x02\x09abc', id='cut off'),
        pytest.param(b'\x00\x02\x03abc', id='no update'),
        pytest.param(b'\x00\x00\x02\xff\xff', id='no state vector'),
        pytest.param(b'\xff' * 12, id='endless number'),
        pytest.param(wire.awareness(b'\x01\x01\x01\x03abc'), id='no JSON'),
        pytest.param(wire.awareness(b'\x01\x01\x01\x02[]'), id='no object'),
        pytest.param(wire.awareness(b'\xff\xff\xff\xff\x0f'), id='promises many cursors'),
        pytest.param(wire.awareness(b'\x01\x01\x01' + wire.block(b'"' + b'x' * 3000 + b'"')), id='huge cursor'),
    ],
)
def test_a_malformed_message_ends_only_its_own_connection(room: Room, message: bytes) -> None:
    henk, fatima = both(room)

    room.receive(henk.peer, message)
    fatima.text += 'verder'
    settle(room, fatima)

    assert henk.peer.closed is not None
    assert henk.peer.closed[0] == MALFORMED
    assert fatima.peer.closed is None
    assert room.text == 'verder'


def test_a_huge_message_ends_its_connection(room: Room) -> None:
    henk, _ = both(room)

    room.receive(henk.peer, bytes(MESSAGE_LIMIT + 1))

    assert henk.peer.closed is not None
    assert henk.peer.closed[0] == TOO_LARGE


def test_one_connection_speaks_for_few_clients(room: Room) -> None:
    henk, _ = both(room)

    for client in range(1, 7):
        henk.point(1, client=client, cursor=0)

    assert henk.peer.closed is not None
    assert len(room._presence.here) == 5


def test_who_opens_a_text_in_very_many_windows_loses_the_oldest_and_nobody_else_does(room: Room) -> None:
    fatima = room.join(FATIMA, lambda: None)
    windows = [room.join(HENK, lambda: None) for _ in range(WINDOWS)]
    assert not [peer for peer in windows if peer.closed]

    windows += [room.join(HENK, lambda: None) for _ in range(2)]
    assert [peer.closed and peer.closed[0] for peer in windows] == [TOO_MANY] * 2 + [None] * WINDOWS
    assert fatima.closed is None

    for peer in windows[:3]:
        room.leave(peer)
    assert room.join(HENK, lambda: None)
    assert not [peer for peer in windows[3:] if peer.closed]


def test_a_text_over_its_limit_is_refused_and_can_be_shortened(room: Room) -> None:
    henk, fatima = both(room)
    henk.text += 'é' * (TEXT_LIMIT // 2 - 10)
    settle(room, henk, fatima)
    assert henk.peer.closed is None

    henk.text += 'x' * 30
    settle(room, henk, fatima)
    assert henk.peer.closed is not None
    assert henk.peer.closed[0] == TOO_LONG
    assert 'te lang' in str(henk.notices[-1]['refused'])
    assert len(room.text.encode()) == TEXT_LIMIT - 20
    assert fatima.peer.closed is None

    room.leave(henk.peer)
    henk.outbox.clear()
    del henk.text[0:100]
    henk.connect(room)
    settle(room, henk, fatima)
    assert room.text == str(henk.text) == str(fatima.text)
    assert room.text.endswith('x' * 30)


def test_deleting_in_a_full_text_is_always_possible(room: Room) -> None:
    henk, fatima = both(room)
    room.begin('x' * TEXT_LIMIT)
    settle(room, henk, fatima)

    del henk.text[0:1000]
    henk.text += 'y'
    settle(room, henk, fatima)

    assert henk.peer.closed is None
    assert room.text == 'x' * (TEXT_LIMIT - 1000) + 'y'


def test_a_text_begins_only_once(room: Room) -> None:
    room.begin('Eerste')

    with pytest.raises(ValueError, match='cannot begin again'):
        room.begin('Tweede')

    assert room.text == 'Eerste'


Step = tuple[str, int, int, str]
steps = st.lists(
    st.tuples(
        st.sampled_from(['type', 'delete', 'send', 'hear', 'flush', 'drop', 'restart', 'save']),
        st.integers(0, 4),
        st.integers(0, 40),
        st.text('abé😀\n', min_size=1, max_size=4),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(count=st.integers(3, 5), script=steps)
def test_any_order_of_events_ends_in_one_text_with_all_words(count: int, script: list[Step]) -> None:
    room, log = Room(Desk()), list[bytes]()
    browsers = [Browser(HENK if number % 2 else FATIMA) for number in range(count)]
    for browser in browsers:
        browser.connect(room)
    typed = 0

    for what, who, where, letters in script:
        browser = browsers[who % count]
        if what == 'type':
            typed += 1
            browser.text.insert(_whole(browser.text, where), f'<{letters}>')
        elif what == 'delete' and str(browser.text)[-1:].isalpha():
            size = len(str(browser.text)[-1].encode())
            del browser.text[len(browser.text) - size : len(browser.text)]
        elif what == 'drop':
            browser.leave()
            browser.connect(room)
        elif what == 'restart':  # what is not on disk is gone; the browsers bring it back
            room = Room(Desk(), log)
            for each in browsers:
                each.connect(room)
        elif what == 'save':
            log += save(room)
        elif what == 'flush':
            room.flush()
        else:
            getattr(browser, what, lambda: None)()

    settle(room, *browsers)
    log += save(room)
    assert {str(browser.text) for browser in browsers} == {room.text}
    assert Room(Desk(), log).text == room.text
    assert room.text.count('<') == room.text.count('>') == typed, 'nothing lost, nothing doubled'
    assert all(browser.peer.closed is None for browser in browsers)


def _whole(text: Text, where: int) -> int:
    """Return a place between two characters; pycrdt counts bytes."""
    return len(str(text)[:where].encode())
