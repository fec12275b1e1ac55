"""A person out of a dossier: everywhere, nothing else, and all at once also when the server dies halfway."""

import asyncio
import os
import shutil
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from components.visit import visitor_of
from data.anonymising import past_of
from data.backup import back_up
from data.content import load_content
from data.demo import demo_dossier
from data.errors import NotAllowed, NotSaved
from data.health import check
from data.journal import Entry
from data.models import GOAL, Dossier, Member, MemberRole
from data.peers import COME_BACK, Peer
from data.rooms import Room
from data.rules.changes import ChangeError
from data.rules.person import Someone, mentions
from data.rules.story import sentence
from data.workspace import Workspace

CONTENT = load_content(Path(__file__).parent.parent / 'content')
NAME = 'Fatima el Amrani'
WORDS = 'een voorzitter van LindeWarm'


class Case:
    """The demo with people who did things in it.

    :param root: its data folder
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.workspace = Workspace(root, CONTENT, b'secret', now=lambda: self.now)
        dossier, texts = demo_dossier('d1', CONTENT, date(2026, 11, 23))
        self.workspace.install(dossier, texts)
        self.owner = self._member('Jeroen Achterberg', MemberRole.OWNER, 'wiedemeer')
        self.fatima = self._member(NAME, MemberRole.REPRESENTATIVE, 'lindewarm')
        self.ruben = self._member('Ruben Tjon', MemberRole.REPRESENTATIVE, 'wiedezicht')

    def move(self, root: Path) -> None:
        """Go on with a copy of the data folder as it was before."""
        shutil.copytree(self.root.parent / 'before', root)
        self.root, self.workspace = root, Workspace(root, CONTENT, b'secret', now=lambda: self.now)

    def _member(self, name: str, role: MemberRole, party_id: str) -> Member:
        return self.workspace.accounts.add_member('d1', name, role, party_id)

    def someone(self, *other_names: str, member: Member | None = None) -> Someone:
        who = member or self.fatima
        return self.workspace.someone('d1', who.name, who.party_id, who, other_names)

    def anonymise(self, *other_names: str, past: bool = False) -> None:
        self.workspace.anonymise(self.owner.id, 'd1', self.someone(*other_names), past=past)

    def act(self) -> None:
        """Let Fatima do a bit of everything, and others write about her."""
        accounts, workspace = self.workspace.accounts, self.workspace
        self.token, _ = accounts.accept(accounts.invite(self.fatima.id), None, 'Firefox op Windows')
        accounts.remember_place(self.fatima.id, '/spoor/a/x')
        workspace.history.visit('d1', self.fatima.id)
        workspace.agree(self.fatima.id, 'd1', GOAL)
        for typed in ('Fat', 'Fatima el', 'Fatima el Amrnai', NAME):
            workspace.set(self.owner.id, 'd1', 'communication.spokesperson', typed)
        workspace.set(self.owner.id, 'd1', 'project_leader', NAME.upper())
        workspace.set(self.owner.id, 'd1', 'reason', f'Dit vroeg {NAME} ons.')
        workspace.set(self.ruben.id, 'd1', 'communication.channel', 'Via Fatima.')
        thread = workspace.say(self.fatima.id, 'd1', 'question:A1', 'Klopt dit wel?', point=True)
        workspace.plan(self.owner.id, 'd1', thread, 'owner', NAME)
        self.write(self.fatima, 'Wij doen mee. ' + workspace.texts.text('d1', GOAL))
        self.write(self.ruben, f'Zoals {NAME} zei. ' + workspace.texts.text('d1', GOAL))

    def write(self, member: Member, goal: str) -> None:
        texts, visitor = self.workspace.texts, visitor_of(self.workspace.dossier('d1'), member, GOAL)
        room, peer = texts.join('d1', GOAL, visitor, lambda: None)
        room.rewrite(visitor, goal)
        texts.leave('d1', GOAL, room, peer)
        texts.put_away('d1')

    def all_bytes(self) -> bytes:
        """Give everything on disk in readable form, earlier texts too."""
        moments = self.workspace.texts.history.moments('d1', GOAL)
        files = [path.read_bytes() for path in self.root.rglob('*') if path.is_file()]
        return b'\n'.join([*files, *(moment.text.encode() for moment in moments)])


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case(tmp_path)
    made.act()
    return made


def where_named(case: Case) -> set[str]:
    """Give in which files the whole name still is."""
    named = NAME.casefold().encode()
    files = [path for path in case.root.rglob('*') if path.is_file() and path.suffix in ('.json', '.jsonl')]
    return {path.name for path in files if named in path.read_bytes().decode().casefold().encode()}


def test_function_and_party_stand_where_the_name_stood(case: Case) -> None:
    case.anonymise()

    dossier = case.workspace.dossier('d1')
    party = dossier.party('lindewarm')
    assert party
    assert [person.name for person in party.people] == [WORDS, 'Henk Brouwer', 'Joyce Lemmens']
    assert party.people[0].function == 'voorzitter'
    assert dossier.communication.spokesperson == dossier.project_leader == WORDS
    assert dossier.consents[GOAL]['lindewarm'].by == WORDS
    said = next(each for each in dossier.threads if each.words == 'Klopt dit wel?')
    assert (said.posts[0].name, said.owner) == (WORDS, WORDS)
    assert party.signatory == NAME, 'who signs stands on the signed paper'
    again = Workspace(case.root, CONTENT, b'secret').dossier('d1')
    assert again == dossier


def test_who_signs_goes_only_when_asked_for(case: Case) -> None:
    who = case.someone()
    signing = Someone(who.member_id, who.names, who.party_id, who.words, signs=True)

    case.workspace.anonymise(case.owner.id, 'd1', signing)

    party = case.workspace.dossier('d1').party('lindewarm')
    assert party
    assert party.signatory == WORDS


def test_the_history_says_function_and_party_and_stays_whole(case: Case) -> None:
    before = [*case.workspace.journal('d1').entries()]

    case.anonymise()

    after = [*case.workspace.journal('d1').entries()]
    mine = [entry for entry in after if entry.member_id == case.fatima.id]
    assert len(after) == len(before) + 1
    assert {entry.name for entry in mine} == {WORDS}
    assert [entry.at for entry in after[:-1]] == [entry.at for entry in before]
    spokesperson = [entry.new for entry in after if entry.path == 'communication.spokesperson']
    assert spokesperson == [WORDS] * 4, 'what was half typed is the name too'
    told = sentence('Gemeente', 'anonymise', after[-1].path, None, after[-1].new, case.workspace.dossier('d1'), CONTENT)
    assert told == f'Gemeente haalde een naam weg; daar staat nu ‘{WORDS}’.'


def test_who_wrote_which_words_is_kept_without_the_name(case: Case) -> None:
    case.anonymise()

    history = case.workspace.texts.history
    authors = {each.text: each.author for each in history.stretches('d1', GOAL) if each.author}
    moments = history.moments('d1', GOAL)
    fatima = authors['Wij doen mee. ']
    assert (fatima.member_id, fatima.name, fatima.party) == (case.fatima.id, WORDS, 'LindeWarm')
    assert {author.name for moment in moments for author in moment.authors} == {WORDS, 'Ruben Tjon'}


def test_nothing_of_the_person_is_left_but_what_others_wrote(case: Case) -> None:
    case.anonymise()

    accounts = case.workspace.accounts
    assert where_named(case) == {'dossier.json', 'journal.jsonl'}, 'the signatory, and the texts of others'
    assert case.fatima.id not in (case.root / 'accounts.json').read_text()
    assert 'Firefox' not in (case.root / 'accounts.json').read_text()
    assert case.fatima.id not in (case.root / 'dossiers/d1/visits.json').read_text()
    assert accounts.was_ended(case.token)
    with pytest.raises(NotAllowed):
        accounts.member(case.fatima.id)
    assert list(check(case.root)) == []


def test_texts_of_others_are_found_and_left_as_they_are(case: Case) -> None:
    who = case.someone()
    case.anonymise()

    dossier = case.workspace.dossier('d1')
    found = dict(mentions(dossier.model_dump(mode='json'), who))
    assert dossier.reason == f'Dit vroeg {NAME} ons.'
    assert {path: found[path] for path in ('reason', 'communication.channel', 'parties.lindewarm.signatory')} == {
        'reason': 1,
        'communication.channel': 1,
        'parties.lindewarm.signatory': 1,
    }
    assert who.mentions(case.workspace.texts.text('d1', GOAL)) == 1


async def test_earlier_values_and_versions_go_along_when_asked_for(case: Case) -> None:
    dossier = case.workspace.dossier('d1').model_dump(mode='json')
    told = [
        path for path, _ in mentions(dossier, case.someone()) if not path.startswith(('parties', 'consents', 'threads'))
    ]
    for path in [*told, 'parties.lindewarm.signatory']:
        case.workspace.set(case.owner.id, 'd1', path, '')
    case.write(case.ruben, case.workspace.texts.text('d1', GOAL).replace(NAME, 'LindeWarm'))
    past = await case.workspace.past_of('d1', case.someone())
    assert (past.changes, past.versions) == (8, 1)

    case.anonymise(past=True)

    assert NAME.casefold() not in case.all_bytes().decode(errors='replace').casefold()


def test_a_party_that_is_called_after_the_person_keeps_its_name(case: Case) -> None:
    case.workspace.set(case.owner.id, 'd1', 'parties.netwiede.name', NAME)

    case.anonymise()

    party = case.workspace.dossier('d1').party('netwiede')
    entry = next(each for each in case.workspace.journal('d1').entries() if each.path == 'parties.netwiede.name')
    assert party
    assert party.name == entry.new == NAME


def test_the_history_of_a_dossier_nobody_changed_says_it_too(tmp_path: Path) -> None:
    fresh = Case(tmp_path)

    fresh.anonymise()

    assert [entry.operation for entry in fresh.workspace.journal('d1').entries()] == ['anonymise']


async def test_a_past_is_counted_beside_the_loop_but_the_dossier_is_looked_up_on_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, look_up = set[int](), Workspace.dossier

    def watched(workspace: Workspace, dossier_id: str) -> Dossier:
        threads.add(threading.get_ident())
        return look_up(workspace, dossier_id)

    who = case.someone()
    monkeypatch.setattr(Workspace, 'dossier', watched)
    await case.workspace.past_of('d1', who)

    assert threads == {threading.get_ident()}


def test_versions_are_counted_by_the_text_they_are_of(case: Case) -> None:
    asked: set[tuple[str, int]] = set()

    past_of(case.root / 'dossiers/d1', case.someone(), lambda text_id, number: asked.add((text_id, number)) or False)

    assert asked == {('goal', 1), ('goal', 2)}


def test_somebody_else_with_the_same_name_keeps_it(case: Case) -> None:
    other = case.workspace.accounts.add_member('d1', NAME, MemberRole.REPRESENTATIVE, 'wiedezicht')
    case.workspace.set(other.id, 'd1', 'reason', 'x')

    case.anonymise()

    dossier = case.workspace.dossier('d1')
    names = {entry.member_id: entry.name for entry in case.workspace.journal('d1').entries()}
    assert (names[other.id], names[case.fatima.id]) == (NAME, WORDS)
    assert case.workspace.accounts.member(other.id).name == NAME
    assert dossier.communication.spokesperson == NAME, 'nobody can tell which of the two'
    assert dossier.consents[GOAL]['lindewarm'].by == WORDS


def test_another_way_to_write_the_name_is_found_too(case: Case) -> None:
    case.workspace.set(case.owner.id, 'd1', 'communication.face', 'F. Amrani')

    case.anonymise('F. Amrani')

    assert case.workspace.dossier('d1').communication.face == WORDS


def test_what_is_no_name_of_this_person_cannot_be_rewritten(case: Case) -> None:
    with pytest.raises(ChangeError, match='lijkt niet op'):
        case.someone('Ruben Tjon')


@pytest.mark.parametrize('role', [role for role in MemberRole if role is not MemberRole.OWNER])
def test_only_an_owner_does_this(case: Case, role: MemberRole) -> None:
    member = case.workspace.accounts.add_member('d1', 'Sam', role, 'lindewarm')

    with pytest.raises(NotAllowed, match='Alleen een beheerder'):
        case.workspace.anonymise(member.id, 'd1', case.someone())


def test_the_last_owner_stays(case: Case) -> None:
    with pytest.raises(NotAllowed, match='laatste beheerder'):
        case.workspace.anonymise(case.owner.id, 'd1', case.someone(member=case.owner))
    assert case.workspace.accounts.member(case.owner.id) == case.owner


def test_somebody_without_access_can_be_taken_out_too(case: Case) -> None:
    case.workspace.accounts.remove_member(case.fatima.id)

    case.workspace.accounts.remember_place(case.ruben.id, '/x')  # a line, so that the file is not new

    case.anonymise()

    assert 'Firefox' not in ''.join(path.read_text() for path in case.root.glob('accounts*'))
    assert {e.name for e in case.workspace.journal('d1').entries() if e.member_id == case.fatima.id} == {WORDS}


async def test_an_open_text_goes_on_under_the_new_words(case: Case) -> None:
    texts = case.workspace.texts
    visitor = visitor_of(case.workspace.dossier('d1'), case.ruben, GOAL)
    room, peer = texts.join('d1', GOAL, visitor, lambda: None)
    room.rewrite(visitor, 'Nog niet bewaard. ' + room.text)

    case.anonymise()

    assert peer.closed
    assert peer.closed[0] == COME_BACK
    again, _ = texts.join('d1', GOAL, visitor, lambda: None)
    assert again is not room
    assert again.text.startswith('Nog niet bewaard. Zoals')
    again.rewrite(visitor, 'En verder. ' + again.text)
    await asyncio.sleep(0.1)
    await texts.stop()
    assert {each.author.name for each in texts.history.stretches('d1', GOAL) if each.author} == {WORDS, 'Ruben Tjon'}


async def test_who_is_on_the_way_into_a_text_is_in_before_the_name_is_taken_out_of_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A live socket asks to be let in and does not wait for it; the loop of the texts keeps the order of the asking."""
    texts, go_on, joined = case.workspace.texts, threading.Event(), list[tuple[Room, Peer]]()
    visitor, who = visitor_of(case.workspace.dossier('d1'), case.fatima, GOAL), case.someone()
    ask = asyncio.run_coroutine_threadsafe

    def join() -> None:
        joined.append(texts.join('d1', GOAL, visitor, lambda: None))
        joined[0][0].rewrite(visitor, 'Net getypt. ' + joined[0][0].text)

    def asked(*arguments: Any) -> Any:
        answer = ask(*arguments)
        go_on.set()
        return answer

    await texts.start()
    texts.loop.soon(go_on.wait)
    texts.loop.soon(join)
    with monkeypatch.context() as patch:
        patch.setattr(asyncio, 'run_coroutine_threadsafe', asked)
        case.workspace.anonymise(case.owner.id, 'd1', who)

    [(_, peer)] = joined
    assert peer.closed
    assert peer.closed[0] == COME_BACK
    assert texts.text('d1', GOAL).startswith('Net getypt. ')
    assert {each.author.name for each in texts.history.stretches('d1', GOAL) if each.author} == {WORDS, 'Ruben Tjon'}
    assert not [path for path in (case.root / 'dossiers/d1/texts').rglob('*.jsonl') if NAME in path.read_text()]
    await texts.stop()


def test_a_full_disk_changes_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(case.root)

    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr('data.swap.write_atomically', refuse)
    with pytest.raises(NotSaved, match='vol'):
        case.anonymise()
    monkeypatch.undo()

    assert snapshot(case.root) == before
    assert case.workspace.accounts.member(case.fatima.id) == case.fatima
    case.anonymise()
    assert where_named(case) == {'dossier.json', 'journal.jsonl'}


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob('*') if path.is_file()}


def test_a_line_nobody_can_read_loses_the_name_too(case: Case) -> None:
    journal = case.root / 'dossiers/d1/journal.jsonl'
    journal.write_bytes(journal.read_bytes() + f'{{"at": "kapot", "name": "{NAME}\n'.encode())

    case.anonymise()

    assert f'"kapot", "name": "{WORDS}'.encode() in journal.read_bytes()


@pytest.mark.parametrize('past', [False, True])
async def test_files_nobody_can_read_lose_the_name_too_and_are_no_reason_to_stop(case: Case, past: bool) -> None:
    folder = case.root / 'dossiers/d1'
    (folder / 'visits.json').write_bytes(f'{{"kapot": "{NAME}'.encode())
    moments = next(folder.rglob('*.moments.jsonl'))
    odd = [f'["{NAME}"]', '"x"', '7', 'null', '{"number": "x"}', '{"number": [1]}']
    moments.write_bytes('\n'.join([*odd, moments.read_text()]).encode())

    assert await case.workspace.past_of('d1', case.someone())
    case.anonymise(past=past)

    assert (folder / 'visits.json').read_text() == f'{{"kapot": "{WORDS}'
    lines = moments.read_text().splitlines()
    assert lines[: len(odd) - 2] == [f'["{WORDS}"]', '"x"', '7', 'null']


class Death:
    """Ends this process at the nth time it touches the disk, as a power cut would."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        writes = event == 'open' and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in ('os.rename', 'os.remove', 'os.rmdir', 'os.mkdir', 'os.truncate'):
            self._left -= 1
            if self._left < 0:
                os._exit(9)


def dies(case: Case, number: int) -> bool:
    """Anonymise in a child that dies at its nth step; tells whether it did."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore', DeprecationWarning)
        child = os.fork()
    if child == 0:
        sys.addaudithook(Death(number))
        try:
            case.anonymise()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def steps(tmp_path: Path) -> Iterator[Path]:
    """Give folders in which the server died one step later each time, until it no longer did."""
    case, number = Case(tmp_path / 'before'), 0
    case.act()
    while True:
        case.move(tmp_path / str(number))
        if not dies(case, number):
            return
        yield case.root
        number += 1


def test_a_crash_at_any_step_leaves_all_or_nothing(tmp_path: Path) -> None:
    outcomes = []
    for root in steps(tmp_path):
        back_up(root, root.with_suffix('.zip'))
        again = Workspace(root, CONTENT, b'secret')
        journal = [*again.journal('d1').entries()]
        names = {
            any(member.name == NAME for member in again.accounts.members_of('d1')),
            any(person.name == NAME for party in again.dossier('d1').parties for person in party.people),
            any(entry.name == NAME for entry in journal),
            any(each.author.name == NAME for each in again.texts.history.stretches('d1', GOAL) if each.author),
            not any(entry.operation == 'anonymise' for entry in journal),
        }
        assert len(names) == 1, f'half done in {root}'
        assert list(check(root)) == []
        lines = [*root.glob('accounts-*.jsonl')]
        assert {path.name for path in root.iterdir()} - {path.name for path in lines} == {'accounts.json', 'dossiers'}
        assert len(lines) <= 1
        outcomes.append(names.pop())
        assert outcomes[-1] or not any(NAME in path.read_text() for path in lines)

    assert outcomes == sorted(outcomes, reverse=True), 'once it holds, it holds'
    assert {*outcomes} == {True, False}
    assert len(outcomes) > 15


def test_the_entry_of_the_journal_can_be_read_again() -> None:
    entry = Entry(at=datetime.now(UTC) - timedelta(days=1), member_id='m', name='n', operation='anonymise', path='p')

    assert Entry.model_validate_json(orjson.dumps(entry.model_dump(mode='json'))) == entry


def test_an_account_that_served_this_member_only_goes_too(case: Case) -> None:
    accounts = case.workspace.accounts
    token = accounts.make_account(case.token, NAME, email='fatima@example.nl', password='hash')

    case.anonymise()

    assert 'fatima@example.nl' not in (case.root / 'accounts.json').read_text()
    assert accounts.was_ended(token)


def test_an_account_that_is_in_other_dossiers_stays(case: Case) -> None:
    accounts = case.workspace.accounts
    elsewhere = accounts.add_member('d2', NAME, MemberRole.READER)
    token = accounts.make_account(accounts.enter(case.token, elsewhere.id), NAME, email='fatima@example.nl')

    case.anonymise()

    session = accounts.session(token)
    assert session
    assert [*accounts.members_in(session)] == [elsewhere]
    assert accounts.account_with_email('fatima@example.nl')
