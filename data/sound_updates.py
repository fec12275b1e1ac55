"""The document of a log; an update that Yjs cannot read costs that update, not the text."""

from collections.abc import Sequence

from pycrdt import Doc, Text


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


def readable_document(updates: Sequence[bytes]) -> tuple[Doc[Text], Text]:
    """Make the document of a log again, as far as Yjs can read it."""
    try:
        return document(updates)
    except Exception:  # pycrdt complains in many ways
        return document(sound(updates))


def sound(updates: Sequence[bytes]) -> list[bytes]:
    """Give the updates that Yjs can read."""
    document: Doc[Text] = Doc()
    document.get('text', type=Text)
    readable = []
    for update in updates:
        try:
            document.apply_update(update)
        except Exception:  # as above
            continue
        readable.append(update)
    return readable
