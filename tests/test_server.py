"""The real server: sockets of live texts leave the loop of the pages, and end as they should."""

import logging
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from data.live_texts import LiveTexts
from pages import live_socket, pulse
from tests.live_server import Running, end_of, everything, person
from tests.test_live import is_saved


def test_typing_and_saving_go_on_while_the_pages_are_busy(running: Running) -> None:
    with running.socket('henk') as one, running.socket('fatima') as two:
        henk, fatima = person(one), person(two)
        henk.until(is_saved)
        fatima.until(is_saved)
        page = threading.Thread(target=lambda: urllib.request.urlopen(f'http://127.0.0.1:{running.port}/druk').close())
        page.start()
        assert running.busy.wait(10)

        henk.type('Hallo')
        fatima.until(lambda each: str(each.text) == 'Hallo')
        henk.until(is_saved)

        assert page.is_alive(), 'the pages are busy until now'
        running.go_on.set()
        page.join()
    assert running.texts.text('d1', 'goal') == 'Hallo'


def test_sockets_of_live_texts_leave_the_loop_of_the_pages(running: Running) -> None:
    with running.socket('henk') as one:
        person(one).until(is_saved)

        assert running.server.server_state.connections == set()
        assert [visitor.name for visitor in running.texts.present('d1')['goal']] == ['Henk']


def test_who_leaves_is_gone_at_once(running: Running) -> None:
    with running.socket('henk') as one:
        person(one).until(is_saved)
    deadline = time.monotonic() + 10
    while running.texts.present('d1') and time.monotonic() < deadline:
        time.sleep(0.01)

    assert running.texts.present('d1') == {}


def test_a_server_that_stops_says_so_and_has_saved_everything(running: Running, tmp_path: Path) -> None:
    with running.socket('henk') as one:
        henk = person(one)
        henk.until(is_saved)
        henk.type('laatste woorden')
        henk.until(is_saved)
        threading.Thread(target=running.stop).start()

        assert end_of(one) == 1012
    running.stop()
    assert LiveTexts(tmp_path).text('d1', 'goal') == 'laatste woorden'


def test_a_message_may_come_in_parts(running: Running) -> None:
    with running.socket('henk') as one, running.socket('fatima') as two:
        henk, fatima = person(one), person(two)
        henk.until(is_saved)
        parts: list[bytes] = []
        henk._send = parts.append
        henk.type('in stukken')
        one.send([parts[0][:7], parts[0][7:20], parts[0][20:]])

        fatima.until(lambda each: str(each.text) == 'in stukken')


@pytest.mark.parametrize(
    'message, code',
    [
        pytest.param('tekst', 4400, id='text frame'),
        pytest.param(b'\x63', 4400, id='unknown kind'),
        pytest.param(bytes(1_000_001), 1009, id='oversized'),
    ],
)
def test_a_bad_message_ends_only_its_own_socket(running: Running, message: str | bytes, code: int) -> None:
    with running.socket('fatima') as good:
        fatima = person(good)
        with running.socket('henk') as bad:
            with suppress(ConnectionClosed):  # it may be cut while it is still talking
                bad.send(message)
            assert end_of(bad) == code
        fatima.type('verder')
        fatima.until(is_saved)


def test_what_was_said_right_before_leaving_counts(running: Running) -> None:
    with running.socket('henk') as one:
        henk = person(one)
        henk.until(is_saved)
        for number in range(3 * live_socket.AT_ONCE):
            henk.type(f'{number} ')
    deadline = time.monotonic() + 10
    while running.texts.present('d1') and time.monotonic() < deadline:
        time.sleep(0.01)

    assert running.texts.text('d1', 'goal').split() == [str(number) for number in range(3 * live_socket.AT_ONCE)]


def test_a_silent_peer_is_let_go(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, 'PING', 0.05)
    heard = everything(running.raw('henk'))

    assert b'101 Switching Protocols' in heard
    assert (1011).to_bytes(2, 'big') in heard


def test_whose_access_ends_is_thrown_out(running: Running) -> None:
    with running.socket('henk') as one:
        person(one).until(is_saved)
        running.texts.expel('p1')

        assert end_of(one) == 4403


def test_people_who_come_go_and_are_refused_leave_no_line_in_the_log(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        with pytest.raises(InvalidStatus) as refused:
            running.socket('vreemde')
        assert refused.value.response.status_code == 403
        assert refused.value.response.body == b'U mag deze tekst niet lezen.'
        running.raw('henk').close()  # without a word
        with running.socket('henk') as one:
            person(one).until(is_saved)
    deadline = time.monotonic() + 10
    while running.texts.present('d1') and time.monotonic() < deadline:
        time.sleep(0.01)

    said = [record.getMessage() for record in caplog.records if not record.name.startswith('websockets.client')]
    assert said == []
