"""The privacy statement names every kind of personal data that is stored; a new field without a line fails."""

from dataclasses import fields
from typing import Any, get_args

import pytest
from pydantic import StringConstraints

from data.account_parts import Invitation, Session
from data.authorship import Author
from data.journal import Entry
from data.models import Dossier, Member, Part
from data.models.base import Line
from data.own_account import Account
from data.settings import Settings
from pages.privacy import KEPT, privacy_text
from tests.web_site import WebSite

ROOTS = (Dossier, Member, Invitation, Session, Account, Entry)
"""what is written to disk, with everything in it"""
ABOUT_PEOPLE = {
    'Member',
    'Person',
    'Invitation',
    'Session',
    'Account',
    'Passkey',
    'Identity',
    'Entry',
    'Post',
    'Resolved',
}
"""models of which every field is about a person"""
IDS = {'id', 'digest', 'member_id', 'party_id', 'dossier_id', 'owner_id', 'person_id'}
"""they name something and say nothing"""
NOT_PERSONAL = {
    'Answer': 'choice',
    'Body': 'name fallback quorum public',
    'Budget': 'reporting volunteers subsidy',
    'Communication': 'channel',
    'CostLine': 'name',
    'CoverLine': 'source',
    'Decision': 'number body method',
    'Dossier': 'name municipality neighbourhood version project_leader_paid_by',
    'EscalationStep': 'what',
    'InternalProcess': 'body',
    'Legal': 'effective_when court confidential_until closed_annexes main_rule fallback',
    'Milestone': 'number note',
    'Named': 'name',
    'Party': 'name short_name legal_form seat kvk decision_basis',
    'Period': 'follow_up',
    'Policy': 'name decided_by',
    'Retention': 'reason',
    'Route': 'fallback',
    'Series': 'name place',
    'Task': 'group name',
    'Term': 'term',
}
"""lines of organisations and things, not of people; free text (``Text``) is spoken of as a whole"""
LINE = next(each.max_length for each in get_args(Line) if isinstance(each, StringConstraints))


def stored(kind: Any, found: dict[str, type[Part]]) -> dict[str, type[Part]]:
    if isinstance(kind, type) and issubclass(kind, Part) and kind.__name__ not in found:
        found[kind.__name__] = kind
        for field in kind.model_fields.values():
            stored(field.annotation, found)
    for each in get_args(kind):
        stored(each, found)
    return found


def models() -> dict[str, type[Part]]:
    found: dict[str, type[Part]] = {}
    for root in ROOTS:
        stored(root, found)
    return found


def told(model: str) -> set[str]:
    return {name for kind in KEPT for name in kind.where.get(model, '').split()}


def lines_of(model: type[Part]) -> set[str]:
    limits = {
        name: [getattr(each, 'max_length', None) for each in field.metadata]
        for name, field in model.model_fields.items()
    }
    return {name for name, most in limits.items() if LINE in most}


@pytest.mark.parametrize('name', sorted(models()))
def test_every_stored_field_is_told_of_or_not_about_a_person(name: str) -> None:
    model = models()[name]
    asked = set(model.model_fields) if name in ABOUT_PEOPLE else lines_of(model)

    unknown = asked - IDS - told(name) - set(NOT_PERSONAL.get(name, '').split())

    assert unknown == set(), 'say in KEPT of pages/privacy.py what people are told, or in NOT_PERSONAL why not'


def test_who_wrote_what_is_told_of() -> None:
    assert {field.name for field in fields(Author)} - IDS == told('Author')


def test_what_is_told_of_is_really_stored() -> None:
    known = {name: set(model.model_fields) for name, model in models().items()}
    known['Author'] = {field.name for field in fields(Author)}

    assert {
        model: told(model) - known.get(model, set())
        for kind in KEPT
        for model in kind.where
        if told(model) - known.get(model, set())
    } == {}


def test_the_statement_says_every_kind() -> None:
    text = privacy_text(Settings())

    assert [kind.words for kind in KEPT if kind.words not in text] == []


def test_whoever_is_signed_in_sees_how_long_their_dossiers_are_kept(site: WebSite) -> None:
    owner = site.members['owner']
    site.within(site.workspace.set, owner.id, owner.dossier_id, 'retention.reason', '<b>Selectielijst 11.1</b>')
    site.within(site.workspace.set, owner.id, owner.dossier_id, 'retention.until', '2040-01-01')

    mine = site.client.get('/privacy', headers=site.headers('reader')).text
    others = site.client.get('/privacy', headers=site.headers('outsider')).text

    assert 'tot en met 1 januari 2040' in mine
    assert '<b>Selectielijst' not in mine
    assert '1 januari 2040' not in others
    assert '1 januari 2040' not in site.client.get('/privacy').text
    site.within(site.workspace.set, owner.id, owner.dossier_id, 'retention.until', '')
