"""Replaces several files of a data folder at once: after a crash there are all the old ones, or all the new ones.

New files are first written to a folder of their own. Renaming that folder is the moment from which the new ones hold;
what a crash leaves to do after it is done at the next start. Moving needs no space, so a full disk cannot stop it.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from data.disk import sync_folder, write_atomically

COLLECTING = '.wissel-nieuw'
"""folder below the data folder that is there only while new files are being written"""
SWAPPING = '.wissel'
"""folder below the data folder that is there only while new files are being put in place"""


def commit(root: Path, files: Iterable[tuple[Path, bytes]]) -> None:
    """Write new files and make them the ones that hold; ``finish`` puts them in place.

    :param files: path below the folder, and what is in the file from now on
    :raises OSError: if the disk refuses; nothing is changed then, or the new files hold and only ``finish`` is to be
        done: read nothing of what was there before ``finish`` returned
    """
    finish(root)
    collecting = root / COLLECTING
    try:
        collecting.mkdir()
        for path, data in files:
            write_atomically(collecting / path, data)
        collecting.rename(root / SWAPPING)
    except BaseException:
        shutil.rmtree(collecting, ignore_errors=True)
        raise
    sync_folder(root)


def finish(root: Path) -> bool:
    """Put in place what a crash left, and drop what was not whole; tells whether there was something to put in place.

    Everything has its place before anything is synced, so that a disk that refuses leaves no mixture behind.

    :raises OSError: if the disk refuses; call it again later
    """
    shutil.rmtree(root / COLLECTING, ignore_errors=True)
    swapping = root / SWAPPING
    if not swapping.exists():
        return False
    inside = sorted(swapping.rglob('*'))
    for path in inside:
        place = root / path.relative_to(swapping)
        if path.is_file() and place.parent.exists():  # else its dossier was removed meanwhile
            path.replace(place)
    for place in (root / path.relative_to(swapping) for path in inside if path.is_dir()):
        if place.exists():
            sync_folder(place)
    sync_folder(root)
    shutil.rmtree(swapping)
    return True
