"""A live text that cannot be read costs itself: its pages open and say so, and nothing takes it for an empty one."""

import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from components.agreement_preview import SectionView
from components.agreement_summary import AgreementContents
from components.consent import ConsentBar
from components.history_texts import TextPanel, TextPast
from components.html import Words
from components.live_text import LiveText
from components.text_box import TextBox
from components.visit import Visit
from data import closed_texts
from data.backup import back_up
from data.health import check
from data.log_records import whole_log
from data.models import GOAL, UNREAD, UNREAD_WORDS, MemberRole, answer_of, contribution_of
from data.open_text import log_path
from data.rules.blockers import blockers
from data.rules.changes import ChangeError
from data.rules.progress import question_state
from data.rules.states import State
from data.rules.unread import unread_texts
from data.rules.waiting import waiting
from tests.asking import write_by_socket
from tests.open_page import OpenPage
from tests.pressing import PressedPage
from tests.test_secrecy import pages
from tests.web_site import COOP, WebSite, let_in

GOAL_WORDS, OTHER_WORDS = 'Samen warm wonen.', 'Wij brengen uren in.'
CONTRIBUTION = contribution_of(COOP)


def flip(log: Path) -> None:
    data = bytearray(log.read_bytes())
    data[-1] ^= 1
    log.write_bytes(data)


def refuse(log: Path) -> None:
    """Have the system refuse to read all of a text; whoever runs the tests may read any file, but no folder."""
    for path in [*log.parent.glob(f'{log.stem}.*')]:
        path.unlink()
        path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    'refused': refuse,
    'no log': lambda log: log.write_bytes(b'something else'),
    'emptied': lambda log: log.write_bytes(b''),
    'its only record damaged': flip,
    'nothing that Yjs can read': lambda log: log.write_bytes(whole_log(0, [b'\xff\xff\xff'])),
}


@pytest.fixture
def ours(site: WebSite) -> Iterator[WebSite]:
    """Give a dossier with two texts, with one of which a party agrees; other tests find it whole again."""
    ours = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(ours)
    write_by_socket(ours, 'owner', GOAL, GOAL_WORDS)
    write_by_socket(ours, 'representative', CONTRIBUTION, OTHER_WORDS)
    ours.within(site.workspace.agree, ours.members['representative'].id, ours.dossier_id, GOAL)
    put_away(ours)
    whole = files_of(ours)
    yield ours
    for name, data in whole.items():
        path = log_of(ours).with_name(name)
        if path.is_dir():
            path.rmdir()
        path.write_bytes(data)
    put_away(ours)


@pytest.fixture(params=DAMAGE)
def broken(ours: WebSite, request: pytest.FixtureRequest) -> Iterator[WebSite]:
    """Give the same with a goal that cannot be read; whatever is done, its files stay as they are."""
    DAMAGE[request.param](log_of(ours))
    yield from untouched(ours)


@pytest.fixture
def lost(ours: WebSite) -> Iterator[WebSite]:
    """Give it with one kind of damage, for what comes after the text was found to be unreadable."""
    DAMAGE['no log'](log_of(ours))
    yield from untouched(ours)


def untouched(site: WebSite) -> Iterator[WebSite]:
    before = files_of(site)
    yield site
    assert files_of(site) == before


def put_away(site: WebSite) -> None:
    """Have the texts read from disk the next time."""
    site.within(site.workspace.texts.put_away, site.dossier_id)
    site.within(site.workspace.texts.forget, site.dossier_id)


def log_of(site: WebSite) -> Path:
    return log_path(site.workspace._store.folder(site.dossier_id) / 'texts', GOAL)


def files_of(site: WebSite) -> dict[str, bytes]:
    """Give what stands in the files of the goal."""
    log = log_of(site)
    return {path.name: b'' if path.is_dir() else path.read_bytes() for path in log.parent.glob(f'{log.stem}.*')}


def visit(site: WebSite, role: str = 'representative') -> Visit:
    return Visit(site.workspace, site.members[role], site.dossier_id)


def asked(site: WebSite, path: str, role: str = 'owner') -> tuple[int, str]:
    answer = site.client.get(path, headers=site.headers(role))
    return answer.status_code, answer.text


def download(site: WebSite, name: str) -> tuple[int, str]:
    return asked(site, f'/download/{site.dossier_id}/{name}')


def editors(page: OpenPage) -> list[str]:
    """Give the texts that can be written in on a page."""
    return [each._props['text'] for each in page.every(LiveText)]


def words_in(page: OpenPage, kind: type) -> list[str]:
    """Give what each component of a kind says."""
    return [' '.join(word.text for word in each.descendants() if isinstance(word, Words)) for each in page.every(kind)]


def test_its_page_opens_and_says_so_in_its_place_and_the_other_texts_work(
    broken: WebSite, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = OpenPage(broken, step='doel')

    assert [UNREAD_WORDS in words for words in words_in(page, TextBox)] == [True, False, False]
    assert CONTRIBUTION in editors(page)
    assert GOAL not in editors(page)
    views = {view._section.id: view for view in page.every(SectionView) if isinstance(view, SectionView)}
    shown = {name: ' '.join(html.content for html in view._clauses.values()) for name, view in views.items()}
    assert UNREAD_WORDS in shown['artikel-2']
    assert OTHER_WORDS in shown['artikel-6']
    assert any('"goal" of dossier' in record.message and record.exc_info for record in caplog.records)


def test_nobody_is_offered_to_agree_and_who_did_is_not_told_that_it_changed(lost: WebSite) -> None:
    page = PressedPage(lost, lost.members['representative'], '/doel')
    bars = {bar._text_id: bar for bar in page.parts(ConsentBar)}

    assert not bars[GOAL]._button.visible
    assert bars[CONTRIBUTION]._button.visible
    assert 'gaf akkoord, tekst nu niet te lezen' in bars[GOAL]._badges[COOP][1].content


def test_who_presses_all_the_same_hears_why_that_cannot_be(ours: WebSite) -> None:
    member = ours.members['representative']
    page = PressedPage(ours, member, '/doel')
    bar = next(each for each in page.parts(ConsentBar) if each._text_id == GOAL)
    DAMAGE['no log'](log_of(ours))
    put_away(ours)

    page.press(bar._button, 'akkoord', GOAL_WORDS)

    assert [UNREAD_WORDS in notice for notice in page.notices] == [True]
    with pytest.raises(ChangeError, match='Akkoord geven kan nu niet'):
        ours.within(ours.workspace.agree, member.id, ours.dossier_id, GOAL)


def test_every_page_and_file_opens_but_the_one_to_go_on_from(ours: WebSite) -> None:
    before = {path: asked(ours, path)[0] for path in pages(ours, heavy=False)}
    log_of(ours).write_bytes(b'something else')
    put_away(ours)

    after = {path: asked(ours, path)[0] for path in before}

    changed = {path.rpartition('/')[2]: status for path, status in after.items() if status != before[path]}
    assert changed == {'dossier.json': 503}


def test_a_file_says_that_it_misses_the_text(broken: WebSite) -> None:
    status, markdown = download(broken, 'overeenkomst.md')

    assert status == 200
    assert UNREAD_WORDS in markdown.replace('\\', '')
    assert OTHER_WORDS in markdown


def test_no_file_to_go_on_from_is_made_without_the_text(lost: WebSite) -> None:
    status, said = download(lost, 'dossier.json')

    assert status == 503
    assert UNREAD_WORDS in said


def test_what_is_kept_of_a_person_says_that_a_text_is_missing(lost: WebSite) -> None:
    answer = lost.client.get(f'/download/{lost.dossier_id}/mijn-gegevens.zip', headers=lost.headers('owner'))
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        kept, words = json.loads(archive.read('gegevens.json')), archive.read('geschreven.md').decode()

    assert [each['niet te lezen'] for each in kept['geschreven'] if each['kenmerk'] == GOAL] == [UNREAD_WORDS]
    assert UNREAD_WORDS in words


def test_the_agreement_is_neither_final_nor_filled_in_without_it(lost: WebSite) -> None:
    here, page = visit(lost), OpenPage(lost, step='overeenkomst')
    dossier, texts, content = here.dossier, here.texts, here.content
    [contents] = page.every(AgreementContents)
    found = lost.workspace.agreements.findings(dossier, texts, here.today)

    assert 'O-onleesbaar' in [each.code for each in found]
    assert {'O2', 'O-akkoord'}.isdisjoint(each.code for each in found if 'doel' in each.message.lower())
    assert next(iter(blockers(content, dossier, texts, here.today))).code == 'O-onleesbaar'
    assert 'B3' not in [each.code for each in blockers(content, dossier, texts, here.today)]
    assert 'W1' not in [each.code for each in waiting(content, dossier, texts, here.today)]
    assert isinstance(contents, AgreementContents)
    assert contents._list.content.count('niet te lezen') == 1


def test_an_answer_that_cannot_be_read_is_not_taken_for_one(ours: WebSite) -> None:
    content, questions = ours.workspace.content, ours.workspace.content.questions
    question = next(each for each in questions.values() if each.text_required and not each.party_types)
    texts = {answer_of(question.id): UNREAD}

    assert question_state(question, visit(ours).dossier, texts, visit(ours).today) is State.BUSY
    [found] = unread_texts(visit(ours).dossier, texts, content)
    assert f'vraag {question.id}' in found.message
    assert found.link.endswith(f'#vraag-{question.id}')


def test_its_past_can_still_be_read(ours: WebSite) -> None:
    write_by_socket(ours, 'owner', GOAL, 'Eerst dit. ')
    put_away(ours)
    log_of(ours).write_bytes(b'something else')
    page = OpenPage(ours, MemberRole.REPRESENTATIVE, 'geschiedenis')
    [panel] = page.every(TextPanel)
    assert isinstance(panel, TextPanel)

    assert panel._words.text == UNREAD_WORDS
    assert UNREAD_WORDS in panel._origin.content
    ours.within(panel._choose_to, '1')
    ours.within(panel._choose_from, '')
    assert 'warm' in panel._redline.content
    assert not panel._button.visible


def test_the_history_of_the_other_texts_works(broken: WebSite) -> None:
    page = OpenPage(broken, step='geschiedenis')
    [past] = page.every(TextPast)
    assert isinstance(past, TextPast)
    broken.within(past.show, CONTRIBUTION, 0)

    [panel] = page.every(TextPanel)
    assert isinstance(panel, TextPanel)
    assert 'uren' in panel._origin.content


def test_other_dossiers_are_unharmed(lost: WebSite) -> None:
    elsewhere = lost.members['outsider'].dossier_id

    assert asked(lost, f'/dossier/{elsewhere}/doel', 'outsider')[0] == 200


def test_no_editor_opens_it(broken: WebSite) -> None:
    with pytest.raises(OSError, match=r'read|directory'):
        broken.workspace.texts.join(broken.dossier_id, GOAL, visit(broken).visitor(GOAL), lambda: None)


def test_the_check_names_it(broken: WebSite) -> None:
    log = log_of(broken)

    found = [each for each in check(log.parents[3]) if broken.dossier_id in each.where and log.name in each.where]
    assert all(each.what and each.remedy for each in found)
    assert f'dossiers/{broken.dossier_id}/texts/{log.name}' in [each.where for each in found]


def test_a_backup_keeps_what_is_left_of_it(ours: WebSite, tmp_path: Path) -> None:
    log = log_of(ours)
    flip(log)

    path, _ = back_up(log.parents[3], tmp_path)

    with zipfile.ZipFile(path) as archive:
        assert archive.read(log.relative_to(log.parents[3]).as_posix()) == log.read_bytes()


def test_once_it_can_be_read_again_it_is_as_it_was(ours: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closed_texts, 'AGAIN', 0)
    log = log_of(ours)
    whole = log.read_bytes()
    log.write_bytes(b'something else')
    assert UNREAD_WORDS in words_in(OpenPage(ours, step='doel'), TextBox)[0]

    log.write_bytes(whole)

    page = OpenPage(ours, step='doel')
    assert GOAL in editors(page)
    assert visit(ours).text(GOAL) == GOAL_WORDS
    assert COOP in ours.workspace.dossier(ours.dossier_id).consents[GOAL]
