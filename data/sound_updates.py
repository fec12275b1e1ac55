"""The document of a log; an update that Yjs cannot read costs that update, not the text."""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pycrdt import Doc, Text

from data.errors import Unreadable
from data.log_records import read


class SavedText(NamedTuple):
    """A text as it is on disk."""

    epoch: int
    document: Doc[Text]
    text: Text


def document(updates: Sequence[bytes]) -> tuple[Doc[Text], Text]:
    """Make the document of a log again.

    :raises ValueError: if Yjs cannot read one of the updates
    """
    document: Doc[Text] = Doc()
    text = document.get('text', type=Text)
    with document.transaction():  # one for all takes half the time
        for update in updates:
            document.apply_update(update)
    return document, text


def saved(log: Path) -> SavedText:
    """Read a text from its log, as far as it can be read; nothing is repaired.

    :raises Unreadable: if the disk refuses, or nothing at all can be read
    """
    try:
        contents = read(log)
        return SavedText(contents.epoch, *_readable(contents.updates))
    except OSError as error:
        raise Unreadable(error.errno, error.strerror) from error


def sound(updates: Sequence[bytes]) -> list[bytes]:
    """Give the updates that Yjs can read.

    :raises OSError: if there is none; as an empty text it would look as if nobody had written it
    """
    document: Doc[Text] = Doc()
    document.get('text', type=Text)
    readable = []
    for update in updates:
        try:
            document.apply_update(update)
        except Exception:  # as above
            continue
        readable.append(update)
    if updates and not readable:
        raise OSError(errno.EIO, f'none of {len(updates)} updates can be read')
    return readable


def _readable(updates: Sequence[bytes]) -> tuple[Doc[Text], Text]:
    try:
        return document(updates)
    except Exception:  # pycrdt complains in many ways
        return document(sound(updates))
