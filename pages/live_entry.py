"""From the handshake of a live text to its live socket: the connection moves to the loop of the live texts."""

import asyncio
import logging
from contextlib import suppress
from socket import socket

from websockets.frames import Close, Frame, Opcode

from data.disk import why
from data.live_texts import LiveTexts
from data.peers import TRY_AGAIN, Visitor
from pages.frames import short
from pages.live_socket import LiveSocket
from pages.pulse import Pulse

_UNKNOWN = 'Er ging iets mis op de server.'

_log = logging.getLogger(__name__)
_moving: set[asyncio.Future[None]] = set()  # a loop holds on to its tasks only weakly


class LiveEntry:
    """Somebody who may come in, until there is a connection to bring along."""

    def __init__(self, texts: LiveTexts, pulse: Pulse, dossier_id: str, text_id: str, visitor: Visitor) -> None:
        self._texts, self._pulse, self._address, self._visitor = texts, pulse, (dossier_id, text_id), visitor

    def open(self, connection: socket, handshake: bytes, max_size: int) -> None:
        """Join the text over a connection whose handshake has been read, and answer it; call it from anywhere.

        What is asked of the texts after this finds the peer there.

        :param handshake: the answer that accepts it
        :param max_size: how many bytes one message may have
        """
        self._texts.loop.soon(lambda: self._join(connection, handshake, max_size))

    def _join(self, connection: socket, handshake: bytes, max_size: int) -> None:
        try:
            live = LiveSocket(self._texts, self._pulse, self._address, self._visitor, handshake, max_size)
        except OSError as error:  # the editor keeps what is typed and comes back
            _log.error('"%s" of dossier %s cannot be opened: %s', self._address[1], self._address[0], error)
            _refuse(connection, handshake, why(error))
        except Exception:  # whatever it is, nobody is left waiting
            _log.exception('"%s" of dossier %s cannot be opened', self._address[1], self._address[0])
            _refuse(connection, handshake, _UNKNOWN)
        else:
            moving = asyncio.ensure_future(_connect(live, connection))
            _moving.add(moving)
            moving.add_done_callback(_moving.discard)


def _refuse(connection: socket, handshake: bytes, reason: str) -> None:
    """Say why in the only message there is; a new connection has room for it."""
    close = Frame(Opcode.CLOSE, Close(TRY_AGAIN, short(reason)).serialize())
    with connection, suppress(OSError):
        connection.send(handshake + close.serialize(mask=False))


async def _connect(live: LiveSocket, connection: socket) -> None:
    try:
        await asyncio.get_running_loop().connect_accepted_socket(lambda: live, connection)
    except OSError as error:
        _log.debug('A live socket ended before it began: %r', error)
        connection.close()
        live.leave()
