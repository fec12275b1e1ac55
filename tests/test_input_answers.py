"""What an input on an open page hears: always something, and what is stored now if that is not what it sent."""

import json
import logging
from typing import Any, TypeVar
from unittest.mock import patch

import pytest
from nicegui import Client
from nicegui.element import Element

from components.comments import Comments
from components.field import Field, Radios
from components.field.field import NOT_SAVED
from components.fold import Fold
from components.visit import Visit
from data.models import GOAL, MemberRole, Openness, contribution_of
from data.workspace import Workspace
from pages.session import COOKIE
from tests.web_site import COOP, WebSite

Kind = TypeVar('Kind', bound=Element)


class Inputs:
    """A page that is open for somebody of the cooperative, all of it unfolded, and what its inputs are answered."""

    def __init__(self, site: WebSite, step: str, role: MemberRole = MemberRole.REPRESENTATIVE) -> None:
        self.site = site
        self.member = site.workspace.accounts.add_member(site.dossier_id, 'Fatima', role, COOP)
        self.open(step)

    def open(self, step: str) -> None:
        token = self.site.workspace.accounts.enter(None, self.member.id)
        before = set(Client.instances)
        self.site.client.get(f'/dossier/{self.site.dossier_id}{step}', headers={'cookie': f'{COOKIE}={token}'})
        [client_id] = set(Client.instances) - before
        self.client = Client.instances[client_id]
        for fold in self.every(Fold):
            self.site.within(fold.open_up)

    def every(self, kind: type[Kind]) -> list[Kind]:
        return [each for each in self.client.elements.values() if isinstance(each, kind)]

    def at(self, path: str) -> Field | Radios:
        return next(each for each in [*self.every(Field), *self.every(Radios)] if each._path == path)

    def answer(self, element: Element, name: str, args: Any) -> list[Any]:
        """Do what the browser does; gives what it is told after that: names of methods and what goes with them."""
        [listener] = [each for each in element._event_listeners.values() if each.type == name]
        message = {
            'id': element.id,
            'client_id': self.client.id,
            'listener_id': listener.id,
            'args': [json.dumps(args)],
        }
        with patch.object(element, 'run_method') as told:
            self.site.within(self.client.handle_event, message)
        return [each.args for each in told.call_args_list]


def odd(*_: object, **__: object) -> None:
    raise ZeroDivisionError('odd')


def test_a_field_hears_of_a_mistake_of_ours(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = Inputs(site, '/start')
    monkeypatch.setattr(Visit, 'set', odd)

    with caplog.at_level(logging.ERROR):
        said = page.answer(page.at('reason'), 'change', {'value': 'Omdat.', 'number': 1})

    assert said == [('refused', 1, NOT_SAVED, False)]
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_choices_hear_of_a_mistake_of_ours(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = Inputs(site, '/rollen')
    monkeypatch.setattr(Visit, 'set', odd)

    with caplog.at_level(logging.ERROR):
        said = page.answer(page.at('matrix.notation'), 'change', {'value': ['VEORI'], 'number': 1})

    assert said == [('settled', 1, ['RASCI'], NOT_SAVED, False)]
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_a_comment_box_hears_of_a_mistake_of_ours(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = Inputs(site, '/doel')
    monkeypatch.setattr(Workspace, 'say', odd)
    place = f'text:{GOAL}'
    comments = next(each for each in page.every(Comments) if place in each._places)

    with caplog.at_level(logging.ERROR):
        said = page.answer(comments, 'say', {'place': place, 'text': 'Goed plan.', 'ref': place})

    assert said == [('answered', place, NOT_SAVED, '')]
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_choices_that_are_refused_hear_what_is_stored(site: WebSite) -> None:
    page = Inputs(site, '/rollen')

    [(_, *said)] = page.answer(page.at('matrix.notation'), 'change', {'value': ['letters'], 'number': 3})

    assert said[:2] == [3, ['RASCI']]
    assert said[2] not in ('', NOT_SAVED)


@pytest.mark.parametrize('typed', ['--5', '-', '9' * 5000, '١٢ maanden'])
def test_what_is_no_number_is_refused_in_words(site: WebSite, caplog: pytest.LogCaptureFixture, typed: str) -> None:
    page = Inputs(site, '/start', MemberRole.OWNER)

    with caplog.at_level(logging.ERROR):
        [(told, _, words, _)] = page.answer(page.at('retention.months'), 'change', {'value': typed, 'number': 1})

    assert told == 'refused'
    assert words != NOT_SAVED
    assert not caplog.records


def test_what_a_browser_keeps_for_one_party_is_not_sent_for_the_next(site: WebSite) -> None:
    page = Inputs(site, '/start')
    before = page.at('reason')._props['keep']

    site.within(site.workspace.accounts.change_role, page.member.id, MemberRole.REPRESENTATIVE, 'gemeente')
    page.open('/start')

    assert page.at('reason')._props['keep'] != before


def test_comments_that_are_opened_after_a_change_of_role_are_those_of_the_new_role(site: WebSite) -> None:
    workspace = site.workspace
    page, text_id = Inputs(site, '/doel'), contribution_of(COOP)
    site.within(workspace.say, page.member.id, site.dossier_id, f'text:{text_id}', 'Nog onder ons.')
    site.within(workspace.set, page.member.id, site.dossier_id, f'sensitivity.{text_id}.level', Openness.INTERNAL)
    page.open('/doel')
    comments = next(each for each in page.every(Comments) if f'text:{text_id}' in each._places)
    assert 'Nog onder ons.' in str(page.answer(comments, 'open', None))
    page.open('/doel')
    comments = next(each for each in page.every(Comments) if f'text:{text_id}' in each._places)

    site.within(workspace.accounts.change_role, page.member.id, MemberRole.ADVISER, COOP)

    assert 'Nog onder ons.' not in str(page.answer(comments, 'open', None))
