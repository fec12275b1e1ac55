"""Yjs updates (version 1) of somebody who types: made and counted without a document."""

import random

from pycrdt import Doc, Text

from data import wire

LETTERS = 'abcdefghijklmnopqrstuvwxyz'
TEXT = 'text'
"""name of the shared text in the document; the editor of Wijkakkoord uses the same"""
CLIENTS_FROM = 3_000_000_000
"""client ids are as long as those of a browser: 32 bits"""

Runs = tuple[tuple[int, int, int], ...]
"""client, clock of the first character, how many characters"""

_USER = '{"name":"Deelnemer","color":"#30bced","colorLight":"#30bced33"}'
_GC, _DELETED, _STRING, _SKIP = 0, 1, 4, 10


def keystroke(client: int, clock: int) -> bytes:
    """Write the update of one more character behind the last one of this client.

    :param clock: how many characters this client typed before
    """
    who = wire.number(client)
    place = b'\x84' + who + wire.number(clock - 1) if clock else b'\x04\x01' + wire.block(TEXT.encode())
    letter = LETTERS[clock % len(LETTERS)].encode()
    return b'\x01\x01' + who + wire.number(clock) + place + b'\x01' + letter + b'\x00'


def pasted(client: int, text: str) -> bytes:
    """Write the update of a client that begins with a whole text."""
    root = b'\x04\x01' + wire.block(TEXT.encode())
    return b'\x01\x01' + wire.number(client) + b'\x00' + root + wire.block(text.encode()) + b'\x00'


def history(client: int, count: int) -> list[bytes]:
    """Make the updates of somebody who puts characters one by one in places all over a text."""
    doc: Doc[Text] = Doc(client_id=client)
    text, made, chance = doc.get(TEXT, type=Text), list[bytes](), random.Random(client)
    subscription = doc.observe(lambda event: made.append(event.update))
    for number in range(count):
        text.insert(chance.randint(0, number), LETTERS[number % len(LETTERS)])
    doc.unobserve(subscription)
    return made


def cursor(client: int, clock: int, behind: int) -> bytes:
    """Write the awareness update of a cursor behind a character, the way y-codemirror does.

    :param clock: how often this client said where it is
    :param behind: clock of the character
    """
    place = f'{{"type":null,"tname":"{TEXT}","item":{{"client":{client},"clock":{behind}}},"assoc":0}}'
    state = f'{{"user":{_USER},"cursor":{{"anchor":{place},"head":{place}}}}}'.encode()
    return b'\x01' + wire.number(client) + wire.number(clock) + wire.block(state)


def runs(update: bytes) -> Runs:
    """Tell which characters an update brings.

    :raises ValueError: if it holds anything that nobody typed here
    """
    found: list[tuple[int, int, int]] = []
    end = None
    clients, at = _number(update, 0)
    for _ in range(clients):
        structs, at = _number(update, at)
        client, at = _number(update, at)
        clock, at = _number(update, at)
        for _ in range(structs):
            is_text, length, at = _struct(update, at)
            if is_text and end == (client, clock):
                found[-1] = client, found[-1][1], found[-1][2] + length
            elif is_text:
                found.append((client, clock, length))
            clock += length
            end = (client, clock) if is_text else None
    return tuple(found)


def _struct(update: bytes, at: int) -> tuple[bool, int, int]:
    """Read one struct: whether it is text, how long, and where the next one begins."""
    info = update[at]
    at += 1
    kind = info & 31
    if kind in (_GC, _SKIP):
        length, at = _number(update, at)
        return False, length, at
    for bit in (0x80, 0x40):
        if info & bit:
            _, at = _number(update, at)
            _, at = _number(update, at)
    if not info & 0xC0:
        at = _parent(update, at)
    length, at = _number(update, at)
    if kind == _DELETED:
        return False, length, at
    if kind != _STRING:
        raise ValueError(f'A struct of kind {kind} was not typed here.')
    return True, length, at + length


def _parent(update: bytes, at: int) -> int:
    named, at = _number(update, at)
    if named:
        length, at = _number(update, at)
        return at + length
    _, at = _number(update, at)
    _, at = _number(update, at)
    return at


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def text_of(updates: list[bytes]) -> str:
    """Give the text that somebody sees who received these updates."""
    doc: Doc[Text] = Doc()
    text = doc.get(TEXT, type=Text)
    with doc.transaction():
        for update in updates:
            doc.apply_update(update)
    return str(text)
