"""Looks whether a data folder can be read, and says in Dutch what is wrong and what to do; changes nothing."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import orjson
from pycrdt import Doc, Text
from pydantic import ValidationError

from data.accounts import Accounts
from data.backup import RESTORING
from data.disk import why
from data.errors import Damaged
from data.journal import Entry
from data.lines import read_lines
from data.log_records import parse
from data.migrations import LaterSchema
from data.models import MemberRole
from data.storage import AtomicStorage, read_document
from data.swap import SWAPPING

LITTLE = 200 * 1024 * 1024
"""bytes of free disk space below which it is time to do something"""

_FROM_BACKUP = 'Zet dit bestand terug uit een reservekopie. Bewaar het beschadigde bestand tot alles klopt.'


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that is not right.

    :param where: path below the data folder, empty for the folder itself
    :param remedy: what to do about it
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f'{self.where or "De gegevensmap"}: {self.what} {self.remedy}'


@dataclass(slots=True)
class Counts:
    """What was read."""

    dossiers: int = 0
    texts: int = 0
    changes: int = 0
    people: int = 0


def check(root: Path, counts: Counts | None = None) -> Iterator[Complaint]:
    """Read everything in a data folder; a server may be running on it.

    :param counts: is told what was read
    """
    counts = counts or Counts()
    yield from _folder(root)
    dossiers = root / 'dossiers'
    if not dossiers.is_dir():
        return
    folders = sorted(path for path in dossiers.iterdir() if path.is_dir())
    yield from _accounts(root, {path.name for path in folders}, counts)
    for folder in folders:
        for complaint in _dossier(folder, counts):
            where = f'dossiers/{folder.name}/{complaint.where}'.rstrip('/')
            yield Complaint(where, complaint.what, complaint.remedy)


def _folder(root: Path) -> Iterator[Complaint]:
    if not (root / 'dossiers').is_dir():
        yield Complaint('', f'In {root} staan geen gegevens van Wijkakkoord.', 'Kies de goede map met --data.')
        return
    if (root / RESTORING).exists():
        yield Complaint(
            '',
            'Het terugzetten van een reservekopie is niet afgemaakt.',
            'Maak de map leeg en zet de kopie opnieuw terug.',
        )
    if (root / SWAPPING).exists():
        yield Complaint('', 'Het weghalen van een naam is niet afgemaakt.', 'Start het programma; dan gaat dit verder.')
    if not os.access(root / 'dossiers', os.W_OK | os.X_OK):
        yield Complaint('', 'Hier mag niet geschreven worden.', 'Geef de gebruiker van het programma schrijfrecht.')
    free = shutil.disk_usage(root).free
    if free < LITTLE:
        yield Complaint('', f'Er is nog maar {free // 2**20} MB vrij op de schijf.', 'Maak ruimte vrij of neem meer.')


def _accounts(root: Path, dossiers: set[str], counts: Counts) -> Iterator[Complaint]:
    path = root / 'accounts.json'
    if not path.exists():
        if dossiers:
            yield Complaint(path.name, 'Dit bestand ontbreekt; niemand kan een dossier in.', _FROM_BACKUP)
        return
    try:
        accounts = Accounts(path, b'')
        for dossier_id in sorted(dossiers):
            people = accounts.members_of(dossier_id)
            counts.people += len(people)
            if not any(member.role is MemberRole.OWNER for member in people):
                remedy = 'Zet accounts.json terug uit een reservekopie, of lees het dossier opnieuw in.'
                yield Complaint(
                    f'dossiers/{dossier_id}', 'Dit dossier heeft geen beheerder; niemand kan het in.', remedy
                )
    except Damaged as error:
        yield Complaint(path.name, str(error), _FROM_BACKUP)
    except OSError as error:
        yield Complaint(path.name, f'Dit bestand is niet te lezen. {why(error)}', 'Geef de gebruiker leesrecht.')


def _dossier(folder: Path, counts: Counts) -> Iterator[Complaint]:
    counts.dossiers += 1
    for path in sorted(folder.rglob('*')):
        try:
            if '.beschadigd-' in path.name or '.damaged-' in path.name:
                yield Complaint(
                    path.relative_to(folder).as_posix(),
                    'Dit is een beschadigd bestand dat apart is gezet.',
                    'Kijk of er iets in het dossier ontbreekt en zet dat terug. Verplaats dit bestand daarna.',
                )
            elif path.suffix == '.ylog':
                counts.texts += 1
                yield from _text(path)
            elif path.name.endswith(('.authors.jsonl', '.moments.jsonl')):
                yield from _lines(path)
        except OSError as error:
            where = path.relative_to(folder).as_posix()
            yield Complaint(where, f'Dit bestand is niet te lezen. {why(error)}', 'Geef de gebruiker leesrecht.')
    yield from _document(folder / 'dossier.json')
    yield from _journal(folder / 'journal.jsonl', counts)


def _document(path: Path) -> Iterator[Complaint]:
    if not path.exists():
        yield Complaint(path.name, 'Dit bestand ontbreekt.', _FROM_BACKUP)
        return
    try:
        read_document(AtomicStorage(path).read())
    except LaterSchema as error:
        yield Complaint(path.name, str(error), 'Start de nieuwere versie van het programma.')
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Complaint(path.name, f'Dit bestand is beschadigd ({_first_line(error)}).', _FROM_BACKUP)
    except OSError as error:
        yield Complaint(path.name, f'Dit bestand is niet te lezen. {why(error)}', 'Geef de gebruiker leesrecht.')


def _journal(path: Path, counts: Counts) -> Iterator[Complaint]:
    if not path.exists():
        return
    bad = []
    *lines, _being_written = path.read_bytes().split(b'\n')
    for number, line in enumerate(lines, start=1):
        try:
            Entry.model_validate_json(line)
            counts.changes += 1
        except ValidationError:
            bad.append(str(number))
    if bad:
        yield Complaint(
            path.name,
            f'Niet te lezen: regel {", ".join(bad[:5])}{" en meer" if len(bad) > 5 else ""}.',
            'De andere regels en het dossier zelf werken. Vergelijk met een reservekopie.',
        )


def _lines(path: Path) -> Iterator[Complaint]:
    """Look at who wrote a text, or how it was at earlier moments."""
    bad = [str(number) for number, line in enumerate(read_lines(path), start=1) if not _is_json(line)]
    if bad:
        yield Complaint(
            f'texts/{path.name}',
            f'Niet te lezen: regel {", ".join(bad[:5])}{" en meer" if len(bad) > 5 else ""}.',
            'De tekst zelf werkt. Een deel van de geschiedenis ontbreekt; vergelijk met een reservekopie.',
        )


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _text(path: Path) -> Iterator[Complaint]:
    contents = parse(path.read_bytes())
    where = f'texts/{path.name}'
    if contents.damaged or contents.lost:
        readable = path.with_suffix('.md')
        copy = f'De leesbare kopie staat in {readable.name}. ' if readable.exists() else ''
        how = 'niet' if contents.lost else 'voor een deel niet'
        yield Complaint(where, f'De tekst ‘{unquote(path.stem)}’ is {how} te lezen.', copy + _FROM_BACKUP)
    document: Doc[Text] = Doc()
    document.get('text', type=Text)
    try:
        for update in contents.updates:
            document.apply_update(update)
    except Exception as error:  # pycrdt complains in many ways
        yield Complaint(where, f'De tekst ‘{unquote(path.stem)}’ klopt niet ({_first_line(error)}).', _FROM_BACKUP)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
