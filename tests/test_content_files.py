"""Files of content/ that are gone, empty, in another encoding or spoilt in any other way."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.content import ContentError, load_content

FOLDER = Path(__file__).parents[1] / 'content'


@pytest.mark.parametrize(
    'file, message',
    [
        pytest.param('methods.yaml', 'content/methods.yaml: het bestand ontbreekt; zet het terug.', id='list'),
        pytest.param('node.md', 'content/node.md: het bestand ontbreekt; zet het terug.', id='text'),
        pytest.param('tracks/b.md', 'content/tracks/b.md: dit spoor ontbreekt; zet het bestand terug.', id='track'),
        pytest.param('demo/answers.yaml', 'content/demo/answers.yaml: het bestand ontbreekt', id='demo'),
    ],
)
def test_a_missing_file_is_named(tmp_path: Path, file: str, message: str) -> None:
    folder = _copy(tmp_path)
    (folder / file).unlink()

    with pytest.raises(ContentError, match=re.escape(message)):
        load_content(folder)


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    shutil.rmtree(folder / 'cases')

    with pytest.raises(ContentError, match='cases/: hier staan geen bestanden'):
        load_content(folder)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / 'methods.yaml').write_bytes('- id: consent\n  name: één\n'.encode('latin-1'))

    with pytest.raises(ContentError, match=r'methods\.yaml: is geen tekst in UTF-8'):
        load_content(folder)


def test_a_demo_text_without_a_place_is_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / 'demo' / 'texts' / 'answer-A99.md').write_text('Niemand vraagt dit.')

    with pytest.raises(ContentError, match=r'demo/texts/answer-A99.md: ‘answer:A99’ bestaat niet'):
        load_content(folder)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / 'methods.yaml').write_text('# nog te schrijven\n')

    with pytest.raises(ContentError, match=r'methods\.yaml: het bestand is leeg'):
        load_content(folder)


def test_words_that_other_yaml_readers_take_for_something_else_stay_words(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    path = folder / 'questions' / 'A7.md'
    text = path.read_text().replace('short: Terugkoppeling', 'short: no')
    path.write_text(text.replace('title: Hoe', 'title: 16:00'))

    question = load_content(folder).questions['A7']

    assert question.short == 'no'
    assert question.title.startswith('16:00')


@pytest.fixture(scope='module')
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copy(tmp_path_factory.mktemp('spoilt'))


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_spoilt_line_ends_in_content_or_in_a_clear_error(spoilt: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in spoilt.rglob('*') if path.is_file())))
    text = path.read_text()
    lines = text.split('\n')
    number = data.draw(st.integers(0, len(lines) - 1))
    instead = data.draw(st.sampled_from(['', '- ', 'id: 1', '{', '---', '## Kop', f'{"9" * 30}', '{{', '"', '  x: [']))
    changed = data.draw(st.sampled_from([[instead], [], [instead, lines[number]], [lines[number]] * 2]))
    path.write_text('\n'.join([*lines[:number], *changed, *lines[number + 1 :]]))

    try:
        load_content(spoilt)
    except ContentError as error:
        assert all(mistake.file and mistake.remedy for mistake in error.mistakes)
    finally:
        path.write_text(text)


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / 'content'))
