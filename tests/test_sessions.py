"""Sessions: how long they last, what renews them, what ends them, and what a person sees of their own."""

from datetime import timedelta
from pathlib import Path

from data.accounts import Accounts
from data.models import MemberRole
from tests.clock import Clock


def test_everything_survives_a_restart(accounts: Accounts, tmp_path: Path) -> None:
    member = accounts.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    session_token, _ = accounts.accept(accounts.invite(member.id), None)
    accounts.remember_place(member.id, '/spoor/a/x')

    again = Accounts(tmp_path / 'accounts.json', b'secret')

    session = again.session(session_token)
    assert session is not None
    assert list(again.members_in(session)) == [member]
    assert again.place(member.id) == '/spoor/a/x'


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


def test_an_expired_session_is_no_session_and_was_not_ended(timed: Accounts, clock: Clock) -> None:
    token = timed.enter(None, timed.add_member('d1', 'Fatima', MemberRole.READER).id)

    clock.now += timedelta(days=14)

    assert timed.session(token) is None
    assert not timed.was_ended(token)


def test_a_session_that_is_used_every_week_lasts_and_one_that_is_not_ends(timed: Accounts, clock: Clock) -> None:
    member = timed.add_member('d1', 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    weekly, left = (timed.accept(timed.invite(member.id), None)[0] for _ in range(2))
    open_page = timed.session(weekly)
    assert open_page

    clock.now += timedelta(days=7)
    assert timed.acts_as(open_page.id, member.id)
    clock.now += timedelta(days=1)

    assert timed.session(weekly)
    assert timed.session(left) is None
    assert not timed.was_ended(left)
    clock.now += timedelta(days=6)
    assert timed.session(weekly) is None, 'two weeks are the most'


def test_an_ended_session_is_known_as_ended_also_after_a_restart(timed: Accounts, clock: Clock, tmp_path: Path) -> None:
    token = timed.enter(None, timed.add_member('d1', 'Fatima', MemberRole.READER).id)
    timed.sign_out(token)

    again = Accounts(tmp_path / 'timed.json', b'secret', clock)

    assert again.session(token) is None
    assert again.was_ended(token)


def test_the_sessions_of_a_person_are_listed_with_their_device_and_last_use(timed: Accounts, clock: Clock) -> None:
    member = timed.add_member('d1', 'Fatima', MemberRole.READER)
    stranger = timed.add_member('d1', 'Henk', MemberRole.READER)
    phone = timed.enter(None, member.id, device='Safari op iPhone')
    laptop = timed.enter(None, member.id, device='Firefox op Windows')
    timed.enter(None, stranger.id, device='Edge op Windows')
    clock.now += timedelta(hours=1)

    mine = timed.session(phone)
    assert mine
    listed = timed.sessions_of(mine)

    assert [each.device for each in listed] == ['Safari op iPhone', 'Firefox op Windows']
    assert listed[0].last_used == clock.now
    timed.end_sessions(mine, listed[1].id)
    assert timed.session(laptop) is None
    assert timed.session(phone)


def test_ending_a_shared_session_takes_only_this_person_out(timed: Accounts) -> None:
    one, other = (timed.add_member('d1', name, MemberRole.READER) for name in ('Fatima', 'Henk'))
    shared, own = timed.enter(None, one.id, other.id), timed.enter(None, one.id)
    mine, theirs = timed.session(own), timed.session(shared)
    assert mine
    assert theirs

    timed.end_sessions(mine, theirs.id)

    left = timed.session(shared)
    assert left
    assert list(timed.members_in(left)) == [other]


def test_a_session_keeps_its_id_when_its_token_is_renewed(timed: Accounts) -> None:
    one, other = (timed.add_member('d1', name, MemberRole.READER) for name in ('Fatima', 'Henk'))
    before = timed.enter(None, one.id)
    old = timed.session(before)
    assert old

    after = timed.enter(before, other.id)

    new = timed.session(after)
    assert new
    assert new.id == old.id
    assert timed.acts_as(old.id, one.id) == one


def test_a_dossier_that_is_gone_leaves_no_sessions_behind(timed: Accounts, tmp_path: Path) -> None:
    gone, stays = timed.add_member('d1', 'Fatima', MemberRole.READER), timed.add_member('d2', 'F', MemberRole.READER)
    only, both = timed.enter(None, gone.id), timed.enter(None, gone.id, stays.id)

    timed.forget_dossier('d1')

    assert timed.session(only) is None
    session = timed.session(both)
    assert session
    assert list(timed.members_in(session)) == [stays]
    assert (tmp_path / 'timed.json').read_text().count('"begun"') == 1
