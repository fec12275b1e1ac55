"""Live texts where WebSockets are blocked: the same messages, exchanged by POST about once a second."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from data import wire
from data.feed import Batch
from data.live_texts import LiveTexts
from data.peers import MALFORMED, OTHER_EPOCH, TOO_LARGE, Peer, Visitor
from data.rooms import MESSAGE_LIMIT, Room
from data.wire import Reader

Admit = Callable[[], Visitor | Response]
"""gives who is asking, or the answer that turns them away"""
PATIENCE = 30.0
"""how long (seconds) a session waits for the next request"""
SESSION = 'live-session'
CLOSED = 'live-close'
"""response headers: the session to go on with, or the code it ended with"""


@dataclass(eq=False, slots=True)
class Session:
    """A peer whose messages come by request; the last answer is kept, because it may get lost on the way."""

    id: str
    address: tuple[str, str]
    room: Room
    peer: Peer
    end: asyncio.TimerHandle | None = None
    request: int = -1
    answer: bytes = b''


class PostSessions:
    """All sessions of one server."""

    def __init__(self, live_texts: LiveTexts) -> None:
        self._live_texts = live_texts
        self._sessions: dict[str, Session] = {}

    async def exchange(self, request: Request, dossier_id: str, text_id: str, admit: Admit) -> Response:
        """Take the messages of one request and answer with what its peer has to be told.

        :param admit: says who is asking; asked once the body is there, which whoever sends it may hold back for long
        """
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response('', 400)  # nobody waits for it: the line broke while they were sending
        if body is None:
            return ended(200, TOO_LARGE)
        try:
            reader = Reader(body)
            session_id, number, messages = reader.string(), reader.number(), []
            while not reader.at_end:
                messages.append(reader.block())
        except ValueError:
            return ended(200, MALFORMED)
        visitor = admit()
        if isinstance(visitor, Response):
            return visitor
        if session_id:
            session = self._sessions.get(session_id)
            if session is None or session.address != (dossier_id, text_id) or session.peer.visitor != visitor:
                return Response('', 410)  # begin a new session
        elif number:
            return Response('', 410)
        else:
            epoch = request.query_params.get('epoch')
            if epoch is not None and epoch != str(self._live_texts.epoch(dossier_id, text_id)):
                return ended(200, OTHER_EPOCH)
            session = self._begin(dossier_id, text_id, visitor)
        return self._answer(session, number, messages)

    def _begin(self, dossier_id: str, text_id: str, visitor: Visitor) -> Session:
        room, peer = self._live_texts.join(dossier_id, text_id, visitor, lambda: None)
        session = Session(secrets.token_urlsafe(24), (dossier_id, text_id), room, peer)
        self._sessions[session.id] = session
        return session

    def _answer(self, session: Session, number: int, messages: list[bytes]) -> Response:
        if number not in (session.request, session.request + 1):
            return Response('', 410)  # it was overtaken on the way; taken twice, its changes would be counted twice
        if number != session.request:  # else it is the same request again: its answer got lost
            frames = self._live_texts.loop.run(_exchanged, session, messages)
            session.request, session.answer = number, b''.join(map(wire.block, frames))
        self._await_next(session)
        headers = {SESSION: session.id, 'cache-control': 'no-store'}
        if session.peer.closed:
            self._end(session)
            headers[CLOSED] = str(session.peer.closed[0])
        return Response(session.answer, media_type='application/octet-stream', headers=headers)

    def _await_next(self, session: Session) -> None:
        if session.end is not None:
            session.end.cancel()
        session.end = asyncio.get_running_loop().call_later(PATIENCE, self._end, session)

    def _end(self, session: Session) -> None:
        if session.end is not None:
            session.end.cancel()
        if self._sessions.pop(session.id, None):
            self._live_texts.leave(*session.address, session.room, session.peer)


def _exchanged(session: Session, messages: list[bytes]) -> Batch:
    """Hand a room what a peer says, and give what the peer has to be told."""
    for message in messages:
        session.room.receive(session.peer, message)
    session.room.flush()
    return session.room.take(session.peer)


async def _body(request: Request) -> bytes | None:
    """Read the body, or return ``None`` as soon as it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MESSAGE_LIMIT:
            return None
    return bytes(body)


def ended(status: int, code: int, why: str = '') -> Response:
    """Answer that a session is over, and mark it as ours: a proxy that has lost the server says 403 or 404 as well."""
    return Response(why, status, {CLOSED: str(code)})
