"""Texts that stand in a folder before anybody opens them, as in a dossier that was just made."""

from collections.abc import Mapping
from pathlib import Path

from data.disk import write_atomically
from data.live_texts import LiveTexts


def begin(root: Path, dossier_id: str, texts: Mapping[str, str | bytes]) -> None:
    """Write the files that texts begin with.

    :param root: what ``LiveTexts`` gets
    """
    for name, data in LiveTexts(root).first_files(dossier_id, texts).items():
        write_atomically(root / dossier_id / name, data)
