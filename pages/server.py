"""The web server: uvicorn, and sockets of live texts that move to the loop of the live texts after their handshake.

A handshake is judged like any other request, with everything the app puts before its addresses. Then the connection
itself goes to the other loop, so that a keystroke never waits for a page.
"""

import os
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

HAND_OVER = 'wijkakkoord.hand_over'
"""extension of a socket's scope: a function that gives the connection away, see ``HandOver``"""
FIXED: Mapping[str, Any] = {
    'ws_per_message_deflate': False,  # costs a third more, and bombs could be sent
    'ws_max_size': 1_000_000,
    'timeout_graceful_shutdown': 2,
    'access_log': False,
    'server_header': False,
}
"""what this app needs of uvicorn wherever it runs"""
GoOn = Callable[[socket.socket, bytes, int], None]
"""what goes on with a connection: gets the socket, the answer to the handshake, and the most bytes of a message"""
HandOver = Callable[[GoOn], None]


class HandingOver(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which can give an accepted connection away instead of serving it."""

    def handle_connect(self, event: Request) -> None:
        """Offer the hand-over along with the request; not on Windows, where a socket stays with its loop."""
        super().handle_connect(event)
        scope = getattr(self, 'scope', None)
        if scope and self.scheme == 'ws' and sys.platform != 'win32':
            scope['extensions'][HAND_OVER] = self.hand_over

    async def send(self, message: Any) -> None:
        """Say what the app says; an answer that refuses is whole after its last part, which uvicorn 0.54 forgets."""
        await super().send(message)
        if message['type'] == 'websocket.http.response.body' and not message.get('more_body', False):
            self.handshake_complete = True  # else every refusal is an error in the log

    def hand_over(self, go_on: GoOn) -> None:
        """Give the connection away; the request of the app ends right after."""
        self.transport.pause_reading()
        connection = socket.socket(fileno=os.dup(self.transport.get_extra_info('socket').fileno()))
        self.handshake_complete = self.close_sent = True
        self.conn.send_response(self.response)
        del self.scope['extensions'][HAND_OVER]  # this object leaves memory at once if it does not hold itself
        go_on(connection, b''.join(self.conn.data_to_send()), self.config.ws_max_size)


def serve(web: FastAPI, **settings: Any) -> None:
    """Run a web app until it is asked to stop.

    :param settings: of uvicorn, added to what the live texts need
    """
    uvicorn.run(web, ws=HandingOver, **FIXED, **settings)
