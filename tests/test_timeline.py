"""The journal from its end, typing in it, putting back, and the history page's parts."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Text

from components.history_filters import Wanted
from components.history_redline import origin_html, redline_html, shares
from data import wire
from data.authorship import Author
from data.content import load_content
from data.errors import NotAllowed, NotFound
from data.journal import Entry, Journal
from data.lines import BLOCK, append_lines, lines_backwards
from data.models import Member, MemberRole, contribution_of
from data.peers import Visitor
from data.rules.text_diff import differences
from data.stretches import Stretch
from data.workspace import Workspace
from tests.clock import Clock

CONTENT = load_content(Path(__file__).parent.parent / 'content')
START = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Workspace:
    return Workspace(tmp_path, CONTENT, b'secret', now=clock)


@pytest.fixture
def owner(workspace: Workspace) -> Member:
    return workspace.create('Proef', 'Wiedemeer', 'Jeroen')


def visitor(member: Member, *, may_write: bool = True) -> Visitor:
    return Visitor(member.id, member.name, member.party_id, '#000000', may_write, member.party_id)


def write(workspace: Workspace, member: Member, text: str, text_id: str = 'goal') -> None:
    """Type at the end of a text, and leave it; without a loop that puts it away."""
    room, peer = workspace.texts.join(member.dossier_id, text_id, visitor(member), lambda: None)
    doc: Doc[Text] = Doc()
    words = doc.get('text', type=Text)
    doc.apply_update(room.encoded())
    before = doc.get_state()
    words += text
    room.receive(peer, wire.sync(wire.UPDATE, doc.get_update(before)))
    workspace.texts.leave(member.dossier_id, text_id, room, peer)
    workspace.texts.history.settle(member.dossier_id)


def told(workspace: Workspace, member: Member) -> list[Entry]:
    return [entry for _, entry in workspace.journal(member.dossier_id).backwards()]


# the journal from its end


def entry(number: int, at: datetime = START) -> Entry:
    return Entry(at=at + timedelta(minutes=number), member_id='m', name='Jö', operation='set', path=f'p.{number}')


def test_a_journal_is_read_from_its_end(tmp_path: Path) -> None:
    journal = Journal(tmp_path / 'journal.jsonl')
    for number in range(30):
        journal.append(entry(number))

    lines = list(journal.backwards())

    assert [each.path for _, each in lines] == [f'p.{number}' for number in reversed(range(30))]
    assert [each for _, each in lines[::-1]] == list(journal.entries())
    assert journal.at(lines[7][0]) == lines[7][1]
    assert list(journal.backwards(before=lines[7][0])) == lines[8:]


@pytest.mark.parametrize('size', [1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_lines_of_any_length_are_read_backwards(tmp_path: Path, size: int) -> None:
    path = tmp_path / 'lines.jsonl'
    lines = [b'a' * size, b'kort', b'b' * size, b'c']
    append_lines(path, lines)

    found = list(lines_backwards(path))

    assert [line for _, line in found] == lines[::-1]
    data = path.read_bytes()
    assert all(data[place : place + len(line)] == line for place, line in found)


def test_a_torn_line_is_passed_over_from_the_end_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    journal = Journal(tmp_path / 'journal.jsonl')
    journal.append(entry(1))
    with (tmp_path / 'journal.jsonl').open('ab') as file:
        file.write(b'{"at": "2026-')
    journal.append(entry(2))

    assert [each.path for _, each in journal.backwards()] == ['p.2', 'p.1']
    assert 'is not an entry' in caplog.text


def test_reading_stops_where_the_period_begins(tmp_path: Path) -> None:
    journal = Journal(tmp_path / 'journal.jsonl')
    for number in range(10):
        journal.append(entry(number))
    seen: list[str] = []

    found = list(journal.backwards(lambda stored: not seen.append(stored['path']), since='2026-11-23T12:07:00'))

    assert [each.path for _, each in found] == seen == ['p.9', 'p.8', 'p.7']


def test_a_clock_that_was_set_back_hides_nothing_of_the_period(tmp_path: Path) -> None:
    journal = Journal(tmp_path / 'journal.jsonl')
    for number in (3, 8, 9, 1, 2, 9):
        journal.append(entry(number))

    found = list(journal.backwards(since='2026-11-23T12:07:00'))

    assert [each.path for _, each in found] == ['p.9', 'p.9', 'p.8']


def test_reading_a_period_does_not_go_through_all_that_came_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / 'journal.jsonl'
    append_lines(path, (entry(number % 50).model_dump_json().encode() for number in range(5000)))
    append_lines(path, [entry(59).model_dump_json().encode()])
    read, lines = [0], lines_backwards

    def counted(*arguments: Any) -> Iterator[tuple[int, bytes]]:
        for each in lines(*arguments):
            read[0] += 1
            yield each

    monkeypatch.setattr('data.journal.lines_backwards', counted)
    assert len([*Journal(path).stored(since='2026-11-23T12:55:00')]) == 1
    assert read[0] < 200


def test_twenty_thousand_changes_stay_quick(tmp_path: Path) -> None:
    path = tmp_path / 'journal.jsonl'
    append_lines(path, (entry(number).model_dump_json().encode() for number in range(20_000)))
    journal = Journal(path)

    begin = time.thread_time()
    newest = [each for _, each in zip(range(200), journal.backwards(), strict=False)]
    first_page = time.thread_time() - begin
    begin = time.thread_time()
    oldest = list(journal.backwards(lambda stored: Wanted(step='rollen').fits(stored, CONTENT)))
    whole = time.thread_time() - begin

    assert len(newest) == 200
    assert oldest == []
    assert first_page < 0.1
    assert whole < 1.0


# what is wanted


@pytest.mark.parametrize(
    'wanted, paths',
    [
        (Wanted(), ['matrix.notation', 'texts.goal', 'reason']),
        (Wanted(step='doel'), ['texts.goal']),
        (Wanted(party='coop'), ['texts.goal']),
        (Wanted(person='m1'), ['matrix.notation', 'reason']),
        (Wanted(first=datetime(2026, 11, 23).date()), ['matrix.notation', 'texts.goal']),
        (Wanted(last=datetime(2026, 11, 22).date()), ['reason']),
        (Wanted(since=datetime(2026, 11, 23, 11, tzinfo=UTC)), ['matrix.notation']),
        (Wanted(party='coop', person='m1'), []),
    ],
)
def test_filters_can_be_combined(tmp_path: Path, wanted: Wanted, paths: list[str]) -> None:
    journal = Journal(tmp_path / 'journal.jsonl')
    for at, member, party, path in (
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), 'm1', 'gemeente', 'reason'),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), 'm2', 'coop', 'texts.goal'),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), 'm1', 'gemeente', 'matrix.notation'),
    ):
        journal.append(Entry(at=at, member_id=member, name='x', party_id=party, operation='set', path=path))

    found = journal.backwards(lambda stored: wanted.fits(stored, CONTENT), since=wanted.begins)

    assert [each.path for _, each in found] == paths


# typing in the journal


def test_typing_is_one_entry_per_person_and_burst(workspace: Workspace, owner: Member) -> None:
    heard: list[str] = []
    workspace.history.grown(owner.dossier_id).subscribe(heard.append)

    write(workspace, owner, 'Samen naar schone warmte')

    latest = told(workspace, owner)[0]
    assert (latest.operation, latest.path, latest.name, latest.party_id) == ('text', 'texts.goal', 'Jeroen', 'gemeente')
    assert latest.new == {'moment': 1, 'came': 4, 'went': 0, 'restored': 0}
    assert heard == [owner.dossier_id]


def test_a_text_put_back_is_told_as_such(workspace: Workspace, owner: Member) -> None:
    write(workspace, owner, 'Eerst dit.')
    write(workspace, owner, ' Dan dat.')

    assert workspace.restore_text(owner.id, owner.dossier_id, 'goal', 1, visitor(owner))

    assert workspace.texts.text(owner.dossier_id, 'goal') == 'Eerst dit.'
    assert told(workspace, owner)[0].new == {'moment': 3, 'came': 0, 'went': 2, 'restored': 1}
    assert len(told(workspace, owner)) == 4
    texts = [each.text for each in workspace.texts.history.moments(owner.dossier_id, 'goal')]
    assert texts == ['Eerst dit.', 'Eerst dit. Dan dat.', 'Eerst dit.']


def test_only_who_may_write_a_text_puts_it_back(workspace: Workspace, owner: Member) -> None:
    write(workspace, owner, 'Onze bijdrage.', contribution_of('gemeente'))
    write(workspace, owner, ' Meer.', contribution_of('gemeente'))
    workspace.add(owner.id, owner.dossier_id, 'parties', {'id': 'coop', 'type': 'COOP', 'name': 'L', 'short_name': 'L'})
    other = workspace.accounts.add_member(owner.dossier_id, 'Fatima', MemberRole.REPRESENTATIVE, 'coop')
    reader = workspace.accounts.add_member(owner.dossier_id, 'Lies', MemberRole.READER)

    for member in (other, reader):
        with pytest.raises(NotAllowed):
            workspace.restore_text(member.id, owner.dossier_id, contribution_of('gemeente'), 1, visitor(member))
    with pytest.raises(NotAllowed):
        workspace.restore_text(other.id, owner.dossier_id, 'goal', 1, visitor(owner))
    with pytest.raises(NotFound):
        workspace.restore_text(owner.id, owner.dossier_id, 'goal', 99, visitor(owner))
    assert workspace.texts.text(owner.dossier_id, contribution_of('gemeente')) == 'Onze bijdrage. Meer.'


def test_a_deleted_dossier_tells_nothing_any_more(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    room, peer = workspace.texts.join(owner.dossier_id, 'goal', visitor(owner), lambda: None)
    room.rewrite(visitor(owner), 'weg')

    workspace.delete(owner.dossier_id)
    workspace.texts.leave(owner.dossier_id, 'goal', room, peer)

    assert not (tmp_path / 'dossiers' / owner.dossier_id).exists()


# visits


def test_the_visit_before_counts_and_coming_back_soon_is_the_same_visit(
    workspace: Workspace, owner: Member, clock: Clock
) -> None:
    def look(minutes: int) -> datetime | None:
        clock.now += timedelta(minutes=minutes)
        return workspace.history.visit(owner.dossier_id, owner.id)

    assert look(0) is None
    assert look(10) is None
    yesterday = clock.now
    assert look(24 * 60) == yesterday
    assert look(5) == yesterday
    assert workspace.history.visit(owner.dossier_id, 'other') is None


def test_damaged_visits_only_forget(workspace: Workspace, owner: Member, tmp_path: Path) -> None:
    (tmp_path / 'dossiers' / owner.dossier_id / 'visits.json').write_text('[1')

    assert workspace.history.visit(owner.dossier_id, owner.id) is None


# what is shown

EVIL = '<script>alert(1)</script>'


@pytest.mark.parametrize(
    'html',
    [
        lambda dossier: redline_html(differences('', EVIL)),
        lambda dossier: redline_html(differences(EVIL, '')),
        lambda dossier: redline_html(differences(EVIL, EVIL)),
        lambda dossier: origin_html([Stretch(EVIL, Author('m', EVIL, '', '', EVIL))], dossier),
    ],
)
def test_what_people_typed_is_never_html(workspace: Workspace, owner: Member, html: Callable[..., str]) -> None:
    assert '<script' not in html(workspace.dossier(owner.dossier_id))


def test_what_came_and_went_is_marked_by_more_than_colour() -> None:
    html = redline_html(differences('oud blijft', 'nieuw blijft'))

    assert '<del><span class="wa-visually-hidden">weggehaald: </span>oud' in html
    assert '<ins><span class="wa-visually-hidden">toegevoegd: </span>nieuw' in html


def test_the_share_of_each_author_is_counted_in_words() -> None:
    henk, fatima = Author('p1', 'Henk'), Author('p2', 'Fatima')

    counted = shares([Stretch('een twee', henk), Stretch(' drie ', fatima), Stretch('vier', henk), Stretch('', None)])

    assert counted == [(henk, 3), (fatima, 1), (None, 0)]
