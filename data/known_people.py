"""Everyone a dossier knows by name: who may enter, who once could and did something, and who is only named."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.dossiers import Dossiers
from data.models import Member
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


def known_people(workspace: Dossiers, dossier_id: str) -> Iterator[Known]:
    """Give everyone whose name is still there: members first, then who once was one, then who is only named."""
    members = workspace.accounts.members_of(dossier_id)
    for member in members:
        yield Known(member.id, member.name, member.party_id, member.id, member)
    seen, words = {member.id for member in members}, set()
    for _, stored in workspace.journal(dossier_id).stored():
        if stored.get('operation') == 'anonymise':
            seen.add(str(stored.get('path', '')).rpartition('.')[2])
            words.add(str(stored.get('new')))
            continue
        member_id = str(stored.get('member_id', ''))
        if member_id not in seen and stored.get('name') not in words:
            seen.add(member_id)
            yield Known(member_id, str(stored.get('name', '')), str(stored.get('party_id', '')), member_id)
    yield from _only_named(workspace, dossier_id, {squeezed(member.name) for member in members}, words)


def _only_named(workspace: Dossiers, dossier_id: str, taken: set[str], words: set[str]) -> Iterator[Known]:
    for party in workspace.dossier(dossier_id).parties:
        named = [*((person.id, person.name) for person in party.people), ('tekent', party.signatory)]
        for person_id, name in named:
            if name and squeezed(name) not in taken and name not in words:
                taken = {*taken, squeezed(name)}
                yield Known(f'{party.id}~{person_id}', name, party.id)
