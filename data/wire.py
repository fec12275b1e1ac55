"""The bytes of the y-websocket protocol, read strictly and written compactly."""

SYNC = 0
AWARENESS = 1
QUERY_AWARENESS = 3
SAVED = 100
"""ours: what is on disk; stock clients ignore it"""
NOTICE = 101
"""ours: JSON for the editor (rights, epoch, why an update was refused); stock clients ignore it"""

STEP1 = 0
STEP2 = 1
UPDATE = 2

_LARGEST = 2**53 - 1  # what a JavaScript client can count to


class Reader:
    """Reads one message from front to back; anything missing is a ``ValueError``."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        """Whether everything has been read."""
        return self._at >= len(self._data)

    def number(self) -> int:
        """Read an unsigned integer of variable length."""
        value = shift = 0
        while True:
            if self._at >= len(self._data):
                raise ValueError('The message ends in the middle of a number.')
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            shift += 7
            if value > _LARGEST or shift > 56:
                raise ValueError('The message contains a number that is too large.')
            if byte < 128:
                return value

    def block(self) -> bytes:
        """Read bytes that are preceded by their length."""
        length = self.number()
        start, self._at = self._at, self._at + length
        if self._at > len(self._data):
            raise ValueError(f'The message promises {length} bytes and ends before.')
        return self._data[start : self._at]

    def string(self) -> str:
        """Read UTF-8 text that is preceded by its length in bytes."""
        return self.block().decode()


def number(value: int) -> bytes:
    """Write an unsigned integer with variable length."""
    parts = bytearray()
    while value > 127:
        parts.append(128 | (value & 127))
        value >>= 7
    parts.append(value)
    return bytes(parts)


def block(data: bytes) -> bytes:
    """Write bytes preceded by their length."""
    return number(len(data)) + data


def sync(kind: int, data: bytes) -> bytes:
    """Write a sync message: a state vector (step 1) or an update (step 2, update)."""
    return bytes((SYNC, kind)) + block(data)


def awareness(data: bytes) -> bytes:
    """Write a message that says who is where."""
    return bytes((AWARENESS,)) + block(data)


def saved(state: bytes, count: int) -> bytes:
    """Write that everything in this state vector is on disk, and the first ``count`` changes of the receiver."""
    return bytes((SAVED,)) + block(state) + number(count)


def notice(json: bytes) -> bytes:
    """Write a message of ours to the editor."""
    return bytes((NOTICE,)) + block(json)
