"""The addresses of the live texts: a WebSocket, and the same by POST where WebSockets are blocked."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Protocol
from urllib.parse import urlsplit

import anyio
from anyio.abc import TaskGroup
from fastapi import FastAPI, Request, Response, WebSocket
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketDisconnect

from data.disk import why
from data.errors import NotAllowed, NotFound, NotSignedIn
from data.live_texts import LiveTexts
from data.peers import GONE, MALFORMED, NO_RIGHT, NOT_SIGNED_IN, OTHER_EPOCH, TRY_AGAIN, Peer, Visitor
from data.rooms import Room
from pages.live_post import PostSessions, ended

_log = logging.getLogger(__name__)

PATIENCE = 10.0
"""how long (seconds) a peer may take to accept one message"""
FLOOD = 5000
"""how many messages of one peer within a second are more than anybody types; what waits offline comes as one"""
YIELD_AFTER = 32
"""how many messages of one peer are taken before others get their turn"""


class Gate(Protocol):
    """Whoever knows who is asking and what they may see."""

    def admit(self, connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor:
        """Return who is asking.

        :raises NotFound: if there is no such dossier or text
        :raises NotAllowed: if they may not read it
        """


def add_live(app: FastAPI, live_texts: LiveTexts, gate: Gate, base_url: str = '') -> None:
    """Serve live texts; call it before a catch-all is mounted on the app.

    :param base_url: where the app is reached from outside, if a proxy does not pass the ``Host`` on
    """
    sessions = PostSessions(live_texts)

    def admit(connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor | Response:
        if not is_ours(connection, base_url):
            return ended(403, NO_RIGHT, 'Deze aanvraag komt van een andere website.')
        try:
            visitor = gate.admit(connection, dossier_id, text_id)
            live_texts.check(dossier_id, text_id)
            return visitor
        except NotFound:
            return ended(404, GONE, 'Deze tekst bestaat niet.')
        except NotSignedIn as error:  # the editor keeps what is typed until the person is back
            return ended(403, NOT_SIGNED_IN, str(error))
        except NotAllowed as error:
            return ended(403, NO_RIGHT, str(error))

    @app.websocket('/live/{dossier_id}/{text_id}')
    async def live_socket(websocket: WebSocket, dossier_id: str, text_id: str) -> None:
        visitor = admit(websocket, dossier_id, text_id)
        if isinstance(visitor, Response):
            await websocket.send_denial_response(visitor)
            return
        await serve(websocket, live_texts, dossier_id, text_id, visitor)

    @app.post('/live/{dossier_id}/{text_id}', include_in_schema=False)
    async def live_post(request: Request, dossier_id: str, text_id: str) -> Response:
        visitor = admit(request, dossier_id, text_id)
        return (
            visitor if isinstance(visitor, Response) else await sessions.exchange(request, dossier_id, text_id, visitor)
        )


def is_ours(connection: HTTPConnection, base_url: str) -> bool:
    """Whether a request comes from a page of ours, or from no page at all.

    Every browser names the page's origin here; a program that names none has no one else's cookie to misuse.
    """
    origin = connection.headers.get('origin')
    if origin is None:
        return True
    host = urlsplit(origin).netloc
    return bool(host) and host in (connection.headers.get('host'), urlsplit(base_url).netloc)


async def serve(websocket: WebSocket, live_texts: LiveTexts, dossier_id: str, text_id: str, visitor: Visitor) -> None:
    """Keep one connection until either side ends it."""
    await websocket.accept()
    epoch = websocket.query_params.get('epoch')
    if epoch is not None and epoch != str(live_texts.epoch(dossier_id, text_id)):
        await websocket.close(OTHER_EPOCH, 'Deze tekst is vervangen.')
        return
    ready = asyncio.Event()
    try:
        room, peer = live_texts.join(dossier_id, text_id, visitor, ready.set)
    except OSError as error:  # the editor keeps what is typed and comes back
        _log.error('"%s" of dossier %s cannot be opened: %s', text_id, dossier_id, error)
        await websocket.close(TRY_AGAIN, why(error))
        return
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_until_ended, tasks, _read(websocket, room, peer))
            tasks.start_soon(_until_ended, tasks, _write(websocket, room, peer, ready))
    finally:
        live_texts.leave(dossier_id, text_id, room, peer)


async def _until_ended(tasks: TaskGroup, half: Coroutine[None, None, None]) -> None:
    """Run the reading or the writing half; when it ends, so does the other."""
    try:
        await half
    except (WebSocketDisconnect, RuntimeError) as error:  # Starlette says both of a socket that is gone
        _log.debug('A live socket ended: %r', error)
    tasks.cancel_scope.cancel()


async def _read(websocket: WebSocket, room: Room, peer: Peer) -> None:
    clock = asyncio.get_running_loop().time
    count, counted, since = 0, 0, clock()
    while True:
        message = await websocket.receive()
        if message['type'] == 'websocket.disconnect':
            return
        data = message.get('bytes')
        if data is None:
            peer.close(MALFORMED, 'Alleen binaire berichten.')
        else:
            room.receive(peer, data)
        count += 1
        if peer.closed:
            await asyncio.sleep(PATIENCE)  # the writer says why, then ends this task
        elif count % YIELD_AFTER == 0:
            await asyncio.sleep(0)
            if clock() - since > 1:
                counted, since = count, clock()
            elif count - counted > FLOOD:
                peer.close(TRY_AGAIN, 'Er komen te veel berichten tegelijk.')


async def _write(websocket: WebSocket, room: Room, peer: Peer, ready: asyncio.Event) -> None:
    while True:
        await ready.wait()
        ready.clear()
        closed = peer.closed  # before taking, so that nothing said before the end is lost
        with anyio.move_on_after(PATIENCE) as patience:
            for frame in room.take(peer):
                await websocket.send_bytes(frame)
        if patience.cancelled_caught:
            closed = TRY_AGAIN, 'De verbinding is te traag.'
        if closed:
            await websocket.close(*closed)
            return
