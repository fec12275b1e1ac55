"""Everyone a dossier knows by name: who may enter, who once could and did something, and who is only named."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from data.dossiers import Dossiers
from data.journal import End, Journal
from data.models import Dossier, Member
from data.rules.person import squeezed


@dataclass(frozen=True, slots=True)
class Known:
    """A person of a dossier.

    :param key: names them within the dossier: id of the member, or party and person
    :param member: as it is now, None for who cannot enter
    """

    key: str
    name: str
    party_id: str
    member_id: str = ''
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a journal says of people: who did something, and what stands where names were taken out."""

    people: list[Known]
    words: set[str]


async def known_people(workspace: Dossiers, dossier_id: str) -> list[Known]:
    """Give everyone whose name is still there: members first, then who once was one, then who is only named.

    The journal may be long and is read beside the event loop; all else is as it is at the end.

    :raises NotFound: if there is no such dossier
    """
    told = await _told_of(workspace, dossier_id)
    members = _members(workspace, dossier_id)
    ids = {each.key for each in members}
    names = {squeezed(each.name) for each in members}
    named = _only_named(workspace.dossier(dossier_id), names, told.words)
    return [*members, *(each for each in told.people if each.member_id not in ids), *named]


async def known_person(workspace: Dossiers, dossier_id: str, key: str) -> Known | None:
    """Give somebody by their key, None if nobody is known by it; for a member the journal is not read."""
    for each in _members(workspace, dossier_id):
        if each.key == key:
            return each
    return next((each for each in await known_people(workspace, dossier_id) if each.key == key), None)


def _members(workspace: Dossiers, dossier_id: str) -> list[Known]:
    members = workspace.accounts.members_of(dossier_id)
    return [Known(member.id, member.name, member.party_id, member.id, member) for member in members]


async def _told_of(workspace: Dossiers, dossier_id: str) -> _Told:
    """Read the journal; again if a name is taken out of it meanwhile."""
    while True:
        journal = workspace.journal(workspace.dossier(dossier_id).id)
        end = journal.end()
        told = await asyncio.to_thread(_told_by, journal, end)
        workspace.dossier(dossier_id)  # what a refusing disk held up is done first
        if journal.end().follows(end):
            return told


def _told_by(journal: Journal, end: End) -> _Told:
    told, seen = _Told([], set()), set[str]()
    for _, stored in journal.stored(end.place):
        if stored.get('operation') == 'anonymise':
            seen.add(str(stored.get('path', '')).rpartition('.')[2])
            told.words.add(str(stored.get('new')))
            continue
        member_id = str(stored.get('member_id', ''))
        if member_id not in seen and stored.get('name') not in told.words:
            seen.add(member_id)
            told.people.append(
                Known(member_id, str(stored.get('name', '')), str(stored.get('party_id', '')), member_id)
            )
    return told


def _only_named(dossier: Dossier, taken: set[str], words: set[str]) -> Iterator[Known]:
    for party in dossier.parties:
        named = [*((person.id, person.name) for person in party.people), ('tekent', party.signatory)]
        for person_id, name in named:
            if name and squeezed(name) not in taken and name not in words:
                taken = {*taken, squeezed(name)}
                yield Known(f'{party.id}~{person_id}', name, party.id)
