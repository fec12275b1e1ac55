"""Reads a dossier that was downloaded, here or elsewhere, in as a dossier of its own: all of it, or nothing."""

import asyncio
import secrets

from data.errors import NotFound
from data.exports.dossier_file import ForeignFileError, TextCopy, read_dossier_json
from data.models import Dossier, Member, MemberRole, PartyType
from data.rules.sensitivity import begun_anew
from data.sound_updates import document
from data.workspace import Workspace


async def take_in(workspace: Workspace, data: bytes, owner: str) -> Member:
    """Make a dossier of a file from ``dossier.json``; gives its owner.

    It gets an id of its own, so that no dossier that is here already can change. Texts go on where they were: with
    the history that browsers need to merge. A large file takes a moment, beside the event loop.

    :param data: the file
    :param owner: name of the person who owns it here
    :raises ForeignFileError: if it is damaged, of another program or of a later version; nothing is changed
    :raises NotSaved: if the disk refuses; nothing is changed
    """
    try:
        dossier, texts = await asyncio.to_thread(_read, data)
        await workspace.install_aside(dossier, texts)
    except ForeignFileError:
        raise
    except (ValueError, NotFound) as error:
        raise ForeignFileError(f'Een tekst in dit bestand klopt niet ({error}). Download het opnieuw.') from error
    town = next((party.id for party in dossier.parties if party.type is PartyType.MUNICIPALITY), '')
    return workspace.adopt(dossier.id, owner, MemberRole.OWNER, town)


def _read(data: bytes) -> tuple[Dossier, dict[str, str | bytes]]:
    """Give the dossier of a file, and what its texts begin with.

    :raises ValueError: if the history of a text does not make the words of that text
    """
    file = read_dossier_json(data)
    dossier = begun_anew(file.dossier.model_copy(update={'id': secrets.token_hex(8), 'demo': False}))
    return dossier, {text_id: _content(text_id, copy) for text_id, copy in file.texts.items()}


def _content(text_id: str, copy: TextCopy) -> str | bytes:
    if copy.yjs and str(document([copy.yjs])[1]) != copy.markdown:
        raise ValueError(text_id)
    # ends of lines as a browser cannot count them are mended in a text that begins, not in one that goes on
    return copy.markdown if '\r' in copy.markdown else copy.yjs or copy.markdown
