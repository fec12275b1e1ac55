"""The members of an account, as words on its page."""

from typing import TypedDict

from data.account_parts import Invitation, Session
from data.errors import Damaged, NotFound, NotSaved
from data.models import Member
from data.own_account import Account
from data.rules.dutch import date_text
from data.workspace import Workspace


class Row(TypedDict):
    """One member."""

    id: str
    address: str
    dossier: str
    who: str
    link: str
    has_link: bool


def rows(workspace: Workspace, account: Account) -> list[Row]:
    """Give what the page says about each member of an account."""
    found = (workspace.accounts.member_if_any(member_id) for member_id in account.members)
    return [_row(workspace, member) for member in found if member]


def claimable(workspace: Workspace, session: Session, account: Account) -> list[str]:
    """Give what came into this browser by link and could belong to an account."""
    members = (' in '.join(who(workspace, each)[::-1]) for each in workspace.accounts.claimable(session))
    return [*members, *(['beheerder van dit programma'] if session.owner and not account.owner else [])]


def who(workspace: Workspace, member: Member) -> tuple[str, str]:
    """Give the name of the dossier, and the person with their party or role."""
    try:
        dossier = workspace.dossier(member.dossier_id)
    except (NotFound, Damaged, NotSaved):
        return 'een dossier dat nu niet te lezen is', member.name
    party = dossier.party(member.party_id)
    return dossier.name, f'{member.name}, {party.short_name}' if party else f'{member.name} ({member.role.word})'


def _row(workspace: Workspace, member: Member) -> Row:
    dossier, person = who(workspace, member)
    link = workspace.accounts.invitation(member.id)
    return {
        'id': member.id,
        'address': f'/dossier/{member.dossier_id}',
        'dossier': dossier,
        'who': person,
        'link': _words(link),
        'has_link': link is not None,
    }


def _words(link: Invitation | None) -> str:
    if link is None:
        return 'Er is geen link die werkt.'
    made = f'van {date_text(link.made.date())} ' if link.made else ''
    used = f'laatst gebruikt op {date_text(link.accepted.date())}' if link.accepted else 'nog niet gebruikt'
    return f'Uw link {made}werkt tot {date_text(link.expires.date())}, {used}.'
