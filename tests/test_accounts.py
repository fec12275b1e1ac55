from pathlib import Path

import pytest

from data.accounts import Accounts
from data.errors import NotAllowed, NotFound
from data.models import MemberRole


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / 'accounts.json', b'secret')


def test_a_link_lets_its_member_in_and_is_not_stored(accounts: Accounts, tmp_path: Path) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    token = accounts.invite(member.id)

    session_token, entered = accounts.accept(token, None)

    session = accounts.session(session_token)
    assert entered == member
    assert session is not None
    assert list(accounts.members_in(session)) == [member]
    stored = (tmp_path / 'accounts.json').read_text()
    assert token not in stored
    assert session_token not in stored


def test_everything_survives_a_restart(accounts: Accounts, tmp_path: Path) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    session_token, _ = accounts.accept(accounts.invite(member.id), None)
    accounts.remember_place(member.id, '/spoor/a/x')

    again = Accounts(tmp_path / 'accounts.json', b'secret')

    session = again.session(session_token)
    assert session is not None
    assert list(again.members_in(session)) == [member]
    assert again.place(member.id) == '/spoor/a/x'


def test_the_owner_link_works_once(accounts: Accounts) -> None:
    token = accounts.invite()

    session_token, member = accounts.accept(token, None)

    session = accounts.session(session_token)
    assert member is None
    assert session is not None
    assert session.owner
    with pytest.raises(NotAllowed):
        accounts.accept(token, None)


@pytest.mark.parametrize('token', ['', 'x', 'é' * 100])
def test_a_made_up_link_is_refused(accounts: Accounts, token: str) -> None:
    with pytest.raises(NotAllowed, match='werkt niet'):
        accounts.accept(token, None)
    assert accounts.session(token) is None


def test_a_new_link_ends_the_old_one_and_revoking_ends_both(accounts: Accounts) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.READER)
    old = accounts.invite(member.id)
    new = accounts.invite(member.id)
    with pytest.raises(NotAllowed):
        accounts.accept(old, None)

    accounts.revoke(member.id)

    with pytest.raises(NotAllowed):
        accounts.accept(new, None)


def test_access_taken_away_counts_at_once(accounts: Accounts) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    session_token, _ = accounts.accept(accounts.invite(member.id), None)

    accounts.remove_member(member.id)

    session = accounts.session(session_token)
    assert session is not None
    assert list(accounts.members_in(session)) == []
    with pytest.raises(NotAllowed):
        accounts.member(member.id)


def test_the_last_owner_stays(accounts: Accounts) -> None:
    first = accounts.add_member('d1', 'Jeroen', MemberRole.OWNER, 'gem')
    second = accounts.add_member('d1', 'Lotte', MemberRole.OWNER, 'gem')
    accounts.remove_member(first.id)

    with pytest.raises(NotAllowed, match='laatste eigenaar'):
        accounts.remove_member(second.id)


def test_entering_with_more_rights_renews_the_token(accounts: Accounts) -> None:
    before = accounts.enter(None)
    member = accounts.add_member('d1', 'Fatima', MemberRole.READER)

    after, _ = accounts.accept(accounts.invite(member.id), before)

    assert before != after
    assert accounts.session(before) is None


def test_signing_out_ends_the_session(accounts: Accounts) -> None:
    token = accounts.enter(None)

    accounts.sign_out(token)

    assert accounts.session(token) is None


def test_a_calendar_link_belongs_to_one_member_and_cannot_be_guessed(accounts: Accounts) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.READER)
    token = accounts.feed_token(member)

    assert accounts.member_of_feed(token) == member
    for wrong in (token[:-1] + ('0' if token[-1] != '0' else '1'), member.id, '', 'é-é'):
        with pytest.raises(NotFound):
            accounts.member_of_feed(wrong)
