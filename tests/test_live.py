"""The addresses of the live texts: who is let in, what a bad message costs, and the way by POST."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from pycrdt import Doc, Text
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient, WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from data import wire
from data.errors import NotAllowed, NotFound
from data.live_texts import LiveTexts
from data.peers import Visitor
from data.rooms import MESSAGE_LIMIT
from data.wire import Reader
from pages.live import add_live
from pages.live_post import CLOSED, SESSION

ADDRESS = '/live/d1/goal?als='
PEOPLE = {
    'henk': Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True),
    'fatima': Visitor('p2', 'Fatima', 'Gemeente', '#8a3d86', may_write=True),
    'lezer': Visitor('p3', 'Lies', 'Waterschap', '#4a5a9c', may_write=False),
}


class QueryGate:
    def admit(self, connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor:
        if dossier_id != 'd1':
            raise NotFound(dossier_id)
        if connection.query_params.get('als') not in PEOPLE:
            raise NotAllowed('U mag deze tekst niet lezen.')
        return PEOPLE[connection.query_params['als']]


@pytest.fixture
def live_texts(tmp_path: Path) -> LiveTexts:
    return LiveTexts(tmp_path)


@pytest.fixture
def client(live_texts: LiveTexts) -> Iterator[TestClient]:
    app = FastAPI()
    add_live(app, live_texts, QueryGate(), base_url='https://wijk.example.nl/app')
    with TestClient(app) as client:
        yield client
        assert client.portal is not None
        client.portal.call(live_texts.stop)


class Typist:
    """A document behind a socket or behind POST requests."""

    def __init__(self, send: Callable[[bytes], None], receive: Callable[[], bytes]) -> None:
        self.doc: Doc[Text] = Doc()
        self.text = self.doc.get('text', type=Text)
        self.sent = 0
        self.saved = 0
        self._send, self._receive = send, receive

    def type(self, text: str) -> None:
        before = self.doc.get_state()
        self.text += text
        self.sent += 1
        self._send(wire.sync(wire.UPDATE, self.doc.get_update(before)))

    def until(self, done: Callable[['Typist'], bool]) -> None:
        while not done(self):
            self.hear(self._receive())

    def hear(self, message: bytes) -> None:
        reader = Reader(message)
        kind = reader.number()
        if kind == wire.SYNC:
            step, data = reader.number(), reader.block()
            if step == wire.STEP1:
                self.sent += 1
                self._send(wire.sync(wire.STEP2, self.doc.get_update(data)))
                self._send(wire.sync(wire.STEP1, self.doc.get_state()))
            else:
                self.doc.apply_update(data)
        elif kind == wire.SAVED:
            reader.block()
            self.saved = reader.number()


def typist(socket: WebSocketTestSession) -> Typist:
    return Typist(socket.send_bytes, socket.receive_bytes)


def is_saved(typist: Typist) -> bool:
    return typist.sent > 0 and typist.saved == typist.sent


def end_of(socket: WebSocketTestSession) -> int:
    """Read on until the connection ends, and return its code."""
    with pytest.raises(WebSocketDisconnect) as end:
        while True:
            socket.receive_bytes()
    return end.value.code


def refusal(client: TestClient, address: str, **headers: str) -> int:
    with pytest.raises(WebSocketDenialResponse) as denial, client.websocket_connect(address, headers=headers):
        pass
    return denial.value.status_code


def test_two_sockets_share_a_text_and_it_is_saved(client: TestClient, live_texts: LiveTexts, tmp_path: Path) -> None:
    with client.websocket_connect(ADDRESS + 'henk') as one, client.websocket_connect(ADDRESS + 'fatima') as two:
        henk, fatima = typist(one), typist(two)
        henk.until(is_saved)
        henk.type('Hallo')
        henk.until(is_saved)
        fatima.until(lambda each: str(each.text) == 'Hallo')

        assert live_texts.text('d1', 'goal') == 'Hallo'
        assert LiveTexts(tmp_path).texts('d1') == {'goal': 'Hallo'}, 'what is called saved is on disk'
        assert [visitor.name for visitor in live_texts.present('d1')['goal']] == ['Fatima', 'Henk']


@pytest.mark.parametrize(
    'address, status',
    [
        pytest.param('/live/d1/goal', 403, id='nobody'),
        pytest.param('/live/d1/goal?als=vreemde', 403, id='a stranger'),
        pytest.param('/live/d2/goal?als=henk', 404, id='unknown dossier'),
        pytest.param('/live/d1/geheim?als=henk', 404, id='unknown text'),
        pytest.param('/live/d1/answer:..%5C..%5Cx?als=henk', 404, id='a way out of the folder'),
    ],
)
def test_strangers_are_turned_away_before_the_upgrade(
    client: TestClient, tmp_path: Path, address: str, status: int
) -> None:
    assert refusal(client, address) == status
    assert client.post(address, content=wire.block(b'') + b'\x00').status_code == status
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    'origin, welcome',
    [
        pytest.param('http://testserver', True, id='our host'),
        pytest.param('https://wijk.example.nl', True, id='our address outside'),
        pytest.param('https://boos.example', False, id='another site'),
        pytest.param('null', False, id='a sandboxed page'),
        pytest.param('http://testserver.boos.example', False, id='a name that looks like ours'),
    ],
)
def test_only_our_own_pages_may_connect(client: TestClient, origin: str, welcome: bool) -> None:
    answer = client.post(ADDRESS + 'henk', content=wire.block(b'') + b'\x00', headers={'origin': origin})
    assert answer.status_code == (200 if welcome else 403)
    if welcome:
        with client.websocket_connect(ADDRESS + 'henk', headers={'origin': origin}) as socket:
            assert socket.receive_bytes()
    else:
        assert refusal(client, ADDRESS + 'henk', origin=origin) == 403


@pytest.mark.parametrize(
    'message, code',
    [
        pytest.param('text', 4400, id='text frame'),
        pytest.param(b'', 4400, id='empty'),
        pytest.param(b'\x63', 4400, id='unknown kind'),
        pytest.param(b'\x00\x02\x7fabc', 4400, id='truncated'),
        pytest.param(b'\x00\x02\x03\xff\xff\xff', 4400, id='bad update'),
        pytest.param(bytes(MESSAGE_LIMIT + 1), 1009, id='oversized'),
    ],
)
def test_a_bad_message_ends_only_its_own_socket(client: TestClient, message: str | bytes, code: int) -> None:
    with client.websocket_connect(ADDRESS + 'fatima') as good:
        fatima = typist(good)
        with client.websocket_connect(ADDRESS + 'henk') as bad:
            bad.send_text(message) if isinstance(message, str) else bad.send_bytes(message)
            assert end_of(bad) == code

        fatima.type('verder')
        fatima.until(is_saved)


def test_a_reader_cannot_write(client: TestClient, live_texts: LiveTexts) -> None:
    with client.websocket_connect(ADDRESS + 'lezer') as socket:
        reader = typist(socket)
        reader.type('vals')
        assert end_of(socket) == 4403

    assert live_texts.text('d1', 'goal') == ''


def test_dismissed_peers_may_come_back_and_forgotten_ones_not(client: TestClient, live_texts: LiveTexts) -> None:
    assert client.portal is not None
    with client.websocket_connect(ADDRESS + 'henk') as one, client.websocket_connect(ADDRESS + 'fatima') as two:
        typist(one).until(is_saved)
        typist(two).until(is_saved)
        client.portal.call(live_texts.dismiss, 'd1', 'p1')
        assert end_of(one) == 4503
        client.portal.call(live_texts.forget, 'd1')
        assert end_of(two) == 4404


def test_a_copy_of_another_epoch_is_not_merged(client: TestClient) -> None:
    with client.websocket_connect(ADDRESS + 'henk&epoch=7') as socket:
        assert end_of(socket) == 4409
    answer = client.post(ADDRESS + 'henk&epoch=7', content=wire.block(b'') + b'\x00')
    assert answer.headers[CLOSED] == '4409'


class Poster:
    """A typist whose messages go by POST."""

    def __init__(self, client: TestClient, person: str) -> None:
        self.client, self.address = client, ADDRESS + person
        self.session, self.number = '', 0
        self.waiting: list[bytes] = []
        self.heard: list[bytes] = []
        self.typist = Typist(self.waiting.append, self._next)

    def body(self) -> bytes:
        parts = [wire.block(self.session.encode()), wire.number(self.number), *map(wire.block, self.waiting)]
        return b''.join(parts)

    def exchange(self) -> None:
        answer = self.client.post(self.address, content=self.body())
        assert answer.status_code == 200
        self.session = answer.headers[SESSION]
        self.number += 1
        self.waiting.clear()
        reader = Reader(answer.content)
        while not reader.at_end:
            self.heard.append(reader.block())

    def _next(self) -> bytes:
        while not self.heard:
            self.exchange()
            time.sleep(0.005)
        return self.heard.pop(0)


def test_by_post_the_same_text_is_shared_and_saved(client: TestClient, live_texts: LiveTexts) -> None:
    with client.websocket_connect(ADDRESS + 'fatima') as socket:
        fatima, poster = typist(socket), Poster(client, 'henk')
        poster.typist.until(is_saved)
        poster.typist.type('Per post. ')
        poster.typist.until(is_saved)
        fatima.until(lambda each: str(each.text) == 'Per post. ')
        fatima.type('Per draad.')
        poster.typist.until(lambda each: str(each.text) == 'Per post. Per draad.')

        assert live_texts.text('d1', 'goal') == 'Per post. Per draad.'


def test_a_request_whose_answer_got_lost_may_be_sent_again(client: TestClient, live_texts: LiveTexts) -> None:
    poster = Poster(client, 'henk')
    poster.typist.until(is_saved)
    poster.typist.type('een keer')

    lost = client.post(poster.address, content=poster.body())
    again = client.post(poster.address, content=poster.body())

    assert again.content == lost.content
    poster.exchange()
    poster.typist.until(is_saved)
    assert live_texts.text('d1', 'goal') == 'een keer'


def test_a_request_that_was_overtaken_is_not_taken_again(client: TestClient, live_texts: LiveTexts) -> None:
    poster = Poster(client, 'henk')
    poster.typist.until(is_saved)
    poster.typist.type('een. ')
    late = poster.body()
    poster.exchange()
    poster.typist.type('twee. ')
    poster.exchange()

    assert client.post(poster.address, content=late).status_code == 410
    poster.number += 1
    assert client.post(poster.address, content=poster.body()).status_code == 410
    poster.number -= 1
    poster.typist.until(is_saved)
    poster.typist.type('drie.')
    poster.typist.until(is_saved)
    assert live_texts.text('d1', 'goal') == 'een. twee. drie.'
    assert client.post(poster.address, content=wire.block(b'') + b'\x01').status_code == 410


def test_a_session_belongs_to_who_began_it(client: TestClient) -> None:
    poster = Poster(client, 'henk')
    poster.exchange()
    body = poster.body()

    assert client.post(ADDRESS + 'fatima', content=body).status_code == 410
    assert client.post('/live/d1/clause:a1?als=henk', content=body).status_code == 410
    guess = wire.block(b'guess') + b'\x00'
    assert client.post(ADDRESS + 'henk', content=guess).status_code == 410
    assert client.post(ADDRESS + 'henk', content=body).status_code == 200


@pytest.mark.parametrize(
    'body, code',
    [
        pytest.param(b'\x09abc', '4400', id='truncated'),
        pytest.param(wire.block(b'') + b'\x00' + wire.block(b'\x63'), '4400', id='bad message'),
        pytest.param(bytes(MESSAGE_LIMIT + 1), '1009', id='oversized'),
    ],
)
def test_a_bad_request_ends_its_session(client: TestClient, body: bytes, code: str) -> None:
    assert client.post(ADDRESS + 'henk', content=body).headers[CLOSED] == code


def test_a_reader_cannot_write_by_post(client: TestClient, live_texts: LiveTexts) -> None:
    poster = Poster(client, 'lezer')
    poster.exchange()
    poster.typist.type('vals')

    answer = client.post(poster.address, content=poster.body())

    assert answer.headers[CLOSED] == '4403'
    assert live_texts.text('d1', 'goal') == ''


def test_only_our_own_refusal_is_marked_as_the_end_of_access(client: TestClient) -> None:
    body = wire.block(b'') + b'\x00'

    assert client.post(ADDRESS + 'vreemde', content=body).headers[CLOSED] == '4403'
    assert client.post('/live/d2/goal?als=henk', content=body).headers[CLOSED] == '4404'
