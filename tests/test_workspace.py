from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.content import load_content
from data.dossiers import DEMO_PREFIX
from data.errors import NotAllowed, NotFound
from data.models import GOAL, Dossier, Member, MemberRole, Party, PartyType, text_digest
from data.rules.changes import ChangeError
from data.workspace import Workspace
from tests.first_texts import begin

CONTENT = load_content(Path(__file__).parent.parent / 'content')
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, CONTENT, b'secret', now=lambda: NOW)


@pytest.fixture
def owner(workspace: Workspace) -> Member:
    return workspace.create('Proef', 'Gemeente Wiedemeer', 'Jeroen')


def join(workspace: Workspace, owner: Member, role: MemberRole = MemberRole.REPRESENTATIVE) -> Member:
    party = {'id': 'coop', 'type': 'COOP', 'name': 'LindeWarm', 'short_name': 'LindeWarm'}
    workspace.add(owner.id, owner.dossier_id, 'parties', party)
    return workspace.accounts.add_member(owner.dossier_id, 'Fatima', role, 'coop')


def test_a_new_dossier_has_the_municipality_and_a_start_for_everything(workspace: Workspace, owner: Member) -> None:
    dossier = workspace.dossier(owner.dossier_id)

    assert [party.name for party in dossier.parties] == ['Gemeente Wiedemeer']
    assert len(dossier.matrix.tasks) == 25
    assert len(dossier.routes) == 9
    assert dossier.bodies
    assert len(dossier.escalation) >= 2


def test_a_change_is_saved_journaled_and_told(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    heard: list[Dossier] = []
    workspace.changed(owner.dossier_id).subscribe(heard.append)

    workspace.set(owner.id, owner.dossier_id, 'period.start', '2027-02-01')

    again = Workspace(tmp_path, CONTENT, b'secret').dossier(owner.dossier_id)
    entry = list(workspace.journal(owner.dossier_id).entries())[-1]
    assert str(again.period.start) == '2027-02-01'
    assert [dossier.period.start for dossier in heard] == [again.period.start]
    assert (entry.name, entry.path, entry.old, entry.new) == ('Jeroen', 'period.start', None, '2027-02-01')


def test_saying_the_same_again_changes_nothing(workspace: Workspace, owner: Member) -> None:
    workspace.set(owner.id, owner.dossier_id, 'reason', 'Riool')
    before = len(list(workspace.journal(owner.dossier_id).entries()))

    workspace.set(owner.id, owner.dossier_id, 'reason', 'Riool')

    assert len(list(workspace.journal(owner.dossier_id).entries())) == before


def test_a_party_changes_itself_and_not_another(workspace: Workspace, owner: Member) -> None:
    fatima = join(workspace, owner)

    workspace.set(fatima.id, owner.dossier_id, 'parties.coop.interest', 'Zeggenschap')

    with pytest.raises(NotAllowed, match='Alleen Gemeente'):
        workspace.set(fatima.id, owner.dossier_id, 'parties.gemeente.interest', 'x')
    assert workspace.dossier(owner.dossier_id).parties[0].interest == ''


def test_a_member_of_another_dossier_changes_nothing(workspace: Workspace, owner: Member) -> None:
    stranger = workspace.create('Ander', 'Elders', 'Vreemde')

    with pytest.raises(NotAllowed):
        workspace.set(stranger.id, owner.dossier_id, 'reason', 'x')
    with pytest.raises(NotFound):
        workspace.dossier('bestaat-niet')


def test_access_that_was_taken_away_stops_changes_at_once(workspace: Workspace, owner: Member) -> None:
    fatima = join(workspace, owner)
    workspace.accounts.remove_member(fatima.id)

    with pytest.raises(NotAllowed):
        workspace.set(fatima.id, owner.dossier_id, 'reason', 'x')


def test_agreement_holds_for_the_words_that_were_there(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    begin(tmp_path / 'dossiers', owner.dossier_id, {GOAL: 'Samen van het gas af.'})

    workspace.agree(owner.id, owner.dossier_id, GOAL)

    consent = workspace.dossier(owner.dossier_id).consents[GOAL]['gemeente']
    assert consent.digest == text_digest('Samen van het gas af.\n')
    assert consent.digest != text_digest('Samen van het gas af, ooit.')
    workspace.agree(owner.id, owner.dossier_id, GOAL, agrees=False)
    assert workspace.dossier(owner.dossier_id).consents[GOAL] == {}


def test_nobody_agrees_with_an_empty_text_or_without_a_party(workspace: Workspace, owner: Member) -> None:
    guide = workspace.accounts.add_member(owner.dossier_id, 'Iris', MemberRole.FACILITATOR)

    with pytest.raises(ChangeError, match='nog geen tekst'):
        workspace.agree(owner.id, owner.dossier_id, GOAL)
    with pytest.raises(NotAllowed, match='namens een partij'):
        workspace.agree(guide.id, owner.dossier_id, GOAL)


def test_old_demo_copies_go_and_young_ones_stay(workspace: Workspace, tmp_path: Path) -> None:
    ids = [f'{DEMO_PREFIX}{int((NOW - timedelta(hours=hours)).timestamp()):x}-abc' for hours in (1, 23, 25)]
    for dossier_id in ids:
        party = Party(id='gem', type=PartyType.MUNICIPALITY, name='G', short_name='G')
        workspace.install(Dossier(id=dossier_id, name='Demo', created=NOW, demo=True, parties=(party,)), {GOAL: 'x'})

    for odd in ('xyz', '', '-1', '1_0', '٣'):
        (tmp_path / 'dossiers' / f'{DEMO_PREFIX}{odd}').mkdir()
    assert workspace.expired_demos(24) == [ids[2]]
    workspace.delete(ids[2])

    assert not workspace.exists(ids[2])
    assert workspace.exists(ids[1])
    assert workspace.texts.text(ids[1], GOAL) == 'x'


def test_a_dossier_is_never_installed_over_another(workspace: Workspace, owner: Member) -> None:
    with pytest.raises(ValueError, match='bestaat al'):
        workspace.install(workspace.dossier(owner.dossier_id), {})
