"""The files of a dossier without the name of a person, as they are to be from now on, and what still mentions them."""

import base64
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson

from data.lines import read_lines
from data.log_records import parse, whole_log
from data.rules.person import Someone, is_named_in, mentions, past_without, renamed, renamed_entry
from data.sound_updates import document

JOURNAL = 'journal.jsonl'
_MOMENTS = '.ylog.moments.jsonl'


@dataclass(frozen=True, slots=True)
class Past:
    """How often what cannot be edited any more mentions somebody.

    :param changes: entries of the journal
    :param versions: earlier versions of live texts
    :param aside: damaged files that were set aside and that nobody can look into
    """

    changes: int = 0
    versions: int = 0
    aside: int = 0


def new_files(folder: Path, who: Someone, entry: bytes, *, past: bool) -> Iterator[tuple[Path, bytes]]:
    """Give the files of a dossier that are different without the name; nothing is written.

    :param entry: the line of the journal that says what was done
    :param past: whether the name also goes from earlier values and earlier versions of texts that mention it
    """
    journal = folder / JOURNAL
    yield journal, _joined([*_journal(journal, who, past=past), entry])
    for path in sorted(folder.rglob('*')):
        if path.suffix == '.json':
            yield from _renewed(path, who)
        elif path.suffix == '.jsonl' and path != journal:
            yield path, _joined(_lines(path, who, past=past))
        elif path.suffix == '.ylog' and past:
            yield from _shortest(path)


def past_of(folder: Path, who: Someone, counts: Callable[[str, int], bool]) -> Past:
    """Count what cannot be edited any more and would still mention somebody after their name was replaced.

    :param counts: whether a moment (id of a text, number) is counted; what only its party reads would tell of itself
    """
    lines = read_lines(folder / JOURNAL)
    named = _named_paths(lines, who)
    entries = (renamed_entry(each, who, named) for each in map(_read, lines) if each)
    changes = sum(1 for each in entries if any(mentions([each.get('old'), each.get('new')], who)))
    moments = [
        each
        for path in folder.rglob(f'*{_MOMENTS}')
        for each in map(_read, read_lines(path)[:-1])
        if each and counts(unquote(path.name.removesuffix(_MOMENTS)), _number_of(each))
    ]
    versions = sum(1 for each in moments if who.mentions(_text_of(each)))
    aside = sum(1 for path in folder.rglob('*') if '.beschadigd-' in path.name or '.damaged-' in path.name)
    return Past(changes, versions, aside)


def _journal(path: Path, who: Someone, *, past: bool) -> Iterator[bytes]:
    lines = read_lines(path)
    named = _named_paths(lines, who)
    for line in lines:
        entry = _read(line)
        if entry is None:
            yield _blunt(line, who)
            continue
        entry = renamed_entry(entry, who, named)
        if past:
            entry |= {key: past_without(entry[key], who) for key in ('old', 'new') if key in entry}
        yield orjson.dumps(entry)


def _named_paths(lines: list[bytes], who: Someone) -> set[str]:
    return {str(each.get('path')) for each in map(_read, lines) if each and is_named_in(each, who)}


def _lines(path: Path, who: Someone, *, past: bool) -> Iterator[bytes]:
    lines = read_lines(path)
    for number, line in enumerate(lines, start=1):
        try:
            value = renamed(orjson.loads(line), who)
        except ValueError:
            yield _blunt(line, who)
            continue
        is_moment = path.name.endswith(_MOMENTS) and isinstance(value, dict)
        if past and is_moment and number < len(lines):  # the last one is the text as it is now
            value = {**value, 'text': _packed(who.without(_text_of(value)))}
        yield orjson.dumps(value)


def _renewed(path: Path, who: Someone) -> Iterator[tuple[Path, bytes]]:
    """Give a file that is one JSON value, if it is different without the name; a damaged one is no reason to stop."""
    data = path.read_bytes()
    try:
        old = orjson.loads(data)
    except ValueError:
        new = _blunt(data, who)
        if new != data:
            yield path, new
        return
    if (value := renamed(old, who)) != old:
        yield path, orjson.dumps(value, option=orjson.OPT_INDENT_2)


def _shortest(path: Path) -> Iterator[tuple[Path, bytes]]:
    """Give the log of a text without the letters that were deleted; one with a gap needs its full form."""
    contents = parse(path.read_bytes())
    if contents.updates and not (contents.damaged or contents.gap):
        yield path, whole_log(contents.epoch, [document(contents.updates)[0].get_update()])


def _read(line: bytes) -> dict[str, Any] | None:
    """Read an entry, None if it is damaged."""
    try:
        value = orjson.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _blunt(line: bytes, who: Someone) -> bytes:
    """Take the name out of what is damaged and nobody can read any more: a line, or a file."""
    return who.without(line.decode(errors='replace')).encode()


def _number_of(moment: dict[str, Any]) -> int:
    number = moment.get('number')
    return number if isinstance(number, int) else 0


def _text_of(moment: dict[str, Any]) -> str:
    try:
        return zlib.decompress(base64.b64decode(moment['text'])).decode()
    except (KeyError, ValueError, TypeError, zlib.error):
        return ''


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode())).decode()


def _joined(lines: Iterator[bytes] | list[bytes]) -> bytes:
    return b''.join(line + b'\n' for line in lines)
