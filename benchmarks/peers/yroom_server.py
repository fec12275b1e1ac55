"""yroom (rooms in Rust) behind uvicorn, the way its package for Django puts it on sockets."""

import itertools
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from yroom import YRoomManager

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

manager = YRoomManager(None)
members: dict[str, dict[int, Send]] = {}
numbers = itertools.count(1)


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one connection."""
    if scope['type'] != 'websocket':
        return
    room, number = scope['path'], next(numbers)
    await receive()
    await send({'type': 'websocket.accept'})
    members.setdefault(room, {})[number] = send
    await tell(room, send, manager.connect(room, number, None))
    while (message := await receive())['type'] == 'websocket.receive':
        await tell(room, send, manager.handle_message(room, number, message['bytes'], None))
    del members[room][number]
    await tell(room, None, manager.disconnect(room, number, None))
    if not members[room]:
        del members[room]
        manager.remove_room(room)


async def tell(room: str, sender: Send | None, answer: Any) -> None:
    """Hand on what the room says: to the one who spoke, and to everybody."""
    if sender:
        for payload in answer.payloads:
            await sender({'type': 'websocket.send', 'bytes': payload})
    for payload in answer.broadcast_payloads:
        for send in [*members[room].values()]:
            await send({'type': 'websocket.send', 'bytes': payload})


if __name__ == '__main__':
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        ws='websockets-sansio',
        ws_per_message_deflate=False,
        log_level='error',
        lifespan='off',
    )
