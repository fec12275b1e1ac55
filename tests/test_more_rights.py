"""Somebody may do more from now on: a link or a session from before gains nothing by it."""

from pathlib import Path

import pytest

from data.accounts import Accounts
from data.admission import Admission
from data.errors import NotAllowed, NotSignedIn
from data.models import Member, MemberRole
from data.rules.permissions import is_more
from tests.test_admission import DOSSIER

LESS_TO_MORE = (
    {MemberRole.READER},
    {MemberRole.ADVISER},
    {MemberRole.SUBSTITUTE, MemberRole.REPRESENTATIVE},
    {MemberRole.FACILITATOR},
    {MemberRole.OWNER},
)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / 'accounts.json', b'secret')


@pytest.fixture
def owner(accounts: Accounts) -> Member:
    return accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)


@pytest.fixture
def ria(accounts: Accounts) -> Member:
    return accounts.add_member('d1', 'Ria', MemberRole.READER, days=7)


def promote(accounts: Accounts, owner: Member, member: Member, role: MemberRole = MemberRole.OWNER) -> None:
    Admission(accounts, owner.id).change_role(DOSSIER, member, role, 'coop')


def may_act(accounts: Accounts, token: str, member: Member) -> bool:
    session = accounts.session(token)
    return session is not None and member.id in [each.id for each in accounts.members_in(session)]


@pytest.mark.parametrize('before', MemberRole)
@pytest.mark.parametrize('role', MemberRole)
def test_which_role_may_more(role: MemberRole, before: MemberRole) -> None:
    rank, earlier = (next(at for at, roles in enumerate(LESS_TO_MORE) if each in roles) for each in (role, before))

    assert is_more(role, before) is (rank > earlier)


@pytest.mark.parametrize('role', [MemberRole.ADVISER, MemberRole.REPRESENTATIVE, MemberRole.OWNER])
def test_neither_the_link_nor_who_came_by_it_gains_anything(
    accounts: Accounts, owner: Member, ria: Member, tmp_path: Path, role: MemberRole
) -> None:
    link = accounts.invite(ria.id)
    token, _ = accounts.accept(link, None)
    session = accounts.session(token)
    assert session

    promote(accounts, owner, ria, role)

    for each in (accounts, Accounts(tmp_path / 'accounts.json', b'secret')):
        assert not may_act(each, token, ria)
        assert not each.was_ended(token), 'so that what was typed there waits for the person'
        with pytest.raises(NotSignedIn):
            each.acts_as(session.id, ria.id)
        with pytest.raises(NotAllowed, match='werkt niet'):
            each.accept(link, None)


def test_with_a_new_link_the_person_is_back(accounts: Accounts, owner: Member, ria: Member) -> None:
    token, _ = accounts.accept(accounts.invite(ria.id), None)
    promote(accounts, owner, ria)

    token, member = accounts.accept(Admission(accounts, owner.id).reissue(ria), token)

    assert member and member.role is MemberRole.OWNER
    assert may_act(accounts, token, ria)


def test_who_signed_in_with_their_own_account_stays(accounts: Accounts, owner: Member, ria: Member) -> None:
    token, _ = accounts.accept(accounts.invite(ria.id), None)
    own = accounts.make_account(token, 'Ria', email='ria@raad.example', password='x')

    promote(accounts, owner, ria)

    assert may_act(accounts, own, ria)


def test_who_came_by_their_link_with_an_account_of_somebody_else_does_not(
    accounts: Accounts, owner: Member, ria: Member
) -> None:
    link, henk = accounts.invite(ria.id), accounts.add_member('d1', 'Henk', MemberRole.ADVISER)
    accounts.make_account(accounts.accept(link, None)[0], 'Ria', email='ria@raad.example', password='x')
    token, _ = accounts.accept(accounts.invite(henk.id), None)
    others = accounts.make_account(token, 'Henk', email='henk@raad.example', password='x')
    others, _ = accounts.accept(link, others)
    assert may_act(accounts, others, ria)

    promote(accounts, owner, ria)

    assert may_act(accounts, others, henk)
    assert not may_act(accounts, others, ria)


def test_a_browser_of_more_people_goes_on_without_this_one(accounts: Accounts, owner: Member, ria: Member) -> None:
    henk = accounts.add_member('d1', 'Henk', MemberRole.ADVISER)
    token = accounts.enter(None, ria.id, henk.id)

    promote(accounts, owner, ria)

    assert may_act(accounts, token, henk)
    assert not may_act(accounts, token, ria)


def test_the_browser_of_who_gave_the_rights_stays_as_it_is(accounts: Accounts, owner: Member, ria: Member) -> None:
    token = accounts.enter(None, owner.id)
    token, _ = accounts.accept(accounts.invite(ria.id), token)

    promote(accounts, owner, ria)

    assert may_act(accounts, token, owner)
    assert may_act(accounts, token, ria)


@pytest.mark.parametrize('role', [MemberRole.READER, MemberRole.ADVISER, MemberRole.SUBSTITUTE])
def test_who_may_less_or_goes_to_another_party_stays_inside(
    accounts: Accounts, owner: Member, role: MemberRole
) -> None:
    fatima = accounts.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'vve')
    link = accounts.invite(fatima.id)
    token, _ = accounts.accept(link, None)

    promote(accounts, owner, fatima, role)

    assert may_act(accounts, token, fatima)
    assert accounts.accept(link, None)
