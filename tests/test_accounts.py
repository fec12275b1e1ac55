"""Members and their links: whom a link lets in and until when, and that access taken away counts at once."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.accounts import Accounts
from data.errors import NotAllowed, NotFound
from data.models import MemberRole
from tests.clock import Clock


def news_of(accounts: Accounts) -> list[str]:
    told: list[str] = []
    accounts.access_changed.subscribe(told.append)
    return told


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

    with pytest.raises(NotAllowed, match='laatste beheerder'):
        accounts.remove_member(second.id)


def test_a_calendar_link_belongs_to_one_member_and_cannot_be_guessed(accounts: Accounts) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.READER)
    token = accounts.feed_token(member)

    assert accounts.member_of_feed(token) == member
    for wrong in (token[:-1] + ('0' if token[-1] != '0' else '1'), member.id, '', 'é-é'):
        with pytest.raises(NotFound):
            accounts.member_of_feed(wrong)


def test_a_new_calendar_link_ends_the_one_before_and_survives_a_restart(accounts: Accounts, tmp_path: Path) -> None:
    member, other = (accounts.add_member('d1', name, MemberRole.READER) for name in ('Fatima', 'Henk'))
    before, untouched = accounts.feed_token(member), accounts.feed_token(other)

    accounts.renew_feed(member.id)
    after = accounts.feed_token(member)
    assert accounts.member_of_feed(after).id == member.id
    assert accounts.member_of_feed(untouched) == other
    for each in (accounts, Accounts(tmp_path / 'accounts.json', b'secret')):
        with pytest.raises(NotFound):
            each.member_of_feed(before)

    accounts.remove_member(member.id)
    with pytest.raises(NotAllowed):
        accounts.renew_feed(member.id)


@pytest.mark.parametrize('days', [7, 30, 90])
def test_a_reader_reads_until_the_day_that_was_chosen(timed: Accounts, clock: Clock, days: int) -> None:
    reader = timed.add_member('d1', 'Raadslid', MemberRole.READER, days=days)
    token, _ = timed.accept(timed.invite(reader.id), None)

    clock.now += timedelta(days=days) - timedelta(seconds=1)
    assert timed.member(reader.id) == reader
    clock.now += timedelta(seconds=1)

    with pytest.raises(NotAllowed):
        timed.member(reader.id)
    session = timed.session(token)
    assert session is None or list(timed.members_in(session)) == []
    with pytest.raises(NotFound):
        timed.member_of_feed(timed.feed_token(reader))


def test_a_link_never_outlives_the_access_and_a_new_one_renews_it(timed: Accounts, clock: Clock) -> None:
    reader = timed.add_member('d1', 'Raadslid', MemberRole.READER, days=7)
    link = timed.invite(reader.id)
    shown = timed.invitation(reader.id)
    assert shown
    assert shown.expires == reader.until

    clock.now += timedelta(days=8)
    with pytest.raises(NotAllowed, match='werkt niet'):
        timed.accept(link, None)
    again = timed.invite(reader.id)

    _, entered = timed.accept(again, None)
    assert entered
    assert entered.until == clock.now + timedelta(days=30)


def test_a_link_tells_whether_it_was_used(timed: Accounts, clock: Clock) -> None:
    member = timed.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    link = timed.invite(member.id)
    before = timed.invitation(member.id)

    timed.accept(link, None)

    after = timed.invitation(member.id)
    assert before
    assert after
    assert (before.accepted, after.accepted) == (None, clock.now)


def test_everyone_concerned_is_told_once_when_access_ends(timed: Accounts, clock: Clock) -> None:
    member = timed.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE)
    reader = timed.add_member('d1', 'Raadslid', MemberRole.READER, days=7)
    token = timed.enter(None, member.id)
    told = news_of(timed)

    timed.change_role(member.id, MemberRole.ADVISER)
    timed.sign_out(token)
    assert told == [member.id] * 2
    timed.enter(None, member.id)
    clock.now += timedelta(days=15)
    timed.sweep()
    timed.sweep()
    timed.remove_member(member.id)

    assert told[2:] == [*sorted([member.id, reader.id]), member.id]


def test_two_owners_cannot_both_give_up_or_take_each_other_out(timed: Accounts) -> None:
    first, second = (timed.add_member('d1', name, MemberRole.OWNER) for name in ('Jeroen', 'Lotte'))
    timed.change_role(first.id, MemberRole.READER)

    with pytest.raises(NotAllowed, match='laatste beheerder'):
        timed.change_role(second.id, MemberRole.FACILITATOR)
    with pytest.raises(NotAllowed, match='laatste beheerder'):
        timed.remove_member(second.id)

    assert timed.member(second.id).role is MemberRole.OWNER


def test_who_stops_reading_along_stays_so_that_an_owner_cannot_run_out_of_time(timed: Accounts, clock: Clock) -> None:
    owner = timed.add_member('d1', 'Jeroen', MemberRole.OWNER)
    reader = timed.add_member('d1', 'Ria', MemberRole.READER, days=7)
    timed.change_role(reader.id, MemberRole.OWNER)
    timed.remove_member(owner.id)

    clock.now += timedelta(days=8)

    assert timed.member(reader.id).role is MemberRole.OWNER


def test_an_owner_whose_time_is_over_does_not_count_as_the_other_owner(timed: Accounts, clock: Clock) -> None:
    owner = timed.add_member('d1', 'Jeroen', MemberRole.OWNER)
    timed.add_member('d1', 'Lotte', MemberRole.OWNER, days=7)
    clock.now += timedelta(days=8)

    with pytest.raises(NotAllowed, match='laatste beheerder'):
        timed.remove_member(owner.id)
