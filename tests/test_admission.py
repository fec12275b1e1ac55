"""Letting people in and out: judged by what the one who asks may at that moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.accounts import Accounts
from data.admission import Admission, until_words
from data.errors import NotAllowed
from data.models import Dossier, Member, MemberRole, Party, PartyType
from data.rules.changes import ChangeError

DOSSIER = Dossier(
    id='d1',
    name='Proef',
    created=datetime(2026, 11, 23, tzinfo=UTC),
    parties=(Party(id='coop', type=PartyType.COOPERATIVE, name='LindeWarm', short_name='LindeWarm'),),
)
OTHER = DOSSIER.model_copy(update={'id': 'd2'})
Action = Callable[[Admission, Member], object]
ACTIONS: dict[str, Action] = {
    'a new link': lambda admission, member: admission.reissue(member),
    'no link': lambda admission, member: admission.revoke(member),
    'another role': lambda admission, member: admission.change_role(DOSSIER, member, MemberRole.ADVISER, ''),
    'removal': lambda admission, member: admission.remove(member),
}


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / 'accounts.json', b'secret', lambda: datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture
def people(accounts: Accounts) -> dict[MemberRole, Member]:
    return {role: accounts.add_member('d1', role, role, 'coop') for role in MemberRole}


@pytest.mark.parametrize('action', ACTIONS.values(), ids=ACTIONS)
@pytest.mark.parametrize('target', [MemberRole.READER, MemberRole.OWNER])
@pytest.mark.parametrize('role', MemberRole)
def test_who_changes_whose_access(
    accounts: Accounts, people: dict[MemberRole, Member], role: MemberRole, target: MemberRole, action: Action
) -> None:
    member = accounts.add_member('d1', 'Doel', target, 'coop')
    may = role is MemberRole.OWNER or (role is MemberRole.FACILITATOR and target is not MemberRole.OWNER)

    try:
        action(Admission(accounts, people[role].id), member)
        done = True
    except NotAllowed:
        done = False

    assert done == may


@pytest.mark.parametrize('new', [MemberRole.REPRESENTATIVE, MemberRole.OWNER])
@pytest.mark.parametrize('role', MemberRole)
def test_who_lets_whom_in(
    accounts: Accounts, people: dict[MemberRole, Member], role: MemberRole, new: MemberRole
) -> None:
    may = role is MemberRole.OWNER or (role is MemberRole.FACILITATOR and new is not MemberRole.OWNER)

    try:
        Admission(accounts, people[role].id).invite(DOSSIER, 'Nieuw', new, 'coop', None)
        done = True
    except NotAllowed:
        done = False

    assert done == may
    assert len(accounts.members_of('d1')) == len(people) + may


def test_nobody_makes_themselves_owner_through_a_change_of_role(
    accounts: Accounts, people: dict[MemberRole, Member]
) -> None:
    guide = people[MemberRole.FACILITATOR]

    with pytest.raises(NotAllowed, match='Alleen een beheerder'):
        Admission(accounts, guide.id).change_role(DOSSIER, people[MemberRole.READER], MemberRole.OWNER, '')


def test_an_owner_of_one_dossier_lets_nobody_into_another(accounts: Accounts, people: dict[MemberRole, Member]) -> None:
    with pytest.raises(NotAllowed):
        Admission(accounts, people[MemberRole.OWNER].id).invite(OTHER, 'Nieuw', MemberRole.ADVISER, '', None)


def test_who_was_removed_removes_nobody(accounts: Accounts, people: dict[MemberRole, Member]) -> None:
    second = accounts.add_member('d1', 'Lotte', MemberRole.OWNER)
    admission = Admission(accounts, second.id)
    accounts.remove_member(second.id)

    with pytest.raises(NotAllowed, match='geen toegang meer'):
        admission.remove(people[MemberRole.OWNER])


@pytest.mark.parametrize(
    'name, role, party_id, days, words',
    [
        ('  ', MemberRole.ADVISER, '', None, 'Vul de naam in'),
        ('Henk', MemberRole.REPRESENTATIVE, '', None, 'Kies de partij'),
        ('Henk', MemberRole.SUBSTITUTE, '', None, 'Kies de partij'),
        ('Henk', MemberRole.ADVISER, 'weg', None, 'bestaat niet meer'),
        ('Ria', MemberRole.READER, '', None, 'Kies hoe lang'),
        ('Ria', MemberRole.READER, '', 3650, '7, 30 of 90'),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    accounts: Accounts,
    people: dict[MemberRole, Member],
    name: str,
    role: MemberRole,
    party_id: str,
    days: int | None,
    words: str,
) -> None:
    with pytest.raises(ChangeError, match=words):
        Admission(accounts, people[MemberRole.OWNER].id).invite(DOSSIER, name, role, party_id, days)

    assert len(accounts.members_of('d1')) == len(people)


def test_every_change_of_access_is_in_the_log_without_names_or_tokens(
    accounts: Accounts, people: dict[MemberRole, Member], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level('INFO')
    owner = people[MemberRole.OWNER]
    admission = Admission(accounts, owner.id)

    member, token = admission.invite(DOSSIER, 'Ria Raadslid', MemberRole.READER, '', 7)
    for action in ACTIONS.values():
        action(admission, member)

    lines = [record.getMessage() for record in caplog.records if record.name == 'data.admission']
    assert len(lines) == 1 + len(ACTIONS)
    assert all(owner.id in line and member.id in line for line in lines)
    assert not [line for line in lines if token in line or 'Ria' in line]


def test_people_see_until_when_links_and_access_work(accounts: Accounts, people: dict[MemberRole, Member]) -> None:
    admission = Admission(accounts, people[MemberRole.OWNER].id)
    reader, token = admission.invite(DOSSIER, 'Ria', MemberRole.READER, '', 7)

    assert admission.link_words(reader) == 'Link werkt tot 30 november 2026, nog niet gebruikt.'
    accounts.accept(token, None)
    assert admission.link_words(reader).endswith('laatst gebruikt op 23 november 2026.')
    admission.revoke(reader)
    assert admission.link_words(reader) == 'Geen werkende link.'
    assert until_words(reader, date(2026, 11, 29)) == 'Toegang tot 30 november 2026.'
    assert until_words(reader, date(2026, 12, 1)) == 'Toegang verlopen op 30 november 2026.'
    assert until_words(people[MemberRole.OWNER], date(2026, 12, 1)) == ''


def test_managers_see_who_has_an_account_and_make_no_link_that_would_not_work(
    accounts: Accounts, people: dict[MemberRole, Member]
) -> None:
    admission, member = Admission(accounts, people[MemberRole.OWNER].id), people[MemberRole.READER]
    assert 'eigen account' not in admission.link_words(member)
    token, _ = accounts.accept(admission.reissue(member), None)
    session = accounts.session(accounts.make_account(token, 'Ria', email='ria@raad.example', password='x'))
    assert session
    assert admission.link_words(member).endswith('Heeft een eigen account.')

    accounts.set_links(session, off=True)

    assert admission.link_words(member) == 'Komt alleen binnen met een eigen account.'
    with pytest.raises(NotAllowed, match='alleen binnen met een eigen account'):
        admission.reissue(member)
