"""Everything a dossier holds of one person, gathered to be taken away (AVG, articles 15 and 20).

What others wrote is never in it; of a text that mentions the person, only where it is.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from data.account_parts import Invitation, Session
from data.errors import Unreadable
from data.journal import Entry, Journal
from data.known_people import Known
from data.models import UNREAD_WORDS, Dossier, Member
from data.own_account import Account
from data.rules.person import mentions, named, parts_by
from data.rules.story_places import place_name, text_name
from data.rules.story_threads import may_hear_of
from data.rules.threads import as_seen_by
from data.stretches import Stretch
from data.workspace import Workspace

Tree = dict[str, Any]


def gather(
    workspace: Workspace, viewer: Member, known: Known, reads: Callable[[str], bool], mine: Session | None
) -> Callable[[], Tree]:
    """Take down what is in memory, and give what reads the rest from disk and gives all of it, as a JSON-like tree.

    The rest may take seconds in a dossier that is years old; it touches nothing that changes, so it may run anywhere.

    :param viewer: whoever takes it away
    :param reads: whether they may read a live text
    :param mine: the session of the person; None for whoever takes it away for them, and then how they sign in and on
        what devices is left out
    """
    dossier_id, content, accounts = viewer.dossier_id, workspace.content, workspace.accounts
    dossier = as_seen_by(viewer, workspace.dossier(dossier_id))
    who = workspace.someone(dossier_id, known.name, known.party_id, known.member)
    tree, texts = dossier.model_dump(mode='json'), workspace.texts.texts(dossier_id)
    workspace.texts.history.settle(dossier_id)
    told = [*((place_name(path, dossier, content), count) for path, count in mentions(tree, who))]
    told += [
        (text_name(text_id, dossier, content), count)
        for text_id, text in texts.items()
        if reads(text_id) and (count := who.mentions(text))
    ]
    party = dossier.party(known.party_id)
    readable = [each for each in workspace.texts.history.text_ids(dossier_id) if reads(each)]
    at_hand = {
        'over': {'dossier': dossier.name, 'kenmerk': dossier.id, 'gemaakt': workspace.today().isoformat()},
        'persoon': {
            'naam': known.name,
            'partij': party.name if party else '',
            'rol': str(known.member.role) if known.member else '',
            'toegang tot': _moment(known.member.until) if known.member else '',
            'kenmerk': known.member_id,
        },
        'uitnodiging': _link(accounts.invitation(known.member_id)) if known.member_id else {},
        'inloggen': _account(accounts.account_of(mine)) if mine else {},
        'apparaten': [_device(each) for each in accounts.sessions_of(mine)] if mine else [],
        'laatste plek': accounts.place(known.member_id),
        'geschiedenis bekeken': workspace.history.visits_of(dossier_id, known.member_id),
        'genoemd': [{'plek': place_name(path, dossier, content), 'pad': path} for path, _ in named(tree, who)],
        'in teksten genoemd': [{'plek': place, 'keer': count} for place, count in told],
        'reacties': [{'pad': path, **part} for path, part in parts_by(tree, known.member_id)],
    }

    def read() -> Tree:
        return {
            **at_hand,
            'geschreven': _written(workspace, dossier, known.member_id, readable),
            'wijzigingen': _changes(workspace.journal(dossier_id), viewer, dossier, known.member_id),
        }

    return read


def _written(workspace: Workspace, dossier: Dossier, member_id: str, readable: Iterable[str]) -> list[Tree]:
    """Give the words that are theirs, per text; one that cannot be read says so, because it may hold some."""
    found: list[Tree] = []
    for text_id in readable if member_id else ():
        about = {'tekst': text_name(text_id, dossier, workspace.content), 'kenmerk': text_id}
        try:
            words = _by(workspace.texts.history.stretches(dossier.id, text_id), member_id)
        except Unreadable:
            found.append({**about, 'stukken': [], 'niet te lezen': UNREAD_WORDS})
        else:
            found += [{**about, 'stukken': words}] if words else []
    return found


def _by(stretches: Iterable[Stretch], member_id: str) -> list[str]:
    return [each.text for each in stretches if each.author and each.author.member_id == member_id]


def _changes(journal: Journal, viewer: Member, dossier: Dossier, member_id: str) -> list[Tree]:
    """Give the changes of one member that the viewer may hear of, oldest first."""

    def is_theirs(stored: Tree) -> bool:
        return stored.get('member_id') == member_id and may_hear_of(
            viewer, dossier, str(stored.get('path', '')), stored.get('new')
        )

    found = [entry for _, entry in journal.backwards(is_theirs)] if member_id else []
    return [_change(entry) for entry in reversed(found)]


def _change(entry: Entry) -> Tree:
    """Tell a change without what stood there before, because that may be of somebody else."""
    return {'op': entry.at.isoformat(), 'wat': entry.operation, 'pad': entry.path, 'nieuw': entry.new}


def _link(link: Invitation | None) -> Tree:
    return {'werkt tot': _moment(link.expires), 'laatst gebruikt': _moment(link.accepted)} if link else {}


def _device(session: Session) -> Tree:
    return {
        'apparaat': session.device,
        'sinds': _moment(session.begun),
        'laatst gebruikt': _moment(session.last_used),
        'tot': _moment(session.expires),
    }


def _account(account: Account | None) -> Tree:
    if account is None:
        return {}
    return {
        'naam': account.name,
        'e-mailadres': account.email,
        'gemaakt': _moment(account.created),
        'wachtwoord': bool(account.password),
        'code in een app': bool(account.totp),
        'toegangssleutels': [
            {'naam': each.name, 'gemaakt': _moment(each.made), 'laatst gebruikt': _moment(each.last_used)}
            for each in account.passkeys
        ],
        'inlog van een organisatie': [each.model_dump() for each in account.identities],
    }


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ''
