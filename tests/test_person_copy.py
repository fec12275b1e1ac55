"""What a person takes away: all of theirs, nothing of others, no secret."""

import asyncio
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from components.html import Words
from components.person_data import MINE, OF_PERSON, OtherNames
from components.visit import Visit, visitor_of
from data.account_parts import digest_of
from data.errors import NotAllowed
from data.exports.person_file import write_person_zip
from data.journal import Journal
from data.known_people import Known, known_people, known_person
from data.models import Member, MemberRole, notebook_of
from data.person_copy import gather
from data.text_history import TextHistory
from pages.downloads import _made
from tests.open_page import OpenPage
from tests.test_anonymise import NAME, WORDS, Case
from tests.web_site import WebSite, let_in

SECRET = 'Alleen van Ruben.'


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case(tmp_path)
    made.act()
    made.workspace.set(made.ruben.id, 'd1', 'area.description', f'{SECRET} {NAME} weet ervan.')
    made.workspace.set(made.fatima.id, 'd1', 'area.description', 'De hele wijk.')
    thread = made.workspace.say(made.fatima.id, 'd1', 'question:A2', 'En de huurders?')
    made.workspace.reply(made.ruben.id, 'd1', thread, f'{SECRET} {NAME}!')
    return made


def known_of(member: Member) -> Known:
    return Known(member.id, member.name, member.party_id, member.id, member)


def taken_by_self(case: Case) -> dict[str, Any]:
    session = case.workspace.accounts.session(case.token)
    return gather(case.workspace, case.fatima, known_of(case.fatima), lambda _: True, session)()


def test_everything_of_the_person_is_there(case: Case) -> None:
    case.workspace.accounts.make_account(case.token, NAME, email='fatima@example.nl', password='hash')
    token = case.workspace.accounts.sign_in(
        case.workspace.accounts.account_with_email('fatima@example.nl').id,  # type: ignore[union-attr]
        None,
        'Chrome op Android',
    )

    gathered = gather(
        case.workspace, case.fatima, known_of(case.fatima), lambda _: True, case.workspace.accounts.session(token)
    )()

    assert gathered['persoon']['naam'] == NAME
    assert gathered['persoon']['rol'] == 'vertegenwoordiger'
    assert gathered['uitnodiging']['laatst gebruikt']
    assert gathered['inloggen']['e-mailadres'] == 'fatima@example.nl'
    assert 'Chrome op Android' in [each['apparaat'] for each in gathered['apparaten']]
    assert gathered['laatste plek'] == '/spoor/a/x'
    assert len(gathered['geschiedenis bekeken']) == 1
    assert gathered['geschreven'][0]['stukken'] == ['Wij doen mee. ']
    assert [each['text'] for each in gathered['reacties']] == ['Klopt dit wel?', 'En de huurders?']
    assert 'area.description' in [each['pad'] for each in gathered['wijzigingen']]
    named = [each['pad'] for each in gathered['genoemd']]
    assert {'parties.lindewarm.people.fatima.name', 'communication.spokesperson', 'project_leader'} <= {*named}
    assert {'plek': '‘Aanleiding’ bij de wijk', 'keer': 1} in gathered['in teksten genoemd']


def test_words_of_others_and_secrets_are_not_there(case: Case) -> None:
    gathered = orjson.dumps(taken_by_self(case)).decode()

    assert SECRET not in gathered
    assert 'Zoals' not in gathered
    assert 'Dit vroeg' not in gathered
    for secret in (case.token, digest_of(case.token)):
        assert secret not in gathered


def test_whoever_takes_it_away_for_somebody_gets_no_devices_and_no_sign_in(case: Case) -> None:
    gathered = gather(case.workspace, case.owner, known_of(case.fatima), lambda _: False, None)()

    assert (gathered['inloggen'], gathered['apparaten'], gathered['geschreven']) == ({}, [], [])
    assert 'Firefox' not in orjson.dumps(gathered).decode()


def test_the_file_explains_itself(case: Case) -> None:
    gathered = taken_by_self(case)

    with zipfile.ZipFile(io.BytesIO(write_person_zip(gathered, is_own=True))) as archive:
        readme = archive.read('LEESMIJ.txt').decode()
        assert orjson.loads(archive.read('gegevens.json')) == gathered
        assert 'Wij doen mee.' in archive.read('geschreven.md').decode()
    assert [section for section in gathered if section != 'over' and f'{section}  ' not in readme] == []
    assert NAME in readme


def test_everyone_whose_name_is_there_is_known_until_it_is_taken_out(case: Case) -> None:
    def keys() -> set[str]:
        return {each.key for each in asyncio.run(known_people(case.workspace, 'd1'))}

    case.workspace.accounts.remove_member(case.fatima.id)
    assert {case.owner.id, case.ruben.id, case.fatima.id, 'lindewarm~henk'} <= keys()

    case.anonymise()

    assert case.fatima.id not in keys()
    assert 'lindewarm~fatima' not in keys()
    assert WORDS not in {each.name for each in asyncio.run(known_people(case.workspace, 'd1'))}


@pytest.mark.parametrize('asker, is_there', [('fatima', True), ('owner', False)])
def test_what_a_person_wrote_in_the_notebook_of_their_party_is_for_them_alone(
    case: Case, asker: str, is_there: bool
) -> None:
    notebook, viewer = notebook_of('lindewarm'), getattr(case, asker)
    visitor = visitor_of(case.workspace.dossier('d1'), case.fatima, notebook)
    room, peer = case.workspace.texts.join('d1', notebook, visitor, lambda: None)
    room.rewrite(visitor, f'Geheim plan van {NAME}.')
    case.workspace.texts.leave('d1', notebook, room, peer)
    case.workspace.texts.put_away('d1')
    visit = Visit(case.workspace, viewer, 'd1')

    gathered = gather(case.workspace, viewer, known_of(case.fatima), visit.may_read, None)()

    assert ('Geheim plan' in orjson.dumps(gathered).decode()) is is_there
    assert (notebook in [each['kenmerk'] for each in gathered['geschreven']]) is is_there
    assert any('not' in each['plek'] for each in gathered['in teksten genoemd']) is is_there


def test_what_takes_long_is_read_beside_the_loop(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    read_in: list[threading.Thread] = []
    backwards, stretches = Journal.backwards, TextHistory.stretches

    def seen(call: Any) -> Any:
        return lambda *args, **kwargs: read_in.append(threading.current_thread()) or call(*args, **kwargs)

    monkeypatch.setattr(Journal, 'backwards', seen(backwards))
    monkeypatch.setattr(TextHistory, 'stretches', seen(stretches))
    session = case.workspace.accounts.session(case.token)
    visit = Visit(case.workspace, case.fatima, 'd1')

    content, _ = asyncio.run(_made(visit, f'{MINE}.zip', session))

    assert content.startswith(b'PK')
    assert read_in
    assert threading.main_thread() not in read_in


def meanwhile(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something on the loop once, when one line of the journal has been read; in vain if it is read on the loop."""
    loop, stored, did = asyncio.get_running_loop(), Journal.stored, list[object]()

    async def done() -> None:
        did.append(do())

    def reading(journal: Journal, *arguments: Any) -> Iterator[tuple[int, dict[str, Any]]]:
        for each in stored(journal, *arguments):
            if not did:
                asyncio.run_coroutine_threadsafe(done(), loop).result(10)
            yield each

    monkeypatch.setattr(Journal, 'stored', reading)


async def test_who_left_is_looked_up_beside_the_loop_and_not_named_if_the_name_is_taken_out_meanwhile(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.workspace.accounts.remove_member(case.fatima.id)
    before = await known_people(case.workspace, 'd1')
    assert NAME in {each.name for each in before}

    meanwhile(monkeypatch, case.anonymise)
    known = await known_people(case.workspace, 'd1')

    assert {each.key for each in before} - {each.key for each in known} == {case.fatima.id, 'lindewarm~fatima'}
    assert [each.key for each in known if each.name == NAME] == ['lindewarm~tekent'], 'who signs stays unless asked for'


async def test_the_journal_is_not_read_for_who_is_a_member(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, 'stored', lambda *_: pytest.fail('it was read'))

    known = await known_person(case.workspace, 'd1', case.fatima.id)

    assert known
    assert known.member == case.fatima


async def test_who_is_no_owner_any_more_when_it_is_read_gets_nothing_of_who_left(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = case.workspace.accounts
    accounts.remove_member(case.fatima.id)
    accounts.add_member('d1', 'Petra', MemberRole.OWNER)
    visit, name = Visit(case.workspace, case.owner, 'd1'), f'{OF_PERSON}{case.fatima.id}.zip'
    content, _ = await _made(visit, name, None)
    assert content.startswith(b'PK')

    meanwhile(monkeypatch, lambda: accounts.change_role(case.owner.id, MemberRole.READER))
    with pytest.raises(NotAllowed):
        await _made(visit, name, None)


def test_other_names_are_shown_and_no_more_to_who_is_no_owner_any_more_when_they_are_found(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    accounts = site.workspace.accounts
    gone = accounts.add_member(dossier.dossier_id, NAME, MemberRole.OWNER)
    site.within(site.workspace.set, gone.id, dossier.dossier_id, 'reason', 'Voor later.')
    site.within(accounts.remove_member, gone.id)
    page = OpenPage(dossier, MemberRole.OWNER, party_id='')
    [names] = page.every(OtherNames)
    assert isinstance(names, OtherNames)

    def shown() -> set[str]:
        return {each.text for each in names._list.descendants() if isinstance(each, Words)}

    site.within(names._show)
    assert NAME in shown()

    names._list.clear()
    site.within(lambda: meanwhile(monkeypatch, lambda: accounts.change_role(page.member.id, MemberRole.READER)))
    site.within(names._show)
    assert shown() == set()
