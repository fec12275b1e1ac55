"""What is previewed is what is exported: text and structure of all formats, also for hostile words."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from time import process_time
from types import SimpleNamespace
from typing import Any, cast

import orjson
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.agreement_html import PreviewWriter
from components.visit import Visit
from data.exports.dossier_file import ForeignFileError, read_dossier_json, write_dossier_json
from data.exports.html import HtmlWriter
from data.exports.html_file import to_html_file
from data.exports.markdown import to_html
from data.exports.markdown_file import to_markdown
from data.exports.office import to_docx, to_odt
from data.exports.pdf import to_pdf
from data.exports.role_matrix import to_csv
from data.models import Legal, Openness, Sensitivity, annex_of
from data.rules.agreement import build_agreement
from data.rules.document import Agreement
from data.rules.templates import GAP_OPENS
from tests.dossiers import TODAY, content, demo, hostile, with_free_text
from tests.outline import Outline, loose, of_docx, of_html, of_markdown, of_odt, pdf_tags, pdf_text, squeezed

DOSSIERS = {'demo': demo, 'hostile': hostile}
MAKERS = {'md': to_markdown, 'html': to_html_file, 'docx': to_docx, 'odt': to_odt, 'pdf': to_pdf}


@cache
def agreement(name: str) -> Agreement:
    return build_agreement(*DOSSIERS[name](), content(), TODAY)


@cache
def made(name: str, ending: str) -> bytes:
    return MAKERS[ending](agreement(name))


def outline(name: str, ending: str) -> Outline:
    content_ = made(name, ending)
    if ending == 'html':
        return of_html(re.sub(r'(?s)^.*<main>', '', content_.decode()))
    return {'md': of_markdown, 'docx': of_docx, 'odt': of_odt}[ending](content_)


def preview_html(whole: Agreement) -> str:
    """Give what the page shows, without its links for changing things."""
    writer = PreviewWriter(cast(Visit, SimpleNamespace(link=lambda address: f'/dossier/x{address}')), explain=False)
    return writer.head(whole) + ''.join(map(writer.section, whole.sections))


@cache
def preview(name: str) -> Outline:
    return of_html(preview_html(agreement(name)), shift=1)


# the same in all formats


@pytest.mark.parametrize('name', DOSSIERS)
@pytest.mark.parametrize('ending', ['md', 'html', 'docx', 'odt'])
class TestTheSameInAllFormats:
    def test_headings_with_their_levels(self, name: str, ending: str) -> None:
        assert outline(name, ending).headings == preview(name).headings

    def test_cells_of_all_tables(self, name: str, ending: str) -> None:
        assert outline(name, ending).rows == preview(name).rows

    def test_number_of_list_items(self, name: str, ending: str) -> None:
        assert outline(name, ending).items == preview(name).items

    def test_all_words_in_the_same_order(self, name: str, ending: str) -> None:
        assert _text(outline(name, ending)) == _text(preview(name))


def _text(found: Outline) -> str:
    """Give all words; a link in angle brackets and quotes of code are written in several ways."""
    return ''.join(found.blocks)


def test_the_pdf_says_what_the_preview_says() -> None:
    text = pdf_text(made('demo', 'pdf'))
    paged = re.sub(r'Paginavan\d+|Pagina\d+van\d+', '', text)
    for running in (agreement('demo').title, agreement('demo').mark):
        paged = paged.replace(loose(running), '')

    missing = [block for block in preview('demo').blocks if loose(block) not in paged]

    broken_over_pages = [block for block in missing if not _parts_stand_in(block, paged)]
    assert [block for block in broken_over_pages if loose(block) not in loose(_head(agreement('demo')))] == []


def _parts_stand_in(block: str, text: str) -> bool:
    """Tell whether a block stands in a text in two parts, because a page ends in it."""
    whole = loose(block)
    return any(whole[:place] in text and whole[place:] in text for place in range(1, len(whole)))


def _head(whole: Agreement) -> str:
    return whole.title + whole.mark


@pytest.mark.parametrize('name', DOSSIERS)
def test_the_pdf_has_the_structure_of_the_preview(name: str) -> None:
    tags, found = pdf_tags(made(name, 'pdf')), preview(name)

    sections = sum(level == 2 for level, _ in found.headings)
    assert tags['/H1'] - 1 == sections, 'one more for the table of contents'
    assert tags['/H2'] == sum(level == 3 for level, _ in found.headings)
    assert tags['/TR'] == len(found.rows)
    assert tags['/TH'] + tags['/TD'] == sum(map(len, found.rows))
    assert tags['/LI'] == found.items
    assert tags['/Figure'] == 1


@pytest.mark.parametrize('name', DOSSIERS)
def test_the_pdf_is_accessible_and_lasts(name: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(name, 'pdf')))
    root: Any = reader.trailer['/Root']
    metadata = root['/Metadata'].get_data().decode()

    assert re.search(r'pdfuaid:part\D+1\b', metadata)
    assert re.search(r'pdfaid:part\D+2\b', metadata) and re.search(r'pdfaid:conformance\W+A\b', metadata)
    assert root['/Lang'] == 'nl-NL'
    assert root['/MarkInfo']['/Marked']
    assert root['/ViewerPreferences']['/DisplayDocTitle']
    assert squeezed(str(reader.metadata and reader.metadata.title)) == squeezed(agreement(name).title)
    assert len(reader.outline) > 38


@pytest.mark.parametrize('ending', MAKERS)
def test_a_draft_says_on_its_face_that_it_is_one(ending: str) -> None:
    words = pdf_text(made('demo', 'pdf'), pages=2) if ending == 'pdf' else _text(outline('demo', ending))

    assert loose('CONCEPT – versie 0.7 – 23 november 2026') in loose(words)
    assert loose('Het is geen juridisch advies.') in loose(words)


@pytest.mark.parametrize('ending', MAKERS)
def test_a_standing_warning_is_in_every_file(ending: str) -> None:
    dossier, texts = demo()
    whole = build_agreement(
        dossier.model_copy(update={'legal': Legal(dropped=('artikel-19',))}), texts, content(), TODAY
    )
    file = MAKERS[ending](whole)
    readers = {'md': of_markdown, 'docx': of_docx, 'odt': of_odt, 'html': lambda html: of_html(html.decode())}

    words = pdf_text(file, pages=2) if ending == 'pdf' else _text(readers[ending](file))

    assert loose('ontbreekt artikel 19') in loose(words)


# word processors


def test_the_docx_has_dutch_a4_pages_with_the_mark_and_repeated_heading_rows() -> None:
    with zipfile.ZipFile(io.BytesIO(made('demo', 'docx'))) as archive:
        document, styles = archive.read('word/document.xml').decode(), archive.read('word/styles.xml').decode()
        names = archive.namelist()
        header = ''.join(archive.read(name).decode() for name in names if re.match(r'word/header\d*\.xml', name))

    assert re.search(r'<w:pgSz(?=[^>]*w:w="11906")[^>]*w:h="16838"', document)
    assert document.count('<w:tblHeader') == document.count('<w:tbl>')
    assert re.search('<w:lang[^>]*w:val="nl-NL"', styles)
    assert 'CONCEPT – versie 0.7 – 23 november 2026' in header
    assert 'data:image' not in document


def test_the_odt_has_dutch_a4_pages_with_the_mark_and_repeated_heading_rows() -> None:
    with zipfile.ZipFile(io.BytesIO(made('demo', 'odt'))) as archive:
        assert archive.namelist()[0] == 'mimetype'
        body, styles = archive.read('content.xml').decode(), archive.read('styles.xml').decode()

    assert 'fo:page-width="21cm"' in styles
    assert body.count('<table:table-header-rows>') == body.count('<table:table ')
    assert 'fo:language="nl"' in styles
    assert 'CONCEPT – versie 0.7 – 23 november 2026' in styles


@pytest.mark.parametrize('ending', ['docx', 'odt'])
def test_an_office_program_opens_it(ending: str, tmp_path: Path) -> None:
    office = shutil.which('soffice')
    if office is None:
        pytest.skip('LibreOffice (soffice) is not installed, so opening in a word processor was not tried')
    file = tmp_path / f'overeenkomst.{ending}'
    file.write_bytes(made('hostile', ending))

    profile = f'-env:UserInstallation=file://{tmp_path / "profile"}'
    subprocess.run(
        [office, profile, '--headless', '--convert-to', 'pdf', '--outdir', tmp_path, file],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip

    pages = pypdf.PdfReader(tmp_path / 'overeenkomst.pdf').pages
    assert len(pages) > 20
    assert 'CONCEPT' in pages[5].extract_text()


# hostile words


@pytest.mark.parametrize('ending', ['md', 'html'])
def test_nothing_typed_becomes_a_script_a_picture_or_a_doubtful_link(ending: str) -> None:
    html = to_html(made('hostile', ending).decode()) if ending == 'md' else made('hostile', ending).decode()

    assert '<script' not in html.lower()
    assert '<iframe' not in html
    assert '<img' not in html
    assert {address.partition(':')[0] for address in re.findall(r'href="([^"#]+)"', html)} <= {'https', 'mailto'}


def test_the_preview_of_hostile_words_holds_no_markup_of_theirs() -> None:
    html = preview_html(agreement('hostile'))

    assert '<script' not in html.lower()
    assert not re.search(r'<[^>]+\son\w+=', html)
    assert {address.partition(':')[0] for address in re.findall(r'href="([^"/#][^"]*)"', html)} <= {'https', 'mailto'}


def test_letters_of_other_scripts_and_emoji_survive_in_a_pdf() -> None:
    text = pdf_text(made('hostile', 'pdf'), pages=2)

    assert '👍' in text
    assert 'שלום' in text or 'םולש' in text


def test_a_letter_without_a_glyph_is_shown_as_its_number_and_a_note_says_so() -> None:
    whole = build_agreement(*with_free_text('水 wijk', 'Samen 水.'), content(), TODAY)

    text = pdf_text(to_pdf(whole), pages=3)

    assert '[U+6C34]wijk' in text
    assert loose('kan sommige tekens niet tonen') in text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_markdown_makes_a_script_or_a_handler(markdown: str) -> None:
    html = to_html(f'{markdown}\n<script>x</script> [a](javascript:x) {markdown}')

    assert '<script' not in html.lower()
    assert 'href="javascript' not in html.lower()


@pytest.mark.parametrize(
    'text',
    [
        pytest.param('[' * 50_000, id='brackets'),
        pytest.param('![' * 25_000, id='pictures'),
        pytest.param('> ' * 20_000 + 'a', id='quotes'),
        pytest.param('- ' * 20_000 + 'a', id='lists'),
        pytest.param('*a_ ' * 12_500, id='emphasis'),
        pytest.param('`' * 50_000, id='code'),
        pytest.param('[a](' * 12_500, id='links'),
        pytest.param('<a ' * 16_000, id='tags'),
    ],
)
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    begin = process_time()
    to_html(text)

    assert process_time() - begin < 5


def test_headings_of_parties_skip_no_level() -> None:
    html = to_html('##### diep\n\n# hoog\n\n###### dieper\n\n## weer', level=4)

    assert re.findall(r'<h(\d)', html) == ['4', '4', '5', '5']


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_words_anywhere_make_an_agreement(words: str, live: str) -> None:
    dossier, texts = with_free_text(words, live)

    html = HtmlWriter().document(build_agreement(dossier, texts, content(), TODAY))

    assert '<script' not in html.lower()
    assert GAP_OPENS not in html


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=30), st.text(max_size=60))
def test_any_words_anywhere_make_files(words: str, live: str) -> None:
    whole = build_agreement(*with_free_text(words, live), content(), TODAY)

    assert to_pdf(whole).startswith(b'%PDF')
    assert of_docx(to_docx(whole)).headings == of_odt(to_odt(whole)).headings
    assert to_markdown(whole)


# the role matrix


def test_the_matrix_is_a_sheet_that_dutch_spreadsheets_open() -> None:
    dossier, _ = demo()

    raw = to_csv(dossier, content())

    assert raw.startswith(b'\xef\xbb\xbf')
    head, *rows = csv.reader(io.StringIO(raw.decode('utf-8-sig')), delimiter=';')
    assert head[:5] == ['Nummer', 'Groep', 'Taak', 'Gemeente', 'LindeWarm']
    assert len(rows) == 26
    assert rows[0][3:6] == ['A/R', 'R', 'C']
    assert rows[-1] == ['Vertrouwelijk – alleen voor partijen']


def test_a_matrix_that_is_public_says_nothing_of_confidence() -> None:
    dossier, _ = demo()
    public = {annex_of('bijlage-8'): Sensitivity(level=Openness.PUBLIC)}

    raw = to_csv(dossier.model_copy(update={'sensitivity': public}), content())

    assert 'Vertrouwelijk' not in raw.decode('utf-8-sig')


@pytest.mark.parametrize('name', ['=1+1', '+31', '-2', '@sum', '\t=1', ' =1', '\n=1'])
def test_a_cell_that_begins_like_a_formula_is_text(name: str) -> None:
    dossier, _ = demo()
    party = dossier.parties[0].model_copy(update={'short_name': name})

    raw = to_csv(dossier.model_copy(update={'parties': (party,)}), content())

    head = next(csv.reader(io.StringIO(raw.decode('utf-8-sig'), newline=''), delimiter=';'))
    assert head[3] == f"'{name}"


# the dossier


def test_a_dossier_comes_back_as_it_was() -> None:
    dossier, texts = hostile()
    states = {text_id: text.encode() for text_id, text in texts.items()}

    file = read_dossier_json(write_dossier_json(dossier, texts, states))

    assert file.for_whom == 'Vertrouwelijk – alleen voor partijen'
    assert file.dossier == dossier
    assert {text_id: copy.markdown for text_id, copy in file.texts.items()} == texts
    assert {text_id: copy.yjs for text_id, copy in file.texts.items()} == states


def spoilt(**changes: Any) -> bytes:
    dossier, texts = demo()
    tree = orjson.loads(write_dossier_json(dossier, texts, {}))
    return orjson.dumps(tree | changes)


@pytest.mark.parametrize(
    'data, reason',
    [
        pytest.param(b'', 'niet te lezen', id='nothing'),
        pytest.param(b'%PDF-1.7', 'niet te lezen', id='another kind of file'),
        pytest.param(b'[1]', 'geen dossier van Wijkakkoord', id='other JSON'),
        pytest.param(b'{"format": "anders"}', 'geen dossier van Wijkakkoord', id='of another program'),
        pytest.param(lambda: spoilt(schema_version=2), 'nieuwere versie', id='a later version'),
        pytest.param(lambda: spoilt(schema_version='1'), 'geen versie', id='a version in words'),
        pytest.param(lambda: spoilt(schema_version=True), 'geen versie', id='a version that is true'),
        pytest.param(lambda: spoilt(dossier={'id': 'x'}), 'beschadigd: ‘dossier', id='half a dossier'),
        pytest.param(lambda: spoilt(extra=1), 'beschadigd: ‘extra’', id='something more'),
        pytest.param(
            lambda: spoilt(texts={'goal': {'markdown': 1}}), 'beschadigd: ‘texts.goal', id='a text of numbers'
        ),
        pytest.param(
            lambda: spoilt(texts={'goal': {'markdown': '', 'yjs': '%'}}),
            'beschadigd: ‘texts.goal.yjs’',
            id='bad base64',
        ),
        pytest.param(lambda: spoilt()[:-20], 'niet te lezen', id='cut off'),
    ],
)
def test_a_strange_file_is_refused_with_a_reason(data: Any, reason: str) -> None:
    with pytest.raises(ForeignFileError, match=reason):
        read_dossier_json(data() if callable(data) else data)


@given(st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_a_reason(data: bytes) -> None:
    with pytest.raises(ForeignFileError):
        read_dossier_json(data)
