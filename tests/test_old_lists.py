"""A list of people on an open page may be of an hour ago: whom it names is judged as they are now."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from data.accounts import Accounts
from data.admission import Admission
from data.errors import NotAllowed
from data.models import Member, MemberRole
from tests.clock import Clock
from tests.test_admission import ACTIONS, DOSSIER, Action


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    return Accounts(tmp_path / 'accounts.json', b'secret', clock)


@pytest.fixture
def owner(accounts: Accounts) -> Member:
    return accounts.add_member('d1', 'Jeroen', MemberRole.OWNER)


@pytest.fixture
def ria(accounts: Accounts) -> Member:
    return accounts.add_member('d1', 'Ria', MemberRole.READER, days=7)


@pytest.mark.parametrize('action', ACTIONS.values(), ids=ACTIONS)
def test_a_facilitator_who_saw_a_reader_does_nothing_with_who_is_owner_by_now(
    accounts: Accounts, owner: Member, ria: Member, action: Action
) -> None:
    guide = accounts.add_member('d1', 'Iris', MemberRole.FACILITATOR)
    accounts.change_role(ria.id, MemberRole.OWNER)
    link = accounts.invite(ria.id)

    with pytest.raises(NotAllowed, match='Alleen een beheerder'):
        action(Admission(accounts, guide.id), ria)

    assert accounts.member(ria.id).role is MemberRole.OWNER
    assert accounts.accept(link, None), 'nor did the link of the new owner end'


@pytest.mark.parametrize('action', ACTIONS.values(), ids=ACTIONS)
def test_nothing_is_done_for_who_was_removed_meanwhile(
    accounts: Accounts, owner: Member, ria: Member, action: Action
) -> None:
    accounts.remove_member(ria.id)

    with pytest.raises(NotAllowed, match='Deze persoon heeft al geen toegang meer'):
        action(Admission(accounts, owner.id), ria)

    assert accounts.members_of('d1') == [owner]
    assert accounts.invitation(ria.id) is None


@pytest.mark.parametrize('action', ACTIONS.values(), ids=ACTIONS)
def test_nobody_reaches_a_member_of_another_dossier_in_the_name_of_their_own(
    accounts: Accounts, owner: Member, action: Action
) -> None:
    elsewhere = accounts.add_member('d2', 'Petra', MemberRole.READER, days=7)
    disguised = elsewhere.model_copy(update={'dossier_id': 'd1'})

    with pytest.raises(NotAllowed, match='Alleen de gemeente'):
        action(Admission(accounts, owner.id), disguised)

    assert accounts.members_of('d2') == [elsewhere]


def test_somebody_whose_time_is_over_gets_a_link_first_and_then_another_role(
    accounts: Accounts, owner: Member, ria: Member, clock: Clock
) -> None:
    admission = Admission(accounts, owner.id)
    clock.now += timedelta(days=8)

    with pytest.raises(NotAllowed, match=r'^De toegang van deze persoon is verlopen. Maak eerst een nieuwe link'):
        admission.change_role(DOSSIER, ria, MemberRole.ADVISER, '')
    admission.reissue(ria)
    admission.change_role(DOSSIER, ria, MemberRole.ADVISER, '')

    assert accounts.member(ria.id).role is MemberRole.ADVISER


def test_who_becomes_a_reader_reads_until_a_day(accounts: Accounts, owner: Member, ria: Member, clock: Clock) -> None:
    change: Callable[..., None] = Admission(accounts, owner.id).change_role
    until = ria.until

    change(DOSSIER, ria, MemberRole.READER, 'coop')
    assert accounts.member(ria.id).until == until, 'the day that was chosen stays'
    change(DOSSIER, ria, MemberRole.ADVISER, '')
    assert accounts.member(ria.id).until is None
    change(DOSSIER, ria, MemberRole.READER, '')

    assert accounts.member(ria.id).until == clock.now + timedelta(days=30)
