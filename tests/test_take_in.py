"""A dossier that was downloaded is read in whole, beside what is here, or not at all."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from pycrdt import Doc, Text

from data.content import load_content
from data.demo import demo_dossier
from data.exports.dossier_file import ForeignFileError, write_dossier_json
from data.models import GOAL, MemberRole
from data.take_in import take_in
from data.workspace import Workspace

CONTENT = load_content(Path(__file__).parent.parent / 'content')
TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path, CONTENT, b'secret', now=lambda: TODAY)
    workspace.install(*demo_dossier('hier', CONTENT, TODAY.date()))
    return workspace


def download(workspace: Workspace, dossier_id: str = 'hier') -> bytes:
    texts = workspace.texts.texts(dossier_id)
    states = {text_id: workspace.texts.state(dossier_id, text_id) for text_id in texts}
    return write_dossier_json(workspace.dossier(dossier_id), texts, states)


def folders(workspace: Workspace) -> list[str]:
    return workspace._store.ids()


async def test_what_is_read_in_is_the_same_dossier_under_an_id_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    before = download(workspace)

    owner = await take_in(workspace, before, 'Noor')

    again = Workspace(tmp_path, CONTENT, b'secret')
    old, new = again.dossier('hier'), again.dossier(owner.dossier_id)
    assert new.model_copy(update={'id': 'hier', 'demo': True}) == old
    assert again.texts.texts(new.id) == again.texts.texts('hier')
    assert again.texts.state(new.id, GOAL) == again.texts.state('hier', GOAL), 'with the history of the text'
    assert (owner.role, owner.party_id, owner.name) == (MemberRole.OWNER, 'wiedemeer', 'Noor')
    assert [entry.operation for entry in again.journal(new.id).entries()] == ['create']
    assert download(workspace) == before


async def test_a_copy_of_a_browser_merges_with_what_was_read_in(workspace: Workspace) -> None:
    browser: Doc[Text] = Doc()
    browser.apply_update(workspace.texts.state('hier', GOAL))

    owner = await take_in(workspace, download(workspace), 'Noor')

    browser.apply_update(workspace.texts.state(owner.dossier_id, GOAL))
    assert str(browser.get('text', type=Text)) == workspace.texts.text('hier', GOAL)


async def test_a_text_without_history_is_read_in_as_it_reads(workspace: Workspace) -> None:
    tree = orjson.loads(download(workspace))
    tree['texts'][GOAL] = {'markdown': 'Samen.'}

    owner = await take_in(workspace, orjson.dumps(tree), 'Noor')

    assert workspace.texts.text(owner.dossier_id, GOAL) == 'Samen.'


@pytest.mark.parametrize('has_history', [True, False])
async def test_ends_of_lines_that_browsers_count_otherwise_are_mended(workspace: Workspace, has_history: bool) -> None:
    doc: Doc[Text] = Doc()
    doc['text'] = Text('Samen.\r\nVerder.')
    tree = orjson.loads(download(workspace))
    tree['texts'][GOAL] = {'markdown': 'Samen.\r\nVerder.'}
    if has_history:
        tree['texts'][GOAL]['yjs'] = b64encode(doc.get_update()).decode()

    owner = await take_in(workspace, orjson.dumps(tree), 'Noor')

    assert workspace.texts.text(owner.dossier_id, GOAL) == 'Samen.\nVerder.'


def later(tree: dict[str, Any]) -> None:
    tree['schema_version'] = 99


def foreign(tree: dict[str, Any]) -> None:
    tree['format'] = 'anders'


def without_name(tree: dict[str, Any]) -> None:
    del tree['dossier']['name']


def other_words(tree: dict[str, Any]) -> None:
    tree['texts'][GOAL]['markdown'] = 'Iets anders dan de geschiedenis zegt.'


def broken_history(tree: dict[str, Any]) -> None:
    tree['texts'][GOAL]['yjs'] = 'AAECAwQ='


def way_out(tree: dict[str, Any]) -> None:
    tree['texts']['../../accounts'] = {'markdown': 'x'}


@pytest.mark.parametrize('spoil', [later, foreign, without_name, other_words, broken_history, way_out])
async def test_a_file_that_is_not_right_is_refused_and_nothing_changes(
    workspace: Workspace, spoil: Callable[[dict[str, Any]], None]
) -> None:
    tree = orjson.loads(download(workspace))
    spoil(tree)

    with pytest.raises(ForeignFileError):
        await take_in(workspace, orjson.dumps(tree), 'Noor')

    assert folders(workspace) == ['hier']


@pytest.mark.parametrize('cut', [0, 1, 100, -2])
async def test_half_a_file_is_refused(workspace: Workspace, cut: int) -> None:
    with pytest.raises(ForeignFileError):
        await take_in(workspace, download(workspace)[:cut], 'Noor')

    assert folders(workspace) == ['hier']
