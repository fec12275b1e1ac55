"""pycrdt-websocket behind uvicorn; its rooms stay in memory, as in its own example."""

import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import uvicorn
from pycrdt.websocket import ASGIServer, WebsocketServer
from pycrdt.websocket.websocket_server import exception_logger

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

rooms = WebsocketServer(exception_handler=exception_logger)
server = ASGIServer(rooms)


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Run the rooms as long as the server runs."""

    async def send_if_open(message: dict[str, Any]) -> None:
        with suppress(OSError):  # else one who leaves while others type ends all rooms
            await send(message)

    if scope['type'] != 'lifespan':
        await server(scope, receive, send_if_open)
        return
    await receive()
    async with rooms:
        await send({'type': 'lifespan.startup.complete'})
        await receive()
    await send({'type': 'lifespan.shutdown.complete'})


if __name__ == '__main__':
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        ws='websockets-sansio',
        ws_per_message_deflate=False,
        log_level='error',
        lifespan='on',
    )
