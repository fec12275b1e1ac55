"""Accounts of one's own: whose members they hold, and who may sign in to them."""

from datetime import timedelta
from pathlib import Path
from threading import current_thread

import pytest

from data.accounts import Accounts
from data.errors import NotAllowed, NotSignedIn, Unfit
from data.models import DEMO_PREFIX, Member, MemberRole
from data.own_account import Account, Identity
from data.passwords import MOST, hash_of, matches, require_strong
from data.signing_in import PROVEN
from tests.clock import Clock

EMAIL = 'fatima@lindewarm.example'
WORK = Identity(issuer='https://inlog.example', subject='f-1')


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    return Accounts(tmp_path / 'accounts.json', b'secret', clock)


def add(accounts: Accounts, name: str = 'Fatima', dossier_id: str = 'd1') -> Member:
    return accounts.add_member(dossier_id, name, MemberRole.REPRESENTATIVE, 'coop')


def by_link(accounts: Accounts, member: Member, session: str | None = None) -> str:
    return accounts.accept(accounts.invite(member.id), session)[0]


def made(accounts: Accounts, member: Member, email: str = EMAIL, **how: object) -> str:
    return accounts.make_account(by_link(accounts, member), member.name, email=email, **{'password': 'x', **how})


def account_in(accounts: Accounts, token: str) -> Account:
    session = accounts.session(token)
    assert session
    account = accounts.account_of(session)
    assert account
    return account


def signed_in_with(accounts: Accounts, identity: Identity) -> str:
    account = accounts.account_with_identity(identity)
    assert account
    return accounts.sign_in(account.id, None)


def seen(accounts: Accounts, token: str) -> set[str]:
    """Give the ids of the members a browser may act as."""
    session = accounts.session(token)
    assert session
    return {member.id for member in accounts.members_in(session)}


def test_an_account_brings_all_members_to_another_browser(accounts: Accounts, tmp_path: Path) -> None:
    here, there = add(accounts), add(accounts, dossier_id='d2')
    token = by_link(accounts, there, by_link(accounts, here))
    account = account_in(accounts, accounts.make_account(token, 'Fatima', email=' Fatima@LindeWarm.example '))

    again = Accounts(tmp_path / 'accounts.json', b'secret', accounts._now)

    assert again.account_with_email('FATIMA@lindewarm.example ') == account
    assert seen(again, again.sign_in(account.id, None)) == {here.id, there.id}


def test_a_link_opened_while_signed_in_counts_on_all_devices(accounts: Accounts) -> None:
    laptop = made(accounts, first := add(accounts))
    phone = accounts.sign_in(account_in(accounts, laptop).id, None)
    second = add(accounts, dossier_id='d2')

    by_link(accounts, second, phone)

    assert account_in(accounts, laptop).members == (first.id, second.id)
    assert seen(accounts, laptop) == {first.id, second.id}


def test_of_two_members_in_one_dossier_the_last_one_acts_on_all_devices(accounts: Accounts) -> None:
    laptop = made(accounts, add(accounts))
    account = account_in(accounts, laptop)
    phone = accounts.sign_in(account.id, None)
    last = add(accounts)

    phone = by_link(accounts, last, phone)

    for token in (laptop, phone, accounts.sign_in(account.id, None)):
        session = accounts.session(token)
        assert session
        assert session.members[0] == last.id


def test_a_link_lets_in_as_its_member_only_and_never_to_the_account(accounts: Accounts) -> None:
    member, other = add(accounts), add(accounts, dossier_id='d2')
    laptop = by_link(accounts, other, made(accounts, member))

    stranger = by_link(accounts, member)

    session = accounts.session(stranger)
    assert session
    assert seen(accounts, stranger) == {member.id}
    assert accounts.account_of(session) is None
    assert [each.id for each in accounts.sessions_of(session)] == [session.id]
    with pytest.raises(NotAllowed):
        accounts.require_proof(session)
    mine = accounts.session(laptop)
    assert mine
    assert session in accounts.sessions_of(mine), 'the person sees the browser of who used the link'


def test_a_link_used_by_somebody_else_ends_no_session_of_the_account(accounts: Accounts) -> None:
    member = add(accounts)
    laptop = made(accounts, member)
    mine, stranger = accounts.session(laptop), accounts.session(by_link(accounts, member))
    assert mine
    assert stranger

    accounts.end_sessions(stranger, mine.id)
    assert seen(accounts, laptop) == {member.id}
    accounts.end_sessions(mine, stranger.id)

    assert accounts.sessions_of(mine) == [accounts.session(laptop)]


def test_a_member_belongs_to_one_account(accounts: Accounts) -> None:
    member = add(accounts)
    first = account_in(accounts, made(accounts, member))
    other = made(accounts, add(accounts, 'Jeroen'), 'jeroen@wiedemeer.example')

    other = by_link(accounts, member, other)

    assert accounts.account_of_member(member.id) == first
    assert member.id not in account_in(accounts, other).members
    with pytest.raises(NotAllowed, match='na een uitnodiging'):
        accounts.make_account(by_link(accounts, member), 'Dief', email='dief@elders.example')


def test_a_member_removed_leaves_the_account_which_stays(accounts: Accounts) -> None:
    token = made(accounts, member := add(accounts))
    account = account_in(accounts, token)

    accounts.remove_member(member.id)

    assert account_in(accounts, token).members == ()
    assert seen(accounts, accounts.sign_in(account.id, None)) == set()


def test_a_dossier_that_is_gone_signs_no_account_out(accounts: Accounts) -> None:
    token = made(accounts, add(accounts))

    accounts.forget_dossier('d1')

    assert account_in(accounts, token).members == ()


def test_signing_in_over_another_account_takes_nothing_over(accounts: Accounts) -> None:
    theirs, mine = add(accounts, 'Henk'), add(accounts)
    shared = made(accounts, theirs, 'henk@elders.example')
    account = account_in(accounts, made(accounts, mine))

    after = accounts.sign_in(account.id, shared)

    assert seen(accounts, after) == {mine.id}
    assert accounts.session(shared) is None


def test_signing_in_keeps_what_came_by_link_without_claiming_it(accounts: Accounts) -> None:
    theirs, mine = add(accounts, 'Henk'), add(accounts)
    account = account_in(accounts, made(accounts, mine))

    after = accounts.sign_in(account.id, by_link(accounts, theirs))

    assert seen(accounts, after) == {theirs.id, mine.id}
    assert account_in(accounts, after).members == (mine.id,)


def test_who_runs_the_installation_still_does_after_signing_in_again(accounts: Accounts) -> None:
    token, _ = accounts.accept(accounts.invite(), None)
    account = account_in(accounts, accounts.make_account(token, 'Beheer', email='beheer@wiedemeer.example'))
    accounts.sign_out(token)

    session = accounts.session(accounts.sign_in(account.id, None))

    assert session
    assert session.owner
    assert accounts.has_owner


def test_the_demo_makes_no_account_and_joins_none(accounts: Accounts) -> None:
    demo = add(accounts, dossier_id=f'{DEMO_PREFIX}1')
    visitor = accounts.enter(None, demo.id)
    mine = made(accounts, member := add(accounts))

    with pytest.raises(NotAllowed, match='na een uitnodiging'):
        accounts.make_account(visitor, 'Bezoeker', email=EMAIL)
    mine = accounts.enter(mine, demo.id)

    assert seen(accounts, mine) == {demo.id, member.id}
    assert account_in(accounts, mine).members == (member.id,)


def test_a_login_name_is_of_one_account_and_a_browser_has_one(accounts: Accounts) -> None:
    token = made(accounts, add(accounts))

    with pytest.raises(Unfit, match='al een account'):
        made(accounts, add(accounts, 'Henk'), 'FATIMA@lindewarm.example')
    with pytest.raises(NotAllowed, match='al ingelogd'):
        accounts.make_account(token, 'Fatima', email='tweede@elders.example')
    with pytest.raises(NotSignedIn):
        accounts.make_account(None, 'Fatima', email='derde@elders.example')


# identities of organisations


def test_an_identity_signs_in_to_the_account_it_is_bound_to(accounts: Accounts) -> None:
    token = accounts.bind(made(accounts, member := add(accounts)), WORK)

    elsewhere = signed_in_with(accounts, WORK)

    assert seen(accounts, elsewhere) == {member.id}
    assert account_in(accounts, elsewhere) == account_in(accounts, token)


def test_after_a_link_an_identity_alone_makes_an_account(accounts: Accounts) -> None:
    member = add(accounts)

    token = accounts.bind(by_link(accounts, member), WORK, name='Fatima')

    assert account_in(accounts, token).members == (member.id,)
    assert seen(accounts, signed_in_with(accounts, WORK)) == {member.id}


def test_an_identity_belongs_to_one_account(accounts: Accounts) -> None:
    mine = accounts.bind(made(accounts, add(accounts)), WORK)
    other = made(accounts, add(accounts, 'Henk'), 'henk@elders.example')

    with pytest.raises(NotAllowed, match='ander account'):
        accounts.bind(other, WORK)
    with pytest.raises(NotAllowed, match='al een account'):
        accounts.bind(by_link(accounts, add(accounts, 'Iris')), WORK)

    assert account_in(accounts, signed_in_with(accounts, WORK)) == account_in(accounts, mine)


def test_ways_to_sign_in_change_only_just_after_signing_in(accounts: Accounts, clock: Clock) -> None:
    token = made(accounts, add(accounts))
    clock.now += PROVEN

    with pytest.raises(NotAllowed, match='opnieuw in'):
        accounts.bind(token, WORK)
    by_link(accounts, add(accounts, dossier_id='d2'), token)

    token = accounts.sign_in(account_in(accounts, made(accounts, add(accounts), 'b@elders.example')).id, None)
    clock.now += PROVEN - timedelta(seconds=1)
    assert accounts.bind(token, WORK)


def test_a_link_proves_nothing(accounts: Accounts, clock: Clock) -> None:
    token = made(accounts, add(accounts))
    clock.now += timedelta(days=1)

    session = accounts.session(by_link(accounts, add(accounts, dossier_id='d2'), token))

    assert session
    assert session.account
    assert not accounts.is_proven(session)


def test_the_last_way_in_stays(accounts: Accounts) -> None:
    token = accounts.bind(by_link(accounts, add(accounts)), WORK)
    session = accounts.session(token)
    assert session

    with pytest.raises(NotAllowed, match='enige manier'):
        accounts.unbind(session, WORK)
    other = accounts.bind(token, Identity(issuer='https://elders.example', subject='f'))
    session = accounts.session(other)
    assert session
    accounts.unbind(session, WORK)

    assert accounts.account_with_identity(WORK) is None


# passwords


async def test_a_password_is_stored_as_argon2id_and_matches_only_itself() -> None:
    hashed = await hash_of('hunebed ladder kraai')

    assert hashed.startswith('$argon2id$v=19$m=32768,t=3,p=1$')
    assert await matches(hashed, 'hunebed ladder kraai')
    assert not await matches(hashed, 'hunebed ladder Kraai')
    assert not await matches('', 'hunebed ladder kraai')
    assert not await matches('geen hash', 'hunebed ladder kraai')


async def test_a_password_is_computed_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    where: list[str] = []
    monkeypatch.setattr('data.passwords._verify', lambda *_: bool(where.append(current_thread().name)))

    await matches('', 'hunebed ladder kraai')

    assert where[0].startswith('passwords')


async def test_a_password_matches_however_the_keyboard_writes_its_accents() -> None:
    assert await matches(await hash_of('cafe\u0301 hunebed kraai'), 'caf\u00e9 hunebed kraai')


@pytest.mark.parametrize('password', ['hunebed ladder kraai', 'x7!Qm2#vTz9p', '路加福音书籍很多很好看吗呢啊'])
def test_a_good_password_may_have_any_characters(password: str) -> None:
    require_strong(password, EMAIL)


@pytest.mark.parametrize(
    'password, why',
    [
        ('kort', 'ten minste 12'),
        ('x' * (MOST + 1), 'ten hoogste 200'),
        ('aaaaaaaaaaaaaaaa', 'makkelijk'),
        ('Wachtwoord2026!', 'makkelijk'),
        ('Welkom!2026!!', 'makkelijk'),
        ('Fatima@LindeWarm.example', 'makkelijk'),
        ('123456789012345', 'makkelijk'),
        ('qwertyuiop1234', 'makkelijk'),
    ],
)
def test_a_weak_password_is_refused_with_what_would_be_right(password: str, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        require_strong(password, EMAIL)
