"""WebSocket frames as browsers send them nearly always: whole, short, masked, binary. Read and written in a few steps.

The library ``websockets`` reads all others, and judges them; it takes ten times as long, which a keystroke would feel.
"""

from websockets import frames as library
from websockets.frames import Frame

from data.feed import Batch

_BINARY = 0x82
_MASKED = 0x80
_SHORT, _LONG = 125, 0xFFFF
_REASON = 120  # bytes; a close frame has room for 123


def whole_messages(data: bytes, most: int) -> tuple[list[bytes], int]:
    """Read whole messages from the front of what came in, up to the first frame of any other kind.

    :param most: how many at most
    :return: the messages, and how many bytes of the data they are
    """
    messages: list[bytes] = []
    at, end = 0, len(data)
    while len(messages) < most and end - at >= 6 and data[at] == _BINARY and data[at + 1] & _MASKED:
        length, mask = data[at + 1] & 0x7F, at + 2
        if length > _SHORT:
            if length != 126 or end - at < 8:
                break
            length, mask = int.from_bytes(data[at + 2 : at + 4], 'big'), at + 4
        if mask + 4 + length > end:
            break
        at = mask + 4 + length
        messages.append(library.apply_mask(data[mask + 4 : at], data[mask : mask + 4]))  # type: ignore[attr-defined]
    return messages, at


def size(frame: Frame) -> int:
    """Tell how many bytes a frame from a browser takes on the wire."""
    length = len(frame.data)
    return length + (6 if length <= _SHORT else 8 if length <= _LONG else 14)


def packed(batch: Batch) -> bytes:
    """Give a batch as frames of a server; worked out once for all who get it."""
    if not batch.packed:
        batch.packed = b''.join([_head(len(message)) + message for message in batch])
    return batch.packed


def short(reason: str) -> str:
    """Give as much of a reason as a close frame has room for."""
    return reason.encode()[:_REASON].decode(errors='ignore')


def _head(length: int) -> bytes:
    if length <= _SHORT:
        return bytes((_BINARY, length))
    if length <= _LONG:
        return bytes((_BINARY, 126)) + length.to_bytes(2, 'big')
    return bytes((_BINARY, 127)) + length.to_bytes(8, 'big')
