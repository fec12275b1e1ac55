"""Live sockets of a real server, told what browsers do not say: parts and pieces, floods, and broken frames."""

from pathlib import Path
from socket import socket

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode

from pages import live_socket
from tests.live_server import Running, everything, person
from tests.test_frames import frame
from tests.test_live import Typist, is_saved

LONG = 'Een lange zin over de wijk. ' * 10


def closes_with(heard: bytes, code: int) -> bool:
    """Whether the last thing the server said is a close with this code."""
    return code.to_bytes(2, 'big') in heard[-125:]


def typed(*words: str) -> list[bytes]:
    """Give the messages of somebody who types these words one after the other."""
    said: list[bytes] = []
    typist = Typist(said.append, lambda: b'')
    for word in words:
        typist.type(word)
    return said


def mixture() -> bytes:
    """Give frames of all kinds that are allowed, in the order a strange client may send them."""
    first, long, last = typed('Begin. ', LONG, 'Eind.')
    return b''.join(
        [
            frame(first[:5], first=0),
            frame(b'ben je er', Opcode.PING),
            frame(first[5:9], Opcode.CONT, first=0),
            frame(b'', Opcode.PONG),
            frame(first[9:], Opcode.CONT),
            frame(long),
            frame(last, least=126),
        ]
    )


@pytest.mark.parametrize('step', [1, 3, 50, 10_000])
def test_frames_of_all_kinds_in_pieces_are_one_text(running: Running, step: int) -> None:
    stream = mixture()
    with running.socket('fatima') as other, running.raw('henk') as strange:
        fatima = person(other)
        fatima.until(is_saved)
        for at in range(0, len(stream), step):
            strange.sendall(stream[at : at + step])

        fatima.until(lambda each: str(each.text) == f'Begin. {LONG}Eind.')
        assert pong_in(strange, b'ben je er')


def pong_in(connection: socket, data: bytes) -> bool:
    heard = b''
    while frame(data, Opcode.PONG, masked=False) not in heard:
        heard += connection.recv(65_536)
    return True


@pytest.mark.parametrize(
    'bad, code',
    [
        pytest.param(frame(b'\x00', masked=False), 1002, id='unmasked'),
        pytest.param(frame(b'\x00', first=0xC0), 1002, id='reserved bit'),
        pytest.param(frame(b'\x00', Opcode.CONT), 1002, id='a part of nothing'),
        pytest.param(frame(b'\x00', first=0) + frame(b'\x00'), 1002, id='a message within a message'),
        pytest.param(b'\x82\xff' + (2**40).to_bytes(8, 'big'), 1009, id='a length of a terabyte'),
        pytest.param(frame(bytes(126), Opcode.PING), 1002, id='a long ping'),
    ],
)
def test_a_broken_frame_ends_its_socket_and_what_came_before_counts(running: Running, bad: bytes, code: int) -> None:
    before, after = typed('Dit telt. ', 'Dit niet.')
    connection = running.raw('henk')
    connection.sendall(frame(before) + bad + frame(after))

    heard = everything(connection)

    assert closes_with(heard, code)
    assert running.texts.text('d1', 'goal') == 'Dit telt. '


def test_nothing_counts_after_a_close(running: Running) -> None:
    before, after = typed('Dit telt. ', 'Dit niet.')
    connection = running.raw('henk')
    connection.sendall(frame(before) + frame(b'\x03\xe8', Opcode.CLOSE) + frame(after))

    assert closes_with(everything(connection), 1000)
    assert running.texts.text('d1', 'goal') == 'Dit telt. '


@pytest.mark.parametrize(
    'each', [pytest.param(frame(b'\x03'), id='messages'), pytest.param(frame(b'x', Opcode.PING), id='pings')]
)
def test_a_flood_ends_its_socket_with_a_code_that_lets_it_come_back(
    running: Running, monkeypatch: pytest.MonkeyPatch, each: bytes
) -> None:
    monkeypatch.setattr(live_socket, 'PATIENCE', 0.5)
    connection = running.raw('henk')
    connection.sendall(each * (2 * live_socket.FLOOD))

    assert closes_with(everything(connection), 1013)


def test_who_asks_and_does_not_listen_fills_no_memory(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_socket, 'PATIENCE', 1)
    monkeypatch.setattr(live_socket, 'FLOOD', 10**9)
    most = 0
    write = live_socket.LiveSocket._write_protocol

    def watch(self: live_socket.LiveSocket) -> None:
        nonlocal most
        write(self)
        assert self._transport is not None
        most = max(most, self._transport.get_write_buffer_size())

    monkeypatch.setattr(live_socket.LiveSocket, '_write_protocol', watch)
    connection = running.raw('henk')
    with connection, pytest.raises(OSError):
        while True:
            connection.sendall(frame(bytes(125), Opcode.PING) * 1000)

    assert most < 1_000_000


def test_a_text_that_cannot_be_opened_says_so_and_lets_the_editor_come_back(running: Running, tmp_path: Path) -> None:
    (tmp_path / 'd1' / 'texts' / 'goal.ylog').mkdir(parents=True)  # the disk gives an error from here on

    with running.socket('henk') as one, pytest.raises(ConnectionClosed) as end:
        one.recv(timeout=10)

    assert end.value.rcvd is not None
    assert (end.value.rcvd.code, end.value.rcvd.reason) == (1013, 'De schijf van de server geeft een fout.')
    assert running.texts.present('d1') == {}


def test_a_newcomer_after_a_change_gets_the_change(running: Running) -> None:
    with running.socket('henk') as one:
        henk = person(one)
        henk.until(is_saved)
        for text in ('een', 'een, twee', 'een, twee, drie'):
            henk.type(text[len(str(henk.text)) :])
            henk.until(is_saved)
            with running.socket('fatima') as two:
                person(two).until(lambda each, text=text: str(each.text) == text)  # type: ignore[misc]
