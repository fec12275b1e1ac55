"""Reads a dossier that was downloaded, here or elsewhere, in as a dossier of its own: all of it, or nothing."""

import secrets

from data.errors import NotFound
from data.exports.dossier_file import ForeignFileError, read_dossier_json
from data.models import Member, MemberRole, PartyType
from data.rules.sensitivity import begun_anew
from data.workspace import Workspace


def take_in(workspace: Workspace, data: bytes, owner: str) -> Member:
    """Make a dossier of a file from ``dossier.json``; gives its owner.

    It gets an id of its own, so that no dossier that is here already can change. Texts go on where they were: with
    the history that browsers need to merge.

    :param data: the file
    :param owner: name of the person who owns it here
    :raises ForeignFileError: if it is damaged, of another program or of a later version; nothing is changed
    :raises NotSaved: if the disk refuses; nothing is changed
    """
    file = read_dossier_json(data)
    dossier = begun_anew(file.dossier.model_copy(update={'id': secrets.token_hex(8), 'demo': False}))
    states = {text_id: copy.yjs for text_id, copy in file.texts.items() if copy.yjs}
    plain = {text_id: copy.markdown for text_id, copy in file.texts.items() if copy.markdown and not copy.yjs}
    town = next((party.id for party in dossier.parties if party.type is PartyType.MUNICIPALITY), '')
    try:
        workspace.install(dossier, plain, states)
        for text_id, copy in file.texts.items():
            if workspace.texts.text(dossier.id, text_id) != copy.markdown:
                raise ValueError(text_id)
    except (ValueError, NotFound) as error:
        workspace.delete(dossier.id)
        raise ForeignFileError(f'Een tekst in dit bestand klopt niet ({error}). Download het opnieuw.') from error
    return workspace.adopt(dossier.id, owner, MemberRole.OWNER, town)
