"""The files that live texts begin with, made without opening them: for a dossier in which nobody can be yet."""

from collections.abc import Mapping
from pathlib import Path

from data.log_records import whole_log
from data.open_text import log_path
from data.rooms import Room


def first_files(texts: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Make the log and the readable copy of each text, by file name; a text without content has none.

    What stands in a text from the beginning is nobody's, so there are no authors and no moments yet. Nothing is
    shared with texts that are open, so this may be called from anywhere.

    :param texts: text id -> Markdown to begin with, or a Yjs state to go on from
    :raises ValueError: if a text is too long, or a state is none of a text we could have
    """
    files: dict[str, bytes] = {}
    for text_id, content in texts.items():
        log = log_path(Path(), text_id)
        room = _room_with(content)
        if updates := room.unsaved().updates:
            files[log.name] = whole_log(room.epoch, updates)
            files[log.with_suffix('.md').name] = room.text.encode()
    return files


class _Alone:
    """Runs a room that nobody is in, and that is written as a whole: there is nothing to do."""

    def flush_soon(self) -> None:
        pass

    flush_later = forget_later = save_soon = text_changed = flush_soon


def _room_with(content: str | bytes) -> Room:
    room = Room(_Alone())
    try:
        if isinstance(content, str):
            room.begin(content)
        else:
            room.merge(content)
    finally:
        room.close()
    return room
