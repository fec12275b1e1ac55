"""One WebSocket of a live text after its handshake: frames in, frames out, on the loop of the live texts.

The library ``websockets`` reads and writes the protocol; there is no task and no queue per connection.
"""

import asyncio
import logging
import time
from typing import cast

from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN, SERVER, Protocol

from data.live_texts import LiveTexts
from data.peers import MALFORMED, TRY_AGAIN, Visitor
from pages.frames import packed, short, size, whole_messages
from pages.pulse import Pulse

PATIENCE = 10.0
"""how long (seconds) a peer may take to accept what it is sent, or to answer a close"""
FLOOD = 5000
"""how many messages of one peer within a second are more than anybody types; what waits offline comes as one"""
AT_ONCE = 32
"""how many messages of one peer are taken before others get their turn"""
_PING_TIMEOUT = 1011

_protocol_log = logging.getLogger('websockets.server')
_protocol_log.setLevel(logging.WARNING)  # it has a line for every connection that ends


class LiveSocket(asyncio.Protocol):
    """A peer of a room: joins when it is made, and leaves when its connection ends.

    :param handshake: the answer that accepts the connection; it goes first
    :param max_size: how many bytes one message may have
    :raises OSError: if the text cannot be opened
    """

    __slots__ = (
        *('_address', '_conn', '_count', '_end', '_frames', '_handshake', '_is_alive', '_is_ending', '_is_paused'),
        *('_is_reading', '_owed', '_parts', '_peer', '_pulse', '_room', '_since', '_texts', '_transport'),
    )

    def __init__(
        self,
        texts: LiveTexts,
        pulse: Pulse,
        address: tuple[str, str],
        visitor: Visitor,
        handshake: bytes,
        max_size: int,
    ) -> None:
        self._texts, self._pulse, self._address, self._handshake = texts, pulse, address, handshake
        self._transport: asyncio.Transport | None = None
        self._conn = Protocol(SERVER, max_size=max_size, logger=_protocol_log)
        self._frames: list[Frame] = []
        self._parts: list[bytes] = []
        self._is_reading = True
        self._is_paused = self._is_ending = False
        self._is_alive = True
        self._count, self._since = 0, 0.0
        self._owed = 0  # bytes that the library was given and made no frame of yet
        self._end: asyncio.TimerHandle | None = None
        self._room, self._peer = texts.join(*address, visitor, self.wake)

    def leave(self) -> None:
        """Leave the room; also for who never got a connection."""
        self._texts.leave(*self._address, self._room, self._peer)

    # what the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer the handshake and say what there is to say."""
        transport = cast(asyncio.Transport, transport)  # uvloop's is one, but says so to type checkers only
        self._transport = transport
        transport.set_write_buffer_limits(high=0)  # so that the transport sends at once, not when all is done
        transport.write(self._handshake)
        self._handshake = b''
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
        """Leave the room, and let go of what holds on to this, so that it leaves memory at once."""
        frames, self._frames = self._frames, []
        for frame in frames:
            self._take(frame)
        self._is_ending = True
        self._pulse.discard(self)
        if self._end is not None:
            self._end.cancel()
        self.leave()
        self._conn.parser.close()
        self._peer.wake = _nothing

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
        is_over = bool(self._conn.close_rcvd or self._conn.parser_exc)
        if (self._is_paused or self._is_ending) and not is_over:
            self._conn.data_to_send()  # only pongs, for who does not listen: they would pile up, or follow our close
        else:
            self._write_protocol()
        if is_over and not self._frames:
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
        self._count_one()
        if frame.opcode is Opcode.TEXT:
            self._peer.close(MALFORMED, 'Alleen binaire berichten.')
        elif frame.opcode in (Opcode.BINARY, Opcode.CONT):
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
            self._conn.send_close(code, short(reason))
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


def _nothing() -> None:
    """Wake nobody."""
