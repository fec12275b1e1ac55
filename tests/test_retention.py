"""How long a dossier is kept: what the municipality chose, a calm reminder, closing, and removing by hand only."""

import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from components.visit import visitor_of
from data.content import load_content
from data.errors import NotAllowed, NotFound
from data.models import GOAL, Dossier, Member, MemberRole, Retention
from data.peers import COME_BACK
from data.rules.changes import ChangeError
from data.rules.retention import is_over, last_day, retention_findings, retention_words
from data.workspace import Workspace
from tests.first_texts import begin

CONTENT = load_content(Path(__file__).parent.parent / 'content')
TODAY = date(2026, 11, 23)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, CONTENT, b'secret', now=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.fixture
def owner(workspace: Workspace) -> Member:
    return workspace.create('Proef', 'Gemeente Wiedemeer', 'Jeroen')


def kept(**how: object) -> Dossier:
    return Dossier(id='d', name='n', created=datetime(2026, 1, 1, tzinfo=UTC), retention=Retention(**how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    'how, last',
    [
        ({}, None),
        ({'months': 12}, None),
        ({'until': date(2030, 1, 1)}, date(2030, 1, 1)),
        ({'months': 12, 'closed_on': date(2026, 2, 28)}, date(2027, 2, 28)),
        ({'months': 1, 'closed_on': date(2026, 1, 31)}, date(2026, 2, 28)),
        ({'months': 0, 'closed_on': date(2026, 12, 31)}, date(2026, 12, 31)),
        ({'months': 12, 'closed_on': date(2026, 2, 28), 'until': date(2030, 1, 1)}, date(2030, 1, 1)),
        ({'months': 1200, 'closed_on': date(9999, 2, 28)}, date.max),
    ],
)
def test_the_last_day_is_a_date_or_counts_from_closing(how: dict[str, object], last: date | None) -> None:
    assert last_day(kept(**how).retention) == last


@pytest.mark.parametrize(
    'until, code',
    [(date(2027, 1, 23), ''), (date(2027, 1, 22), 'R1'), (TODAY, 'R1'), (date(2026, 11, 22), 'R2')],
)
def test_people_are_reminded_near_the_end_and_after_it(until: date, code: str) -> None:
    dossier = kept(until=until)

    assert [finding.code for finding in retention_findings(dossier, TODAY)] == [code] * bool(code)
    assert is_over(dossier, TODAY) is (code == 'R2')


def test_a_closed_dossier_needs_a_period() -> None:
    assert [each.code for each in retention_findings(kept(closed_on=TODAY), TODAY)] == ['R3']
    assert [*retention_findings(kept(), TODAY)] == []


def test_the_words_say_how_long_and_why() -> None:
    assert retention_words(kept(until=date(2040, 1, 1), reason='Selectielijst 11.1.')) == (
        'Dit dossier wordt bewaard tot en met 1 januari 2040. Reden: Selectielijst 11.1.'
    )
    assert retention_words(kept(months=84)) == 'Dit dossier wordt bewaard tot 84 maanden na het afsluiten.'
    assert 'nog niet gekozen' in retention_words(kept())


@pytest.mark.parametrize('role', [role for role in MemberRole if role is not MemberRole.OWNER])
def test_only_an_owner_says_how_long(workspace: Workspace, owner: Member, role: MemberRole) -> None:
    member = workspace.accounts.add_member(owner.dossier_id, 'Sam', role, 'gemeente')

    with pytest.raises(NotAllowed, match='Alleen een beheerder'):
        workspace.set(member.id, owner.dossier_id, 'retention.until', '2040-01-01')
    with pytest.raises(NotAllowed, match='Alleen een beheerder'):
        workspace.close(member.id, owner.dossier_id, is_closed=True)
    with pytest.raises(NotAllowed, match='Alleen een beheerder'):
        workspace.end_dossier(member.id, owner.dossier_id)


def test_nobody_changes_anything_in_a_closed_dossier(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    begin(tmp_path / 'dossiers', owner.dossier_id, {GOAL: 'Warm.'})
    workspace.close(owner.id, owner.dossier_id, is_closed=True)

    for change in (
        lambda: workspace.set(owner.id, owner.dossier_id, 'reason', 'x'),
        lambda: workspace.add(owner.id, owner.dossier_id, 'mandates', {'party_id': 'gemeente'}),
        lambda: workspace.remove(owner.id, owner.dossier_id, 'parties.gemeente'),
        lambda: workspace.say(owner.id, owner.dossier_id, 'question:A1', 'x'),
        lambda: workspace.agree(owner.id, owner.dossier_id, GOAL),
        lambda: workspace.restore_text(
            owner.id, owner.dossier_id, GOAL, 1, visitor_of(workspace.dossier(owner.dossier_id), owner, GOAL)
        ),
    ):
        with pytest.raises(NotAllowed, match='afgesloten'):
            change()
    assert not visitor_of(workspace.dossier(owner.dossier_id), owner, GOAL).may_write

    workspace.close(owner.id, owner.dossier_id, is_closed=False)
    workspace.set(owner.id, owner.dossier_id, 'reason', 'x')


@pytest.mark.parametrize('day', ['2026-11-20', None], ids=['closed', 'opened'])
def test_everyone_who_types_is_judged_anew_however_a_dossier_closes_or_opens(
    workspace: Workspace, owner: Member, day: str | None
) -> None:
    if day is None:
        workspace.close(owner.id, owner.dossier_id, is_closed=True)
    visitor = visitor_of(workspace.dossier(owner.dossier_id), owner, GOAL)
    _, peer = workspace.texts.join(owner.dossier_id, GOAL, visitor, lambda: None)

    workspace.set(owner.id, owner.dossier_id, 'retention.closed_on', day)  # as 'Zet terug' in the history does

    assert peer.closed and peer.closed[0] == COME_BACK


def test_other_changes_leave_who_types_alone(workspace: Workspace, owner: Member) -> None:
    visitor = visitor_of(workspace.dossier(owner.dossier_id), owner, GOAL)
    _, peer = workspace.texts.join(owner.dossier_id, GOAL, visitor, lambda: None)

    workspace.set(owner.id, owner.dossier_id, 'retention.until', '2040-01-01')

    assert peer.closed is None


def over(workspace: Workspace, owner: Member) -> None:
    workspace.set(owner.id, owner.dossier_id, 'retention.until', '2026-11-22')
    workspace.close(owner.id, owner.dossier_id, is_closed=True)


def test_a_dossier_goes_only_after_its_time_and_when_closed(workspace: Workspace, owner: Member) -> None:
    with pytest.raises(NotAllowed, match='nog niet'):
        workspace.end_dossier(owner.id, owner.dossier_id)
    workspace.close(owner.id, owner.dossier_id, is_closed=True)
    with pytest.raises(NotAllowed, match='nog niet'):
        workspace.end_dossier(owner.id, owner.dossier_id)
    workspace.set(owner.id, owner.dossier_id, 'retention.until', '2026-11-23')
    with pytest.raises(NotAllowed, match='nog niet'):
        workspace.end_dossier(owner.id, owner.dossier_id)
    assert workspace.exists(owner.dossier_id)


def test_a_removed_dossier_leaves_nothing_but_ids_in_the_log(
    workspace: Workspace, owner: Member, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = workspace.create('Ander', 'Elders', 'Petra')
    over(workspace, owner)

    with caplog.at_level(logging.INFO):
        workspace.end_dossier(owner.id, owner.dossier_id)

    assert not workspace.exists(owner.dossier_id)
    assert {path.name for path in tmp_path.iterdir()} == {'accounts.json', 'dossiers'}
    assert owner.id not in (tmp_path / 'accounts.json').read_text()
    assert workspace.exists(other.dossier_id)
    assert f'Dossier {owner.dossier_id}: member {owner.id} removed it' in caplog.text
    assert 'Jeroen' not in caplog.text
    assert 'Proef' not in caplog.text


def test_removing_goes_on_after_a_crash(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    over(workspace, owner)
    workspace._store.set_apart(owner.dossier_id)  # and then the power went

    again = Workspace(tmp_path, CONTENT, b'secret')

    with pytest.raises(NotFound):
        again.dossier(owner.dossier_id)
    assert again.accounts.members_of(owner.dossier_id) == []
    assert {path.name for path in tmp_path.iterdir()} == {'accounts.json', 'dossiers'}


def test_the_log_reminds_once_a_day_and_nothing_is_removed(
    workspace: Workspace, owner: Member, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.set(owner.id, owner.dossier_id, 'retention.until', '2026-11-22')

    workspace.remind()
    workspace.remind()

    assert [record.getMessage() for record in caplog.records if 'retention' in record.getMessage()] == [
        f'Dossier {owner.dossier_id}: its retention period is over'
    ]
    assert workspace.exists(owner.dossier_id)


def test_the_reminder_leaves_alone_what_is_being_written(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    being_written = tmp_path / 'dossiers' / owner.dossier_id / 'dossier.json.tmp'
    damaged = tmp_path / 'dossiers' / 'stuk' / 'dossier.json'
    damaged.parent.mkdir()
    for path in (being_written, damaged):
        path.write_text('{"half')

    workspace.remind()

    assert being_written.exists()
    assert damaged.exists()


def test_a_period_is_a_number_of_months(workspace: Workspace, owner: Member) -> None:
    with pytest.raises(ChangeError):
        workspace.set(owner.id, owner.dossier_id, 'retention.months', -1)
