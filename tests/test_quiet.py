"""A visitor whose line breaks while they send or wait is no error of ours."""

from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from data.live_texts import LiveTexts
from data.peers import Visitor
from pages.errors import install_errors
from pages.live_post import PostSessions
from pages.quiet import GONE, QuietDisconnects

SCOPE: Scope = {
    'type': 'http',
    'method': 'POST',
    'path': '/lees',
    'raw_path': b'/lees',
    'query_string': b'',
    'headers': [(b'content-length', b'100')],
    'server': ('test', 80),
    'client': ('test', 1),
    'scheme': 'http',
    'root_path': '',
    'http_version': '1.1',
}


async def broken_line() -> Message:
    return {'type': 'http.disconnect'}


async def test_a_live_message_that_broke_off_harms_nobody(tmp_path: Path) -> None:
    texts = LiveTexts(tmp_path)
    visitor = Visitor(key='h', name='Henk', party='LindeWarm', colour='#0b6b57', may_write=True)

    answer = await PostSessions(texts).exchange(Request(SCOPE, broken_line), 'd1', 'goal', lambda: visitor)

    assert answer.status_code == 400
    assert texts.present('d1') == {}


async def test_a_form_that_broke_off_is_not_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    install_errors(app)

    @app.post('/lees')
    async def read(request: Request) -> str:
        return str(await request.body())

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(SCOPE, broken_line, send)

    assert [record.message for record in caplog.records] == []


@pytest.mark.parametrize('error', [RuntimeError(GONE), ClientDisconnect()])
async def test_somebody_who_is_gone_ends_without_a_word(error: Exception) -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    await QuietDisconnects(app)(SCOPE, broken_line, broken_line)  # type: ignore[arg-type]


async def test_any_other_error_is_still_one() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError('iets anders')

    with pytest.raises(RuntimeError, match='iets anders'):
        await QuietDisconnects(app)(SCOPE, broken_line, broken_line)  # type: ignore[arg-type]
