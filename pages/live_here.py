"""A live socket on the loop of the pages: for servers that cannot hand a connection over."""

import asyncio
import logging
from collections.abc import Coroutine

import anyio
from anyio.abc import TaskGroup
from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from data.live_texts import LiveTexts
from data.own_loop import OwnLoop
from data.peers import MALFORMED, TRY_AGAIN, Peer, Visitor
from data.rooms import Room
from pages import live_socket

_log = logging.getLogger(__name__)


async def serve_here(
    websocket: WebSocket, live_texts: LiveTexts, dossier_id: str, text_id: str, visitor: Visitor
) -> None:
    """Keep one connection until either side ends it.

    :raises OSError: if the text cannot be opened
    """
    ready, home = asyncio.Event(), asyncio.get_running_loop()

    def wake() -> None:
        home.call_soon_threadsafe(ready.set)

    room, peer = live_texts.join(dossier_id, text_id, visitor, wake)
    loop = live_texts.loop
    try:
        await websocket.accept()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_until_ended, tasks, _read(websocket, loop, room, peer))
            tasks.start_soon(_until_ended, tasks, _write(websocket, loop, room, peer, ready))
    finally:
        live_texts.leave(dossier_id, text_id, room, peer)


async def _until_ended(tasks: TaskGroup, half: Coroutine[None, None, None]) -> None:
    """Run the reading or the writing half; when it ends, so does the other."""
    try:
        await half
    except (WebSocketDisconnect, RuntimeError) as error:  # Starlette says both of a socket that is gone
        _log.debug('A live socket ended: %r', error)
    tasks.cancel_scope.cancel()


async def _read(websocket: WebSocket, loop: OwnLoop, room: Room, peer: Peer) -> None:
    while not peer.closed:
        message = await websocket.receive()
        if message['type'] == 'websocket.disconnect':
            return
        data = message.get('bytes')
        if data is None:
            loop.run(peer.close, MALFORMED, 'Alleen binaire berichten.')
        else:
            loop.run(room.receive, peer, data)
    await asyncio.sleep(live_socket.PATIENCE)  # the writer says why, then ends this task


async def _write(websocket: WebSocket, loop: OwnLoop, room: Room, peer: Peer, ready: asyncio.Event) -> None:
    while True:
        await ready.wait()
        ready.clear()
        closed = peer.closed  # before taking, so that nothing said before the end is lost
        with anyio.move_on_after(live_socket.PATIENCE) as patience:
            for message in loop.run(room.take, peer):
                await websocket.send_bytes(message)
        if patience.cancelled_caught:
            closed = TRY_AGAIN, 'De verbinding is te traag.'
        if closed:
            await websocket.close(*closed)
            return
