"""Who may do what. The only place that decides it.

Source: the parties write their own contribution, everyone the goal; the municipality and a facilitator manage parties.
"""

from data.models import OWNED, Dossier, Member, MemberRole, Openness, Post, Thread, notebook_of, owner_of
from data.rules.changes import value_at
from data.rules.retention import CLOSED

_MANAGERS = {MemberRole.OWNER, MemberRole.FACILITATOR}
_VOICES = {MemberRole.OWNER, MemberRole.REPRESENTATIVE, MemberRole.SUBSTITUTE}
"""roles that speak for a party: they write its texts and agree in its name"""
_WRITERS = _MANAGERS | _VOICES
_TALKERS = _WRITERS | {MemberRole.ADVISER}
_RANKS = {
    MemberRole.READER: 0,
    MemberRole.ADVISER: 1,
    MemberRole.SUBSTITUTE: 2,
    MemberRole.REPRESENTATIVE: 2,
    MemberRole.FACILITATOR: 3,
    MemberRole.OWNER: 4,
}
"""who may more has a higher one"""
_MANAGED = {'name', 'demo', 'version', 'milestones', 'project_leader', 'project_leader_paid_by'}
_OWNED = {'mandates', 'processes'}
"""lists of parts that belong to a party; its people and the managers change them"""
_OPENNESS_FIELDS = {'level', 'reason', 'until'}
_NEVER = {'id', 'created', 'demo', 'threads', 'open_points'}
"""what no path changes; comments and open points have functions of their own below"""


def may_manage(member: Member) -> bool:
    """Whether somebody adds and removes parties, and makes and withdraws invitations."""
    return member.role in _MANAGERS


def may_manage_member(member: Member, role: MemberRole) -> bool:
    """Whether somebody makes, changes or removes a member with this role; owners are made by owners only."""
    return may_manage(member) and (role is not MemberRole.OWNER or member.role is MemberRole.OWNER)


def is_more(role: MemberRole, before: MemberRole) -> bool:
    """Whether somebody with a role may more than they might with the one before."""
    return _RANKS[role] > _RANKS[before]


def may_end(member: Member) -> bool:
    """Whether somebody takes the name of a person out of a dossier, closes the dossier and removes it."""
    return member.role is MemberRole.OWNER


def may_copy(member: Member, member_id: str) -> bool:
    """Whether somebody takes away what is kept of a person: that person, and whoever answers such questions."""
    return member.id == member_id or member.role is MemberRole.OWNER


def speaks_for(member: Member, party_id: str) -> bool:
    """Whether somebody acts in the name of a party."""
    return bool(party_id) and member.role in _VOICES and member.party_id == party_id


def acts_for_another(member: Member, party_id: str) -> bool:
    """Whether somebody acts for another party by now than the one a page of theirs was made for."""
    return bool(party_id) and member.party_id not in ('', party_id)


def may_agree(member: Member) -> bool:
    """Whether somebody says 'akkoord' for a party; a facilitator has no vote."""
    return speaks_for(member, member.party_id)


def may_read_text(member: Member, dossier: Dossier, text_id: str) -> bool:
    """Whether somebody reads a live text: a draft or notebook only who speaks for its party, whoever manages the rest.

    An adviser or reader is no voice of a party, so that a draft stays with those who answer for it.
    """
    return is_for_all(dossier, text_id) or speaks_for(member, owner_of(text_id))


def is_for_all(dossier: Dossier, text_id: str) -> bool:
    """Whether everyone in the dossier may read a live text."""
    return dossier.openness(text_id) is not Openness.INTERNAL


def may_read_moment(member: Member, dossier: Dossier, text_id: str, number: int) -> bool:
    """Whether somebody reads how a live text was at a moment; what was a draft then stays with its party."""
    return is_moment_for_all(dossier, text_id, number) or speaks_for(member, owner_of(text_id))


def is_moment_for_all(dossier: Dossier, text_id: str, number: int) -> bool:
    """Whether everyone in the dossier may read how a live text was at a moment."""
    drafts = dossier.sensitivity_of(text_id).drafts
    was_draft = any(each.first <= number and (each.last is None or number <= each.last) for each in drafts)
    return is_for_all(dossier, text_id) and not was_draft


def may_write_text(member: Member, text_id: str) -> bool:
    """Whether somebody types in a live text: a contribution and a notebook are written by their own party only."""
    if text_id.partition(':')[0] in OWNED:
        return speaks_for(member, owner_of(text_id))
    return member.role in _WRITERS


def may_comment(member: Member, dossier: Dossier) -> bool:
    """Whether somebody joins in the talk at a place they can see; who only reads, reads that as well."""
    return member.role in _TALKERS and not dossier.is_closed


def may_edit_post(member: Member, dossier: Dossier, post: Post) -> bool:
    """Whether somebody changes or takes back what was said: only who said it."""
    is_own = bool(post.member_id) and post.member_id == member.id
    return may_comment(member, dossier) and is_own and not post.removed


def may_settle(member: Member, dossier: Dossier, thread: Thread) -> bool:
    """Whether somebody ends a talk or begins it again: who started it, who sorts it out, and the managers."""
    began = thread.posts[0].member_id if thread.posts else ''
    return may_comment(member, dossier) and (may_manage(member) or member.id in (began, thread.owner_id))


def may_plan(member: Member, dossier: Dossier) -> bool:
    """Whether somebody makes a comment an open point: who sorts it out, by when, and whether it blocks."""
    return member.role in _WRITERS and not dossier.is_closed


def may_set_openness(member: Member, text_id: str) -> bool:
    """Whether somebody says how far a text or annex may go: its own party, and for what is of all the managers.

    A notebook never leaves its party.
    """
    if text_id.startswith(notebook_of('')):
        return False
    return speaks_for(member, owner_of(text_id)) if text_id.partition(':')[0] in OWNED else may_manage(member)


def may_change(member: Member, dossier: Dossier, path: str) -> bool:
    """Whether somebody changes what stands at ``path`` (see ``data.rules.changes``)."""
    names = path.split('.')
    if names[0] == 'retention':
        return may_end(member)
    if member.role not in _WRITERS or names[0] in _NEVER or dossier.is_closed:
        return False
    if names[0] in _MANAGED:
        return may_manage(member)
    if names[0] == 'parties':
        return may_manage(member) or (len(names) > 2 and speaks_for(member, names[1]))
    if names[0] == 'sensitivity':
        return len(names) == 3 and names[2] in _OPENNESS_FIELDS and may_set_openness(member, names[1])
    if names[0] == 'consents':
        return speaks_for(member, names[-1])
    if names[0] == 'stances' or names[:2] == ['matrix', 'confirmed']:
        return len(names) > (2 if names[0] == 'stances' else 3) and _own_column(member, names)
    if names[0] in _OWNED:
        return may_manage(member) or _owns_part(member, dossier, names)
    return True


def may_add(member: Member, dossier: Dossier, path: str, party_id: str) -> bool:
    """Whether somebody adds a part to the list at ``path``; ``party_id`` is the party the part will belong to."""
    if path in _OWNED and not dossier.is_closed:
        return may_manage(member) or speaks_for(member, party_id)
    return may_change(member, dossier, path)


def refusal(dossier: Dossier, path: str) -> str:
    """Say who may do what somebody just may not."""
    if path.startswith('retention'):
        return 'Alleen een beheerder van het dossier kiest hoe lang het wordt bewaard.'
    if dossier.is_closed:
        return CLOSED
    first, _, rest = path.partition('.')
    party = dossier.party(rest.split('.')[0]) if first == 'parties' else None
    if party:
        return f'Alleen {party.short_name}, de gemeente of de procesbegeleider kan dit wijzigen.'
    if first == 'sensitivity':
        return _openness_refusal(dossier, rest.split('.')[0])
    if first in ('consents', 'stances', 'matrix'):
        return 'Dit kan alleen namens uw eigen partij.'
    return 'U kunt dit niet wijzigen. Vraag het aan de gemeente of de procesbegeleider.'


def _openness_refusal(dossier: Dossier, text_id: str) -> str:
    party = dossier.party(owner_of(text_id))
    who = f'wie namens {party.short_name} spreekt' if party else 'de gemeente of de procesbegeleider'
    return f'Wie deze tekst mag lezen, bepaalt {who}.'


def _own_column(member: Member, names: list[str]) -> bool:
    """``stances.<term>.<party>...`` and ``matrix.confirmed.<task>.<party>`` belong to that party."""
    return speaks_for(member, names[2] if names[0] == 'stances' else names[3])


def _owns_part(member: Member, dossier: Dossier, names: list[str]) -> bool:
    part = value_at(dossier, '.'.join(names[:2])) if len(names) > 1 else None
    return part is not None and speaks_for(member, part.party_id) and names[-1] != 'party_id'
