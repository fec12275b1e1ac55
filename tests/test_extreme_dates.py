"""A dossier whose dates are as far away as its file can hold: no page or file of it may fail."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from data.models import Dossier, MemberRole
from pages.session import COOKIE
from tests.dossiers import content, demo
from tests.web_site import WebSite

_DAY = re.compile(r'\d{4}-\d\d-\d\d')


def with_day(tree: Any, day: str) -> Any:
    if isinstance(tree, dict):
        return {key: with_day(each, day) for key, each in tree.items()}
    if isinstance(tree, list):
        return [with_day(each, day) for each in tree]
    return day if isinstance(tree, str) and _DAY.fullmatch(tree) else tree


def addresses() -> Iterator[str]:
    for step in ('start', 'doel', 'vorm', 'rollen', 'besluiten', 'overleg', 'taal', 'overeenkomst', 'geschiedenis'):
        yield f'/dossier/{{}}/{step}'
    for track in content().tracks:
        for screen in track.screens:
            yield f'/dossier/{{}}/spoor/{track.id}/{screen.id}'
    for name in ('overeenkomst.md', 'overeenkomst.docx', 'dossier.json', 'overleg.ics', 'mijn-gegevens.zip'):
        yield f'/download/{{}}/{name}'


@pytest.mark.parametrize('day', ['0001-01-01', '9999-12-31'])
def test_every_page_and_file_answers(site: WebSite, day: str, caplog: pytest.LogCaptureFixture) -> None:
    plain, texts = demo()
    tree = with_day(plain.model_dump(mode='json'), day)
    dossier = Dossier.model_validate_json(orjson.dumps({**tree, 'id': f'ver-{day}'}))
    site.within(site.workspace.install, dossier, texts)
    member = site.within(site.workspace.adopt, dossier.id, 'Noor', MemberRole.OWNER, '')
    headers = {'cookie': f'{COOKIE}={site.workspace.accounts.enter(None, member.id)}'}

    answers = {each: site.client.get(each.format(dossier.id), headers=headers).status_code for each in addresses()}

    assert {each: status for each, status in answers.items() if status != 200} == {}
    assert [each for each in caplog.records if each.levelname == 'ERROR'] == []
