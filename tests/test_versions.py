"""The agreement for the parties, for everyone and for the Woo: from one source, and nothing too much in any."""

import re
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader

from data.exports.html_file import to_html_file
from data.exports.markdown_file import to_markdown
from data.exports.office import to_docx, to_odt
from data.exports.pdf import to_pdf
from data.models import GOAL, Dossier, Member, MemberRole, Openness, Sensitivity, annex_of, contribution_of
from data.rules import versions
from data.rules.document import Agreement
from data.rules.nameless import LEFT_OUT, MAIL, PHONE, Nameless
from data.rules.versions import Version, version_of
from tests.dossiers import TODAY, content, demo

_DEMO, TEXTS = demo()
DOSSIER = _DEMO.model_copy(update={'sensitivity': {}})
OURS = contribution_of('netwiede')
MARKED = {text_id: f'zqmerk{number}zq {text}' for number, (text_id, text) in enumerate(sorted(TEXTS.items()))}
MEMBERS = [
    Member(id='m1', dossier_id='demo', name='Petronella van Zanten', role=MemberRole.ADVISER, party_id='netwiede')
]


def all_public(*texts: str) -> Dossier:
    ids = [*texts, *(annex_of(annex.id) for annex in content().annexes)]
    return DOSSIER.model_copy(update={'sensitivity': dict.fromkeys(ids, Sensitivity(level=Openness.PUBLIC))})


def made(version: Version, dossier: Dossier = DOSSIER, texts: dict[str, str] = MARKED) -> Agreement:
    return version_of(dossier, texts, content(), TODAY, version, MEMBERS)


def marks(agreement: Agreement) -> set[str]:
    return set(re.findall(r'zqmerk\d+zq', agreement.model_dump_json()))


@pytest.mark.parametrize('version', [Version.PUBLIC, Version.WOO])
def test_nothing_that_is_not_public_is_in_a_public_version(version: Version) -> None:
    assert marks(made(version)) == set()
    assert len(marks(made(Version.PARTNER))) > 25


@pytest.mark.parametrize('version', [Version.PUBLIC, Version.WOO])
def test_only_the_texts_that_are_public_are_in_it_even_in_a_public_annex(version: Version) -> None:
    agreement = made(version, all_public(GOAL, OURS))

    found = marks(agreement)

    assert found == {MARKED[text_id].split()[0] for text_id in (GOAL, OURS)}
    assert 'Weggelaten uit deze versie' in str(agreement.section('bijlage-4'))


def test_what_is_left_out_is_said_in_its_place_and_listed_with_its_reason_and_end() -> None:
    kept = Sensitivity(reason='Eerst langs het *bestuur*', until=TODAY)
    text = to_markdown(made(Version.PUBLIC, DOSSIER.model_copy(update={'sensitivity': {OURS: kept}}))).decode()

    reason = r'Reden: Eerst langs het \*bestuur\*. Tot 23 november 2026.'
    assert f'*Weggelaten uit deze versie.* {reason}' in text
    listed = text.partition('## Wat is weggelaten en waarom')[2]
    assert f'- De bijdrage van NetWiede. {reason}' in listed
    assert '- Bijlage 2 – Belangen en zorgen. Reden: nog niet opgeschreven.' in listed


def test_a_draft_is_listed_in_every_version_and_is_in_none() -> None:
    dossier = DOSSIER.model_copy(update={'sensitivity': {OURS: Sensitivity(level=Openness.INTERNAL)}})
    texts = {text_id: text for text_id, text in MARKED.items() if text_id != OURS}  # as everyone may read them

    for version in Version:
        agreement = made(version, dossier, texts)
        assert 'Nog een intern concept van de partij; staat in geen enkele versie' in str(
            agreement.section('niet-openbaar')
        )


def test_an_annex_that_is_not_public_leaves_only_its_title() -> None:
    worry = DOSSIER.party('lindewarm')
    assert worry

    assert worry.worry in made(Version.PARTNER).model_dump_json()
    assert worry.worry not in made(Version.PUBLIC).model_dump_json()
    assert worry.worry in made(Version.PUBLIC, all_public()).model_dump_json()


def names() -> set[str]:
    found = {person.name for party in DOSSIER.parties for person in party.people}
    found |= {party.signatory for party in DOSSIER.parties} | {DOSSIER.project_leader}
    found |= {seat.name for body in DOSSIER.bodies for seat in body.seats}
    return {name for name in found if ' ' in name and name.split()[-1][0].isupper()} | {
        member.name for member in MEMBERS
    }


@pytest.mark.parametrize('version', [Version.WOO, Version.REQUEST])
def test_no_person_is_in_a_woo_version_by_any_part_of_their_name(version: Version) -> None:
    personal = ' Bel Petronella of mevrouw Zanten: 06-12345678, petra@netwiede.nl of +31 20 123 4567.'
    texts = {text_id: text + personal for text_id, text in TEXTS.items()}
    dossier = all_public(*TEXTS)

    text = to_markdown(made(version, dossier, texts)).decode()

    assert len(names()) > 15
    for name in names():
        first, _, last = name.partition(' ')
        for part in (name, first, last):
            is_name = part[0].isupper() or part == name
            assert not (is_name and re.search(rf'(?<!\w){re.escape(part)}(?!\w)', text)), part
    assert 'petra@' not in text
    assert '12345678' not in text
    assert '123 4567' not in text
    assert 'een voorzitter van LindeWarm' in text
    assert 'Handtekening' not in text
    assert 'Weggelaten: namen en handtekeningen' in text


def test_a_public_version_still_names_who_signs() -> None:
    text = to_markdown(made(Version.PUBLIC)).decode()

    assert 'vertegenwoordigd door Fatima el Amrani' in text
    assert 'Handtekening' in text


def test_numbers_and_words_that_are_no_personal_data_stay() -> None:
    nameless = Nameless(DOSSIER, MEMBERS)

    kept = 'NetWiede betaalt € 52.800 in 2029 en 2030 voor 842 woningen, KvK 12345678, op 14-10-2021 in De Lindelanden.'
    assert nameless.text(kept) == kept
    assert nameless.text('jan@x.nl, 0612345678, 020 - 1234567') == f'{MAIL}, {PHONE}, {PHONE}'
    assert nameless.text('Fatima  el Amrani en fatima') == 'een voorzitter van LindeWarm en fatima'
    assert nameless.dossier(DOSSIER).parties[0].signatory == LEFT_OUT


@pytest.mark.parametrize(
    'version, words, confidential',
    [
        (Version.PARTNER, 'Vertrouwelijk – alleen voor partijen', True),
        (Version.PUBLIC, 'Openbare versie', False),
        (Version.WOO, 'Openbare versie zonder persoonsgegevens en handtekeningen', False),
        (Version.REQUEST, 'Vertrouwelijk – voor het beoordelen van een Woo-verzoek', True),
    ],
)
def test_a_version_says_for_whom_it_is_in_every_form(version: Version, words: str, confidential: bool) -> None:
    agreement = made(version, texts=TEXTS)

    assert (agreement.label, agreement.confidential) == (words, confidential)
    assert words in to_markdown(agreement).decode().splitlines()[2]
    html = to_html_file(agreement).decode()
    assert html.count(words) >= 2
    pages = [' '.join(page.extract_text().split()) for page in PdfReader(BytesIO(to_pdf(agreement))).pages]
    assert [page.count(words) >= (2 if confidential else 1) for page in pages] == [True] * len(pages)
    for data, header in ((to_docx(agreement), 'word/header'), (to_odt(agreement), 'styles.xml')):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            heads = [archive.read(name).decode() for name in archive.namelist() if name.startswith(header)]
        assert any(words in head for head in heads)


def test_a_final_agreement_in_which_all_is_public_is_not_confidential(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, 'can_be_final', lambda *_: True)
    dossier = all_public(*TEXTS)

    agreement = made(Version.PARTNER, dossier)

    assert (agreement.label, agreement.confidential) == ('', False)
    assert [annex.id for annex in agreement.annexes] == [annex.id for annex in content().annexes]
    monkeypatch.setattr(versions, 'can_be_final', lambda *_: False)
    assert made(Version.PARTNER, dossier).confidential


def test_each_version_comes_from_the_same_source() -> None:
    partner, public = made(Version.PARTNER), made(Version.PUBLIC)

    assert [section.id for section in public.articles] == [section.id for section in partner.articles]
    changed = DOSSIER.model_copy(update={'reason': 'Een heel andere aanleiding'})
    assert all('Een heel andere aanleiding' in made(version, changed).model_dump_json() for version in Version)


@pytest.mark.parametrize('name', ['R', 'gedeeld', 'consent', 'RASCI', 'vertegenwoordiger', 'x' * 200, '*(', ' '])
def test_no_name_breaks_a_woo_version(name: str) -> None:
    members = [Member(id='m2', dossier_id='demo', name=name, role=MemberRole.READER)]

    agreement = version_of(DOSSIER, TEXTS, content(), TODAY, Version.WOO, members)

    assert len(agreement.articles) == 25
