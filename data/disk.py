"""Writing so that a crash or a full disk leaves the old or the new, and what people hear when the disk refuses."""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_WHY = {
    errno.ENOSPC: 'De schijf van de server is vol.',
    errno.EDQUOT: 'De schijf van de server is vol.',
    errno.EFBIG: 'De schijf van de server is vol.',
    errno.EROFS: 'De server kan nu alleen lezen, niet schrijven.',
    errno.EACCES: 'De server mag niet schrijven in zijn eigen map.',
    errno.EPERM: 'De server mag niet schrijven in zijn eigen map.',
}


class MayNotLast(OSError):
    """A new file is in its place, but the disk did not note its name: a power cut may bring the old one back."""


def why(error: OSError) -> str:
    """Say in one plain Dutch sentence why the disk refused."""
    return _WHY.get(error.errno or 0, 'De schijf van de server geeft een fout.')


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that after a crash there is either the old or the new one, whole; on disk when this returns.

    :raises MayNotLast: if the disk refuses the last step; the new file is there then
    :raises OSError: if it refuses one before; the old file is still there, and no temporary one
    """
    make_folder(path.parent)
    with opened_folder(path.parent) as folder:
        temporary = path.with_name(f'{path.name}.tmp')
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            try:
                write_all(file, data, 0)
                os.fsync(file)
            finally:
                os.close(file)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):  # why it was refused says more
                temporary.unlink()
            raise
        try:
            os.fsync(folder)
        except OSError as error:
            raise MayNotLast(error.errno, f'{path} may not survive a power cut: {error.strerror}') from error


def write_folder(folder: Path, files: Mapping[str, bytes], aside: Path) -> None:
    """Make a folder with files in it, so that after a crash there is all of it or nothing; on disk when this returns.

    The files are synced after all of them are written, which is less work for the disk than one after the other.

    :param files: path below the folder -> what is in the file
    :param aside: where it is made, on the same disk; a crash may leave something there, for the caller to remove
    :raises OSError: if the disk refuses, or there is something in the folder already; nothing of it is left
    """
    made = aside
    try:
        for name, data in files.items():
            _write_new(aside / name, data)
        for inside, _, names in os.walk(aside, topdown=False):
            for path in (*map(Path(inside).joinpath, names), Path(inside)):
                _sync(path)
        made = aside.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def write_all(file: int, data: bytes, at: int) -> None:
    """Write all of ``data`` at a place of an open file; one call to the system may write less."""
    view = memoryview(data)
    while view:
        written = os.pwrite(file, view, at)
        view, at = view[written:], at + written


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """Open a folder to sync it after something in it was changed; then there might be no file descriptor left."""
    file = os.open(folder, os.O_RDONLY)
    try:
        yield file
    finally:
        os.close(file)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that they survive a power cut.

    :raises OSError: if the disk refuses; a folder whose name is not on disk is not left
    """
    if folder.exists():
        return
    make_folder(folder.parent)
    with opened_folder(folder.parent) as above:
        folder.mkdir(exist_ok=True)
        try:
            os.fsync(above)
        except OSError:
            with suppress(OSError):
                folder.rmdir()
            raise


def sync_folder(folder: Path) -> None:
    """Make sure that new names in a folder survive a power cut."""
    _sync(folder)


def free_name(path: Path, why_aside: str) -> Path:
    """Give a name beside a file that is not taken, e.g. ``goal.ylog.damaged-1``; nothing set aside is overwritten."""
    number = 1
    while (aside := path.with_name(f'{path.name}.{why_aside}-{number}')).exists():
        number += 1
    return aside


def keep_aside(path: Path, data: bytes, why_aside: str) -> Path:
    """Keep what a file said beside it, under a name of its own; once, however often that is tried.

    :return: where it is
    :raises OSError: if the disk refuses
    """
    free = free_name(path, why_aside)
    for number in range(1, int(free.name.rpartition('-')[2])):
        aside = path.with_name(f'{path.name}.{why_aside}-{number}')
        if aside.stat().st_size == len(data) and aside.read_bytes() == data:
            return aside
    write_atomically(free, data)
    return free


def allow_many_files() -> None:
    """Let this process have as many files and connections open as the system allows; many systems begin at 1024."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # what is allowed may be more than the system can do
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _write_new(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        write_all(file, data, 0)
    finally:
        os.close(file)


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
