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
    :raises OSError: if the disk refuses; nothing is changed then
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

    :raises OSError: if the disk refuses; call it again later
    """
    shutil.rmtree(root / COLLECTING, ignore_errors=True)
    swapping = root / SWAPPING
    if not swapping.exists():
        return False
    for path in sorted(path for path in swapping.rglob('*') if path.is_file()):
        place = root / path.relative_to(swapping)
        if place.parent.exists():  # else its dossier was removed meanwhile
            path.replace(place)
            sync_folder(place.parent)
    shutil.rmtree(swapping)
    sync_folder(root)
    return True
