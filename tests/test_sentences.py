"""The history in plain Dutch: sentences, steps, and what changes come to in the end."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from data.content import load_content
from data.demo import demo_dossier
from data.rules.story import actor, can_restore, moment_text, sentence
from data.rules.story_changes import Change, net_changes, net_sentence
from data.rules.story_places import place_name, step_of, text_name
from data.rules.story_words import AREAS

CONTENT = load_content(Path(__file__).parent.parent / 'content')
DOSSIER, _ = demo_dossier('demo', CONTENT, date(2026, 11, 23))
COOP = next(party for party in DOSSIER.parties if party.type == 'COOP')
TASK = DOSSIER.matrix.tasks[0]
CELL = f'matrix.cells.{TASK.id}.{COOP.id}'


@pytest.mark.parametrize(
    'operation, path, old, new, told',
    [
        ('create', '', None, 'x', 'A maakte dit dossier.'),
        (
            'set',
            'period.start',
            None,
            '2027-02-01',
            'A vulde ‘Begint op’ bij de intentieperiode in: ‘1 februari 2027’.',
        ),
        (
            'set',
            'period.start',
            '2027-02-01',
            None,
            'A maakte ‘Begint op’ bij de intentieperiode leeg; er stond ‘1 februari 2027’.',
        ),
        ('set', 'reason', 'Riool', 'Net', 'A wijzigde ‘Aanleiding’ bij de wijk: eerst ‘Riool’, nu ‘Net’.'),
        (
            'set',
            'budget.none',
            False,
            True,
            'A wijzigde ‘Geen gezamenlijke kosten’ bij de begroting: eerst ‘nee’, nu ‘ja’.',
        ),
        ('set', 'sensitivity.goal.level', 'gedeeld', 'openbaar', 'A maakte het gezamenlijke doel openbaar.'),
        (
            'set',
            f'sensitivity.contribution:{COOP.id}.level',
            'gedeeld',
            'intern',
            f'A maakte van de bijdrage van {COOP.short_name} een intern concept.',
        ),
        (
            'set',
            'sensitivity.annex:bijlage-2.reason',
            '',
            'intern',
            'A vulde de reden bij bijlage 2 in: ‘intern’.',
        ),
        (
            'set',
            'budget.treasurer',
            '',
            COOP.id,
            f'A vulde ‘Wie beheert het geld?’ bij de begroting in: ‘{COOP.short_name}’.',
        ),
        (
            'set',
            f'parties.{COOP.id}.interest',
            'a',
            'b',
            f'A wijzigde ‘Belang’ van ‘{COOP.short_name}’ bij de partijen: eerst ‘a’, nu ‘b’.',
        ),
        ('set', CELL, None, ['R', 'A'], f'A vulde de rol van {COOP.short_name} bij ‘{TASK.name}’ in: ‘R, A’.'),
        (
            'set',
            'answers.A3.choice',
            'x',
            'y',
            f'A wijzigde het antwoord op vraag A3 ({CONTENT.questions["A3"].short}): eerst ‘x’, nu ‘y’.',
        ),
        ('add', 'bodies.x', None, {'name': 'Kerngroep'}, 'A voegde iets toe aan de overleggen: ‘Kerngroep’.'),
        (
            'remove',
            'mandates.x',
            {'id': 'x', 'party_id': COOP.id},
            None,
            f'A haalde iets weg uit de mandaten, voor {COOP.short_name}.',
        ),
        ('set', f'consents.goal.{COOP.id}', None, {'by': 'x'}, 'A gaf akkoord op het gezamenlijke doel.'),
        ('set', f'consents.goal.{COOP.id}', {'by': 'x'}, None, 'A trok het akkoord op het gezamenlijke doel in.'),
        (
            'text',
            f'texts.contribution:{COOP.id}',
            {'moment': 1},
            {'moment': 2, 'came': 12, 'went': 1},
            f'A wijzigde de bijdrage van {COOP.short_name} (12 woorden erbij, 1 woord weg).',
        ),
        (
            'text',
            'texts.goal',
            {'moment': 1},
            {'moment': 2, 'came': 1, 'went': 0, 'together': 3},
            'A wijzigde het gezamenlijke doel, samen met 2 anderen (1 woord erbij).',
        ),
        (
            'text',
            'texts.goal',
            {'moment': 2},
            {'moment': 3, 'restored': 1},
            'A zette het gezamenlijke doel terug zoals het eerder was.',
        ),
        (
            'set',
            'parties.weg.name',
            'a',
            'b',
            'A wijzigde ‘Naam’ van ‘iets dat weg is’ bij de partijen: eerst ‘a’, nu ‘b’.',
        ),
        ('set', 'later.added.field', 1, 2, 'A wijzigde ‘iets dat weg is’ bij later: eerst ‘1’, nu ‘2’.'),
    ],
)
def test_a_change_is_one_dutch_sentence(operation: str, path: str, old: Any, new: Any, told: str) -> None:
    assert sentence('A', operation, path, old, new, DOSSIER, CONTENT) == told


ARTICLE = 'artikel 8 (Kosten en financiering)'
QUESTION = '‘Zetten we de onkosten van de wijkcoaches hier neer of in een bijlage?’'
COSTS = 'threads.article:artikel-8.onkosten'


@pytest.mark.parametrize(
    'operation, path, old, new, told',
    [
        ('add', COSTS, None, {'post': '1', 'point': False}, f'A reageerde bij {ARTICLE}: {QUESTION}.'),
        ('add', COSTS, None, {'post': '1', 'point': True}, f'A schreef een open punt op bij {ARTICLE}: {QUESTION}.'),
        (
            'add',
            f'{COSTS}.posts',
            None,
            {'post': '2'},
            f'A reageerde bij {ARTICLE}: ‘Voorstel: in bijlage 6, bij de begroting. Dan blijft dit artikel kort.’.',
        ),
        ('add', f'{COSTS}.posts', None, {'post': 'weg'}, f'A reageerde bij {ARTICLE}.'),
        ('set', f'{COSTS}.posts', None, {'post': '1'}, f'A wijzigde een eigen reactie bij {ARTICLE}: {QUESTION}.'),
        ('remove', f'{COSTS}.posts', {'post': '1'}, None, f'A verwijderde een eigen reactie bij {ARTICLE}.'),
        ('set', f'{COSTS}.resolved', False, True, f'A handelde af: {QUESTION} bij {ARTICLE}.'),
        ('set', f'{COSTS}.resolved', True, False, f'A opende opnieuw: {QUESTION} bij {ARTICLE}.'),
        ('set', f'{COSTS}.point', False, True, f'A maakte een open punt van {QUESTION} bij {ARTICLE}.'),
        (
            'set',
            f'{COSTS}.blocks',
            False,
            True,
            f'A zei dat dit de definitieve overeenkomst blokkeert: {QUESTION} bij {ARTICLE}.',
        ),
        ('set', f'{COSTS}.owner', '', 'Noor', f'A gaf {QUESTION} bij {ARTICLE} aan ‘Noor’.'),
        ('set', f'{COSTS}.owner', 'Noor', '', f'A haalde ‘Noor’ weg bij {QUESTION} bij {ARTICLE}.'),
        ('set', f'{COSTS}.due', None, '2027-02-01', f'A zette ‘vóór 1 februari 2027’ bij {QUESTION} bij {ARTICLE}.'),
        (
            'set',
            'threads.question:A3.weg.due',
            None,
            'x',
            'A zette ‘vóór x’ bij een reactie bij vraag A3 (',
        ),
        ('add', 'threads.cell:T99:weg.y', None, {}, 'A reageerde bij de rol van een partij die weg is bij'),
        ('add', 'threads.text:goal.y', None, {}, 'A reageerde bij het gezamenlijke doel.'),
        ('add', 'threads.dossier.y', None, {}, 'A reageerde bij het hele dossier.'),
    ],
)
def test_what_happened_to_a_comment_is_one_sentence(operation: str, path: str, old: Any, new: Any, told: str) -> None:
    said = sentence('A', operation, path, old, new, DOSSIER, CONTENT)

    assert said == told or (not told.endswith('.') and said.startswith(told))


@pytest.mark.parametrize(
    'operation, path, old, new, told',
    [
        ('add', COSTS, None, {'post': '1'}, f'Nieuwe reactie bij {ARTICLE}: {QUESTION}.'),
        ('add', COSTS, None, {'post': '1', 'point': True}, f'Nieuw open punt bij {ARTICLE}: {QUESTION}.'),
        ('add', f'{COSTS}.posts', None, {'post': '2'}, f'Er is gereageerd bij {ARTICLE}.'),
        ('set', f'{COSTS}.resolved', False, True, f'Bij {QUESTION} bij {ARTICLE}: nu afgehandeld.'),
        ('set', f'{COSTS}.owner', '', 'Noor', f'Bij {QUESTION} bij {ARTICLE}: nu is ‘Noor’ aan zet.'),
        ('set', f'{COSTS}.due', None, '2027-02-01', f'Bij {QUESTION} bij {ARTICLE}: nu vóór 1 februari 2027.'),
        (
            'set',
            f'{COSTS}.blocks',
            True,
            False,
            f'Bij {QUESTION} bij {ARTICLE}: blokkeert de definitieve overeenkomst nu niet.',
        ),
    ],
)
def test_a_comment_that_differs_is_one_sentence(operation: str, path: str, old: Any, new: Any, told: str) -> None:
    assert net((operation, path, old, new)) == [told]


def test_people_are_named_with_their_party() -> None:
    assert actor('Ruben', COOP.id, DOSSIER) == f'{COOP.short_name} (Ruben)'
    assert actor('Ruben', '', DOSSIER) == 'Ruben'
    without_name = f'een voorzitter van {COOP.short_name}'
    assert actor(without_name, COOP.id, DOSSIER) == f'Een voorzitter van {COOP.short_name}'
    assert actor('Ruben', 'weg', DOSSIER) == 'een partij die weg is (Ruben)'


def test_moments_are_in_dutch_time() -> None:
    assert moment_text(datetime(2026, 7, 1, 22, 5, tzinfo=UTC)) == '2 juli 2026 om 00.05 uur'


@pytest.mark.parametrize('field', [*type(DOSSIER).model_fields])
def test_every_part_of_a_dossier_has_a_name_and_a_step(field: str) -> None:
    if field in ('id', 'created', 'demo'):
        return

    assert field in AREAS
    assert step_of(field, CONTENT)


@pytest.mark.parametrize(
    'path, step',
    [
        ('reason', 'start'),
        ('texts.goal', 'doel'),
        (f'consents.contribution:{COOP.id}.{COOP.id}', 'doel'),
        ('answers.B2.choice', 'spoor-b'),
        ('texts.answer:C1', 'spoor-c'),
        ('texts.clause:artikel-2', 'overeenkomst'),
        ('matrix.cells.T01.x', 'rollen'),
        ('stances.t.p', 'taal'),
        ('answers.nooit', 'overzicht'),
        ('threads.question:B2.x.posts', 'spoor-b'),
        ('threads.cell:T01:x.y', 'rollen'),
        ('threads.article:artikel-2.y', 'overeenkomst'),
        ('threads.text:goal.y', 'doel'),
        ('threads.dossier.y', 'overzicht'),
    ],
)
def test_every_change_belongs_to_a_step(path: str, step: str) -> None:
    assert step_of(path, CONTENT) == step


def test_texts_are_named_after_what_they_are() -> None:
    article = CONTENT.articles[0]

    assert text_name(f'clause:{article.id}', DOSSIER, CONTENT) == f'de aanvulling bij artikel ‘{article.title}’'
    assert text_name('answer:A3', DOSSIER, CONTENT).startswith('de toelichting bij vraag A3 (')
    assert place_name('texts.contribution:weg', DOSSIER, CONTENT) == 'de bijdrage van een partij die weg is'


@pytest.mark.parametrize(
    'operation, path, old, expected',
    [
        ('set', 'reason', 'Riool', True),
        ('set', 'reason', '', False),
        ('set', 'budget.none', False, True),
        ('remove', 'bodies.x', {'id': 'x'}, True),
        ('add', 'bodies.x', None, False),
        ('set', 'consents.goal.coop', {'by': 'x'}, False),
        ('set', 'matrix.confirmed.T01.coop', True, False),
        ('text', 'texts.goal', {'moment': 1}, False),
        ('set', 'threads.article:artikel-8.onkosten.owner', 'Noor', False),
        ('remove', 'threads.article:artikel-8.onkosten.posts', {'post': '1'}, False),
    ],
)
def test_what_can_be_put_back(operation: str, path: str, old: Any, expected: bool) -> None:
    assert can_restore(operation, path, old) is expected


def net(*changes: tuple[str, str, Any, Any]) -> list[str]:
    return [
        net_sentence(each, DOSSIER, CONTENT)
        for each in net_changes(Change(operation, path, old, new, 'A') for operation, path, old, new in changes)
    ]


def test_many_changes_of_one_place_are_one_difference() -> None:
    changes = [('set', 'reason', 'a', 'b'), ('set', 'version', '', '1'), ('set', 'reason', 'b', 'c')]

    assert net(*changes) == [
        '‘Aanleiding’ bij de wijk: eerst ‘a’, nu ‘c’.',
        '‘Versie’ bij de overeenkomst is ingevuld: ‘1’.',
    ]


@pytest.mark.parametrize(
    'changes',
    [
        [('set', 'reason', 'a', 'b'), ('set', 'reason', 'b', 'a')],
        [
            ('add', 'bodies.x', None, {'name': 'X'}),
            ('set', 'bodies.x.name', 'X', 'Y'),
            ('remove', 'bodies.x', {}, None),
        ],
        [('remove', 'bodies.x', {'id': 'x'}, None), ('add', 'bodies.x', None, {'id': 'x'})],
        [('text', 'texts.goal', {'moment': 1}, {'moment': 2})],
    ],
)
def test_what_came_and_went_is_no_difference(changes: list[tuple[str, str, Any, Any]]) -> None:
    assert net(*changes) == []


def test_a_new_part_is_one_difference_whatever_was_filled_in_after() -> None:
    body = DOSSIER.bodies[0]
    path = f'bodies.{body.id}'

    told = net(('add', path, None, {'name': 'x'}), ('set', f'{path}.name', 'x', body.name))

    assert told == [f'Nieuw bij de overleggen: ‘{body.name}’.']
