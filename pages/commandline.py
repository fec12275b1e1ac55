"""What somebody who runs the installation can ask for at a prompt; each command ends with one sentence."""

import argparse
import errno
import logging
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from data.accounts import RESET_HOURS, Accounts
from data.backup import RESTORING, BackupError, back_up, restore
from data.disk import why
from data.errors import NotAllowed
from data.health import Counts, check
from data.settings import Settings
from data.upgrade import UpgradeError, upgrade

_log = logging.getLogger(__name__)
COMMANDS = ('serve', 'invite', 'backup', 'restore', 'check')


def parse(arguments: Sequence[str] | None = None) -> tuple[argparse.Namespace, Settings]:
    """Read the command line and the settings; a wrong one ends the program with one sentence that names it."""
    options = _parser().parse_args(arguments)
    names = ('host', 'port', 'data', 'log', 'demo')
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    try:
        return options, Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = '_'.join(map(str, first['loc'])).upper()
        now = '' if 'SECRET' in name else f' (het is nu {first["input"]!r})'
        sys.exit(f'WIJKAKKOORD_{name}: {first["msg"]}{now}.')


def run_backup(settings: Settings, target: Path | None) -> None:
    """Make a backup; a server may be running."""
    with _sentences():
        path, manifest = back_up(settings.data, target or Path.cwd())
        size = max(1, path.stat().st_size // 1024)
        print(f'Reservekopie gemaakt en gecontroleerd: {path}')
        print(
            f'{manifest.dossiers} dossiers, {len(manifest.files)} bestanden, {size} kB. Bewaar haar op een andere plek.'
        )


def run_restore(settings: Settings, source: Path | None) -> None:
    """Put a backup back into an empty folder."""
    if source is None:
        sys.exit('Noem de reservekopie: app.py restore BESTAND --data MAP.')
    with _sentences(), in_use(settings):
        manifest = restore(source, settings.data)
        print(f'Teruggezet in {settings.data}: {manifest.dossiers} dossiers van {manifest.made:%d-%m-%Y %H:%M} UTC.')
    run_check(settings)


def run_check(settings: Settings) -> None:
    """Read everything; ends with exit code 1 when something is wrong."""
    counts = Counts()
    complaints = list(check(settings.data, counts))
    for complaint in complaints:
        print(f'- {complaint}')
    read = f'{counts.dossiers} dossiers, {counts.texts} teksten, {counts.changes} wijzigingen, {counts.people} personen'
    if complaints:
        sys.exit(f'Gelezen: {read}. Er is iets mis, op {len(complaints)} plek{"ken" if len(complaints) > 1 else ""}.')
    print(f'Gelezen: {read}. Alles is in orde.')


def run_reset(accounts: Accounts, email: str, address: str) -> None:
    """Make a link that sets a new password for an account; the log keeps that it was made.

    :param address: under which people reach us
    """
    try:
        token = accounts.make_reset(email)
    except NotAllowed as error:
        sys.exit(str(error))
    account = accounts.account_with_email(email)
    _log.info('Account %s: whoever runs this made a link for a new password', account.id if account else '')
    print(f'Geef deze link alleen aan de persoon zelf. Hij werkt één keer, {RESET_HOURS} uur lang:')
    print(f'{address}/herstel/{token}')


@contextmanager
def in_use(settings: Settings) -> Iterator[None]:
    """Have the data folder alone, ready for use."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(settings.data / 'lock', timeout=0)
        lock.acquire()
    except Timeout:
        sys.exit(f'De map {settings.data} is al in gebruik door een ander Wijkakkoord. Stop dat eerst.')
    except OSError as error:
        sys.exit(
            f'De map {settings.data} is niet te gebruiken. {why(error)} Geef de gebruiker van dit programma toegang.'
        )
    try:
        yield
    finally:
        lock.release()


def bring_up_to_date(settings: Settings) -> None:
    """Migrate the folder to this version, or end with a sentence and leave it as it is."""
    if (settings.data / RESTORING).exists():
        sys.exit(
            f'In {settings.data} is een reservekopie maar half teruggezet. Maak de map leeg en zet haar opnieuw terug.'
        )
    try:
        if copy := upgrade(settings.data):
            print(f'De gegevens zijn bijgewerkt. De reservekopie van daarvoor: {copy}', flush=True)
    except UpgradeError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f'De map {settings.data} is niet te gebruiken. {why(error)}')


def require_address(settings: Settings) -> None:
    """End with one sentence if nobody can listen at the address of the settings."""
    family = socket.AF_INET6 if ':' in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f'Poort {settings.port} is al in gebruik. Kies een andere met --port (WIJKAKKOORD_PORT).')
        sys.exit(
            f'Op ‘{settings.host}’ poort {settings.port} kan dit programma niet luisteren ({error.strerror}). '
            'Kies een ander adres met --host of een andere poort met --port.'
        )


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except BackupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f'Dit is niet gelukt. {why(error)} ({error})')


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='app.py', description='Wijkakkoord')
    help = 'serve (default), invite: new link for who runs this; backup, restore, check: the data folder'
    parser.add_argument('command', nargs='?', choices=COMMANDS, default='serve', help=help)
    parser.add_argument('file', nargs='?', type=Path, help='backup: file or folder to make it in; restore: the backup')
    account = 'invite: link with which the person of this account (e-mail address) sets a new password'
    parser.add_argument('--account', metavar='EMAIL', help=account)
    parser.add_argument('--host', help='address to listen on (WIJKAKKOORD_HOST, default 127.0.0.1)')
    parser.add_argument('--port', type=int, help='port to listen on (WIJKAKKOORD_PORT, default 8080)')
    parser.add_argument('--data', type=Path, help='folder for the data (WIJKAKKOORD_DATA, default var)')
    parser.add_argument('--log', help='text or json: how the log is written (WIJKAKKOORD_LOG, default text)')
    demo = 'offer the demo only (WIJKAKKOORD_DEMO)'
    parser.add_argument('--demo', action='store_true', default=None, help=demo)
    parser.add_argument('--no-browser', action='store_true', help='do not open a browser')
    return parser
