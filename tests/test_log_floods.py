"""Nobody fills the log or forges lines in it: by nonsense over the socket of pages, or by causing errors."""

import logging

import pytest
from nicegui import core

from data.logs import MOST, PER, Calm
from pages.hardening.socket_messages import SAID, Handler, cleaned, guard_messages
from tests.web_site import WebSite


class Pages:
    """A server of sockets with what NiceGUI has on it."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.before = {'event': self.take, 'handshake': self.greet, 'log': self.take, 'connect': self.take}
        self.handlers: dict[str, Handler] = {**self.before}
        guard_messages(self.handlers)

    def take(self, _sid: str, message: dict[str, str]) -> str:
        self.taken.append(message['client_id'])
        return 'taken'

    async def greet(self, _sid: str, message: dict[str, str]) -> bool:
        self.taken.append(message['client_id'])
        return True

    async def hear(self, name: str, *message: object) -> object:
        return await self.handlers[name]('sid', *message)


@pytest.fixture
def pages() -> Pages:
    return Pages()


async def test_good_messages_are_taken_as_before(pages: Pages) -> None:
    assert await pages.hear('event', {'client_id': 'a'}) == 'taken'
    assert await pages.hear('handshake', {'client_id': 'b'}) is True
    assert pages.taken == ['a', 'b']
    assert pages.handlers['connect'] == pages.before['connect']


@pytest.mark.parametrize('name', ['event', 'handshake', 'log'])
@pytest.mark.parametrize('message', [(), ({},), (None,), ('x',), ([],), ({}, {})], ids=repr)
async def test_nonsense_is_one_line_without_a_trace(
    pages: Pages, caplog: pytest.LogCaptureFixture, name: str, message: tuple[object, ...]
) -> None:
    assert await pages.hear(name, *message) is False

    [record] = caplog.records
    assert (record.levelname, record.exc_info) == ('WARNING', None)
    assert record.getMessage().startswith(f'A message of a browser makes no sense: {name}, ')


async def test_nonsense_and_words_of_pages_fill_no_log(pages: Pages, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(500):
        await pages.hear('event', {})
        await pages.hear('log', {'client_id': 'a', 'level': 'error', 'message': 'TypeError'})

    assert len(caplog.records) <= SAID.burst + 2


async def test_what_a_page_says_is_one_line_without_addresses_and_tokens(
    pages: Pages, caplog: pytest.LogCaptureFixture
) -> None:
    forged = 'TypeError\n2026-11-26 17:00:00,000 INFO pages.entry: at https://wijk.example/uitnodiging/x y\x1b[2K'
    await pages.hear('log', {'client_id': 'a', 'level': 'error', 'message': forged})

    [said] = [record.getMessage() for record in caplog.records]
    assert said == 'A page says: TypeError 2026-11-26 17:00:00,000 INFO pages.entry: at … y [2K'


def test_a_token_in_the_words_of_a_page_is_cut_out() -> None:
    assert cleaned(f'no answer for /uitnodiging/{"Aa0_" * 11}') == 'no answer for /uitnodiging/…'
    assert len(cleaned('lang ' * 10_000)) == 200


class Moments:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def error(place: int, level: int = logging.ERROR) -> logging.LogRecord:
    return logging.LogRecord('x', level, 'file.py', place, 'It broke: %s', ('why',), None)


def test_errors_of_one_place_are_written_some_times_a_minute_and_then_counted() -> None:
    clock = Moments()
    calm = Calm(clock)

    assert [calm.filter(error(1)) for _ in range(MOST + 5)] == [True] * MOST + [False] * 5
    assert calm.filter(error(2)), 'another place is another matter'
    assert all(calm.filter(error(1, logging.WARNING)) for _ in range(3 * MOST)), 'what people did is always written'
    clock.now += PER
    later = error(1)

    assert calm.filter(later)
    assert later.getMessage() == 'It broke: why (and 5 more before)'


def test_the_app_takes_every_message_of_its_pages_through_the_guard(site: WebSite) -> None:
    handlers = core.sio.handlers['/']
    names = {*handlers} - {'connect', 'disconnect'}

    assert {'event', 'handshake', 'log'} <= names
    assert {name: site.within(handlers[name], 'sid', {}) for name in names} == dict.fromkeys(names, False)
