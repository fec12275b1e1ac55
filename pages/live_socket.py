"""One WebSocket of a live text after its handshake: frames in, frames out, on the loop of the live texts.

The library ``websockets`` reads and writes the protocol; there is no task and no queue per connection.
"""

import asyncio
import logging
import time
from contextlib import suppress
from socket import socket
from typing import cast

from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN, SERVER, Protocol

from data.disk import why
from data.live_texts import LiveTexts
from data.peers import MALFORMED, TRY_AGAIN, Peer, Visitor
from data.rooms import Room
from pages.frames import packed, size, whole_messages
from pages.pulse import Pulse

PATIENCE = 10.0
"""how long (seconds) a peer may take to accept what it is sent, or to answer a close"""
FLOOD = 5000
"""how many messages of one peer within a second are more than anybody types; what waits offline comes as one"""
AT_ONCE = 32
"""how many messages of one peer are taken before others get their turn"""
_PING_TIMEOUT = 1011
_REASON = 120  # bytes; a close frame has room for 123

_log = logging.getLogger(__name__)


class LiveSocket(asyncio.Protocol):
    """A peer of a room, once ``open`` gave it a connection."""

    __slots__ = (
        *('_address', '_conn', '_connecting', '_count', '_end', '_frames', '_handshake', '_is_alive', '_is_ending'),
        *(
            '_is_paused',
            '_is_reading',
            '_owed',
            '_parts',
            '_peer',
            '_pulse',
            '_room',
            '_since',
            '_texts',
            '_transport',
            '_visitor',
        ),
    )

    def __init__(self, texts: LiveTexts, pulse: Pulse, dossier_id: str, text_id: str, visitor: Visitor) -> None:
        self._texts, self._pulse, self._address, self._visitor = texts, pulse, (dossier_id, text_id), visitor
        self._transport: asyncio.Transport | None = None
        self._conn: Protocol
        self._room: Room
        self._peer: Peer
        self._handshake = b''
        self._frames: list[Frame] = []
        self._parts: list[bytes] = []
        self._is_reading = True
        self._is_paused = self._is_ending = False
        self._is_alive = True
        self._count, self._since = 0, 0.0
        self._owed = 0  # bytes that the library was given and made no frame of yet
        self._end: asyncio.TimerHandle | None = None
        self._connecting: asyncio.Future[None] | None = None

    def open(self, connection: socket, handshake: bytes, max_size: int) -> None:
        """Join the text over a connection whose handshake has been read, and answer it; call it from anywhere.

        What is asked of the texts after this finds the peer there.

        :param handshake: the answer that accepts it
        :param max_size: how many bytes one message may have
        """
        self._conn, self._handshake = Protocol(SERVER, max_size=max_size, logger=_log), handshake
        self._texts.loop.soon(lambda: self._join(connection))

    def _join(self, connection: socket) -> None:
        try:
            self._room, self._peer = self._texts.join(*self._address, self._visitor, self.wake)
        except OSError as error:  # the editor keeps what is typed and comes back
            _log.error('"%s" of dossier %s cannot be opened: %s', self._address[1], self._address[0], error)
            self._refuse(connection, TRY_AGAIN, why(error))
        else:
            self._connecting = asyncio.ensure_future(self._connect(connection))

    def _refuse(self, connection: socket, code: int, reason: str) -> None:
        """Say why in the only message there is; a new connection has room for it."""
        self._conn.send_close(code, reason)
        with connection, suppress(OSError):
            connection.send(self._handshake + b''.join(self._conn.data_to_send()))

    async def _connect(self, connection: socket) -> None:
        try:
            await asyncio.get_running_loop().connect_accepted_socket(lambda: self, connection)
        except OSError as error:
            _log.debug('A live socket ended before it began: %r', error)
            connection.close()
            self._texts.leave(*self._address, self._room, self._peer)

    # what the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer the handshake and say what there is to say."""
        transport = cast(asyncio.Transport, transport)  # uvloop's is one, but says so to type checkers only
        self._transport = transport
        transport.set_write_buffer_limits(high=0)  # so that the transport sends at once, not when all is done
        transport.write(self._handshake)
        self._handshake, self._connecting = b'', None
        self._pulse.add(self)
        self.wake()

    def data_received(self, data: bytes) -> None:
        """Take what the peer says."""
        self._is_alive = True
        if not (self._owed or self._parts or self._frames) and self._conn.state is OPEN:
            messages, read = whole_messages(data, AT_ONCE)
            for message in messages:
                self._count_one()
                self._room.receive(self._peer, message)
            if read == len(data):
                return
            data = data[read:]
        self._owed += len(data)
        self._conn.receive_data(data)
        self._take_frames()

    def eof_received(self) -> bool:
        """Hear that the peer will say nothing more."""
        self._conn.receive_eof()
        return False

    def pause_writing(self) -> None:
        """Hear that the peer is slow: it gets no more until it has taken what it was sent."""
        self._is_paused = True
        self._end = asyncio.get_running_loop().call_later(PATIENCE, self._give_up)

    def resume_writing(self) -> None:
        """Hear that the peer has caught up: it gets the difference."""
        self._is_paused = False
        if self._end is not None and not self._is_ending:
            self._end.cancel()
        self.wake()

    def connection_lost(self, error: Exception | None) -> None:
        """Leave the room."""
        for frame in self._frames:
            self._take(frame)
        self._is_ending = True
        self._pulse.discard(self)
        if self._end is not None:
            self._end.cancel()
        self._texts.leave(*self._address, self._room, self._peer)

    # messages in

    def _take_frames(self) -> None:
        """Take some frames of what was read; the rest waits until others had their turn."""
        for event in self._conn.events_received():
            if isinstance(event, Frame):
                self._owed -= size(event)
                self._frames.append(event)
        now, self._frames = self._frames[:AT_ONCE], self._frames[AT_ONCE:]
        for frame in now:
            self._take(frame)
        self._write_protocol()
        if (self._conn.close_rcvd or self._conn.parser_exc) and not self._frames:
            self._finish()
        self._read_on_when_done()

    def _read_on_when_done(self) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if self._frames:
            if self._is_reading:
                self._is_reading = False
                self._transport.pause_reading()
            asyncio.get_running_loop().call_soon(self._take_frames)
        elif not self._is_reading:
            self._is_reading = True
            self._transport.resume_reading()

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.TEXT:
            self._peer.close(MALFORMED, 'Alleen binaire berichten.')
        elif frame.opcode in (Opcode.BINARY, Opcode.CONT):
            self._count_one()
            if frame.fin and not self._parts:
                self._room.receive(self._peer, bytes(frame.data))
            else:
                self._parts.append(bytes(frame.data))
                if frame.fin:
                    whole, self._parts = b''.join(self._parts), []
                    self._room.receive(self._peer, whole)

    def _count_one(self) -> None:
        self._count += 1
        if self._count % AT_ONCE == 0:
            now = time.monotonic()
            if now - self._since > 1:
                self._count, self._since = 0, now
            elif self._count > FLOOD:
                self._peer.close(TRY_AGAIN, 'Er komen te veel berichten tegelijk.')

    # messages out

    def wake(self) -> None:
        """Send what there is for the peer."""
        if self._transport is None or self._is_ending:
            return
        if not self._is_paused:
            batch = self._room.take(self._peer)
            if batch:
                self._transport.write(packed(batch))
        if self._peer.closed and not self._is_paused:
            self._close(*self._peer.closed)

    def _close(self, code: int, reason: str) -> None:
        if self._conn.state is OPEN:
            self._conn.send_close(code, reason.encode()[:_REASON].decode(errors='ignore'))
        self._write_protocol()
        self._is_ending = True
        self._end_later()

    def _give_up(self) -> None:
        """End a connection that takes nothing any more; why is the last thing in its buffer."""
        self._close(TRY_AGAIN, 'De verbinding is te traag.')
        self._finish()

    def _finish(self) -> None:
        """Close the connection once everything is out, or after a while anyway."""
        self._is_ending = True
        if self._transport is not None:
            self._transport.close()
        self._end_later()

    def _end_later(self) -> None:
        if self._end is not None:
            self._end.cancel()
        if self._transport is not None:
            self._end = asyncio.get_running_loop().call_later(PATIENCE, self._transport.abort)

    def _write_protocol(self) -> None:
        """Send what the protocol itself has to say: pings, pongs, closes."""
        out = b''.join(self._conn.data_to_send())
        if out and self._transport is not None and not self._transport.is_closing():
            self._transport.write(out)

    def ask(self) -> None:
        """Ask a silent peer whether it is there; end the connection if it did not answer the last time."""
        if self._conn.state is not OPEN:
            return
        if self._is_alive:
            self._is_alive = False
            self._conn.send_ping(b'')
            self._write_protocol()
        else:
            self._conn.fail(_PING_TIMEOUT, 'keepalive ping timeout')
            self._write_protocol()
            self._finish()
