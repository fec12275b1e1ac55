"""Rules of the role matrix against hand-made cases, a second naive reading of the rules, and properties."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content_models import DecisionType, MatrixTemplate, RoleName
from data.models import (
    Dossier,
    Finding,
    FormChoice,
    Level,
    Mandate,
    MandateLevel,
    Method,
    Notation,
    Party,
    PartyType,
    Person,
    PersonKind,
    Role,
    RoleMatrix,
    Task,
    TaskTag,
)
from data.rules.raci import check_matrix, condensed
from data.rules.roles import CHOICES, apply_template, drop_lapsed_confirmations, letters, words

TODAY = date(2026, 11, 23)
A, R, S, C, I = Role.ACCOUNTABLE, Role.RESPONSIBLE, Role.SUPPORTS, Role.CONSULTED, Role.INFORMED  # noqa: E741
TYPES = {'gem': 'GEM', 'coop': 'COOP', 'corp': 'CORP', 'netb': 'NETB', 'vve': 'VVE', 'bew': 'BEW'}
NAMES = {
    'gem': 'Gemeente',
    'coop': 'LindeWarm',
    'corp': 'Wiedezicht',
    'netb': 'NetWiede',
    'vve': 'VvE Lindehof',
    'bew': 'Bewonersplatform',
}
ROLE_NAMES = tuple(
    RoleName(id=role, name=name, text='', letters={Notation.RASCI: rasci, Notation.VEORI: veori})
    for role, name, rasci, veori in [
        (A, 'Eindverantwoordelijk', 'A', 'E'),
        (R, 'Verantwoordelijk', 'R', 'V'),
        (S, 'Ondersteunend', 'S', 'O'),
        (C, 'Geraadpleegd', 'C', 'R'),
        (I, 'Geïnformeerd', 'I', 'I'),
    ]
)


def decision_type(kind: str, name: str, mandatable: bool = True) -> DecisionType:
    return DecisionType(
        id=kind, name=name, examples='', decides='kernteam', method=Method.CONSENT, weeks_text='', mandatable=mandatable
    )


KINDS = (decision_type('D2', 'Planning'), decision_type('D6', 'Geld'), decision_type('D9', 'Publiek', mandatable=False))


def party(party_id: str, *, stand_in: bool = True) -> Party:
    people = [Person(id='a', name='Dirk'), Person(id='c', name='Noor')]
    if stand_in:
        people.append(Person(id='b', name='Ans', kind=PersonKind.SUBSTITUTE))
    return Party(
        id=party_id,
        type=PartyType(TYPES.get(party_id, 'ANDERS')),
        name=NAMES.get(party_id, party_id),
        short_name=NAMES.get(party_id, party_id),
        people=tuple(people),
    )


def mandate(party_id: str, level: str = 'M3', subjects: str = 'D2 D6', **more: object) -> Mandate:
    values = {'id': f'm-{party_id}', 'person_id': 'a', **more}
    return Mandate.model_validate(
        {'party_id': party_id, 'level': MandateLevel(level), 'subjects': tuple(subjects.split()), **values}
    )


def dossier(
    *rows: tuple[Task, dict[str, tuple[Role, ...]]],
    parties: str = 'gem coop corp netb vve bew',
    mandates: tuple[Mandate, ...] | None = None,
    confirmed: bool = True,
    governance: str = '',
    stand_in: bool = True,
) -> Dossier:
    ids = parties.split()
    return Dossier(
        id='d',
        name='De Lindelanden',
        created=datetime(2026, 1, 1, tzinfo=UTC),
        parties=tuple(party(name, stand_in=stand_in) for name in ids),
        mandates=tuple(mandate(name) for name in ids) if mandates is None else mandates,
        form=FormChoice(governance=governance),
        matrix=RoleMatrix(
            tasks=tuple(task for task, _ in rows),
            cells={task.id: cells for task, cells in rows},
            confirmed={task.id: dict.fromkeys(ids, confirmed) for task, _ in rows},
        ),
    )


def task(name: str = 'Budget regelen', tags: tuple[TaskTag, ...] = (), subjects: str = 'D2', key: str = 'T1') -> Task:
    return Task(id=key, group='Start', name=name, tags=tags, subjects=tuple(subjects.split()))


GOOD: dict[str, tuple[Role, ...]] = {
    'gem': (A, R),
    'coop': (R,),
    'corp': (C,),
    'netb': (C,),
    'vve': (I,),
    'bew': (S,),
}


def found(result: Dossier, code: str) -> list[Finding]:
    return [finding for finding in check_matrix(result, KINDS, TODAY) if finding.code == code]


def test_a_well_divided_task_has_no_findings() -> None:
    assert check_matrix(dossier((task(), GOOD)), KINDS, TODAY) == ()


@pytest.mark.parametrize(
    'cells, tags, code, level, link, message',
    [
        pytest.param(
            {**GOOD, 'gem': (A, R), 'coop': (A,)},
            (),
            'V1',
            Level.ERROR,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ staan twee eindverantwoordelijken: Gemeente en LindeWarm. Kies er één. '
            'De ander kan ‘verantwoordelijk’ worden.',
            id='two accountable',
        ),
        pytest.param(
            {**GOOD, 'gem': (A,), 'coop': (A,), 'corp': (A, R)},
            (),
            'V1',
            Level.ERROR,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ staan drie eindverantwoordelijken: Gemeente, LindeWarm en Wiedezicht. Kies er één. '
            'De anderen kunnen ‘verantwoordelijk’ worden.',
            id='three accountable',
        ),
        pytest.param(
            {**GOOD, 'gem': (R,)},
            (),
            'V1',
            Level.ERROR,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ staat nog geen eindverantwoordelijke. Kies één partij.',
            id='nobody accountable',
        ),
        pytest.param(
            {**GOOD, 'gem': (A,), 'coop': (S,)},
            (),
            'V2',
            Level.ERROR,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ is nog niemand verantwoordelijk. Kies minstens één partij die het werk doet.',
            id='nobody responsible',
        ),
        pytest.param(
            {**GOOD, 'bew': (S, C)},
            (),
            'V3',
            Level.ERROR,
            '/rollen#cel-T1-bew',
            'Bewonersplatform heeft bij ‘Budget regelen’ rollen die niet samengaan. Kies één rol. '
            'Alleen ‘eindverantwoordelijk en verantwoordelijk’ gaat samen.',
            id='two roles in a cell',
        ),
        pytest.param(
            {**GOOD, 'gem': (R,), 'coop': (A,)},
            (TaskTag.PUBLIC,),
            'V4',
            Level.ERROR,
            '/rollen#cel-T1-coop',
            '‘Budget regelen’ is een publieke taak. Daarvoor is de gemeente eindverantwoordelijk, niet LindeWarm.',
            id='public task elsewhere',
        ),
        pytest.param(
            {**GOOD, 'corp': (R,), 'netb': (R,)},
            (),
            'V6',
            Level.WARNING,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ zijn vier partijen verantwoordelijk: Gemeente, LindeWarm, Wiedezicht en NetWiede. '
            'Dan is snel onduidelijk wie het doet. Kan iemand ‘ondersteunend’ worden?',
            id='four responsible',
        ),
        pytest.param(
            {**GOOD, 'bew': (I,)},
            (TaskTag.RESIDENTS,),
            'V7',
            Level.WARNING,
            '/rollen#cel-T1-bew',
            '‘Budget regelen’ gaat over bewoners. Laat Bewonersplatform minstens meedenken (geraadpleegd).',
            id='residents only informed',
        ),
        pytest.param(
            {'gem': (A, R), 'coop': (S,)},
            (),
            'V8',
            Level.WARNING,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ is niemand geraadpleegd of geïnformeerd. Wie moet hiervan horen?',
            id='nobody hears of it',
        ),
        pytest.param(
            {**dict.fromkeys(GOOD, (C,)), 'gem': (A, R)},
            (),
            'V9',
            Level.WARNING,
            '/rollen#taak-T1',
            'Bij ‘Budget regelen’ wilt u 5 van de 6 partijen raadplegen. Dat kost veel tijd. '
            'Is informeren voor sommige partijen genoeg?',
            id='five of six consulted',
        ),
    ],
)
def test_a_task_that_is_not_well_divided(
    cells: dict[str, tuple[Role, ...]], tags: tuple[TaskTag, ...], code: str, level: Level, link: str, message: str
) -> None:
    findings = found(dossier((task(tags=tags), cells)), code)

    assert [(finding.level, finding.link, finding.message) for finding in findings] == [(level, link, message)]


@pytest.mark.parametrize(
    'mandates, lack',
    [
        pytest.param((mandate('vve', 'M1'),), 'Dirk mag alleen adviseren', id='advises'),
        pytest.param((mandate('vve', 'M0'),), 'Dirk mag alleen meeluisteren', id='listens'),
        pytest.param((), 'er is nog niet vastgelegd wie namens deze partij mag beslissen', id='no mandate at all'),
        pytest.param(
            (mandate('vve', ends=TODAY - timedelta(days=1)),), 'het mandaat van deze partij is afgelopen', id='ended'
        ),
        pytest.param((mandate('vve', 'M2', 'D6'),), 'Dirk mag niet beslissen over ‘Planning’', id='other subject'),
        pytest.param(
            (mandate('vve', 'M2', ''), mandate('vve', 'M4', 'D6', id='m2', person_id='c')),
            'Dirk en Noor mogen niet beslissen over ‘Planning’',
            id='two people, none for this subject',
        ),
        pytest.param((mandate('vve', 'M2', 'D2', ends=TODAY),), '', id='ends today, still counts'),
        pytest.param((mandate('vve', 'M4', 'D2'),), '', id='full mandate'),
        pytest.param((mandate('coop'),), 'er is nog niet vastgelegd wie namens deze partij mag beslissen', id='others'),
    ],
)
def test_the_accountable_party_needs_a_mandate_for_the_task(mandates: tuple[Mandate, ...], lack: str) -> None:
    cells = {**GOOD, 'gem': (S,), 'vve': (A, R)}
    name = 'VvE’s en particuliere verhuurders betrekken'

    messages = [finding.message for finding in found(dossier((task(name), cells), mandates=mandates), 'V5')]

    question = 'Bespreek: meer mandaat of een andere eindverantwoordelijke?'
    sentence = f'VvE Lindehof is eindverantwoordelijk voor ‘{name}’, maar {lack}. {question}'
    assert messages == ([sentence] if lack else [])


def test_what_no_mandate_can_cover_asks_for_none() -> None:
    assert not found(dossier((task(subjects='D9'), GOOD), mandates=()), 'V5')


@pytest.mark.parametrize('accountable, warned', [(6, False), (7, True)])
def test_more_than_sixty_percent_of_the_tasks_is_too_much_under_shared_ownership(
    accountable: int, warned: bool
) -> None:
    other = {**GOOD, 'gem': (R,), 'coop': (A, R)}
    rows = [(task(key=f'T{number}'), GOOD if number < accountable else other) for number in range(10)]

    assert [finding.party_id for finding in found(dossier(*rows, governance='R2'), 'V10')] == ['gem'] * warned
    assert not found(dossier(*rows, governance='R1'), 'V10')


def test_a_party_without_any_role_is_named_once() -> None:
    rows = [(task(key=key), {**GOOD, 'vve': ()}) for key in ('T1', 'T2')]

    assert [finding.link for finding in found(dossier(*rows), 'V11')] == ['/rollen#cel-T1-vve']


def test_unconfirmed_parties_are_named_per_task() -> None:
    messages = [finding.message for finding in found(dossier((task(), GOOD), confirmed=False), 'V12')]

    assert messages == ['‘Budget regelen’ wacht op akkoord van Gemeente en LindeWarm.']


def test_an_accountable_party_without_substitute_is_named_once() -> None:
    rows = [(task(key=key), GOOD) for key in ('T1', 'T2')]

    findings = found(dossier(*rows, stand_in=False), 'V13')

    assert [(finding.party_id, finding.level, finding.link) for finding in findings] == [
        ('gem', Level.INFO, '/rollen#cel-T1-gem')
    ]


def test_roles_of_a_party_that_left_do_not_count() -> None:
    result = dossier((task(), {**GOOD, 'weg': (A,)}))

    assert not found(result, 'V1')


def test_names_of_the_largest_length_still_make_a_finding() -> None:
    many = dossier(
        (task(), dict.fromkeys([f'p{n}' for n in range(40)], (A,))), parties=' '.join(map('p{}'.format, range(40)))
    )
    long = many.model_copy(
        update={'parties': tuple(p.model_copy(update={'short_name': 'x' * 300}) for p in many.parties)}
    )

    assert found(long, 'V1')


IDS = list(TYPES)
CELL = st.sampled_from([*CHOICES, (S, C), (A, R, C), (R, R), (A, I)])
TASKS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(list(TaskTag))),
        st.sampled_from(['', 'D2', 'D2 D6', 'D9', 'D2 D9']),
        st.fixed_dictionaries({}, optional=dict.fromkeys([*IDS, 'weg'], CELL)),
        st.fixed_dictionaries({}, optional=dict.fromkeys(IDS, st.booleans())),
    ),
    max_size=6,
)
MANDATES = st.lists(
    st.builds(
        mandate,
        st.sampled_from(IDS),
        st.sampled_from(list(MandateLevel)),
        st.sampled_from(['', 'D2', 'D6', 'D2 D6']),
        ends=st.sampled_from([None, TODAY, TODAY - timedelta(days=1)]),
        person_id=st.sampled_from(['a', 'c', '']),
    ),
    max_size=6,
)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    rows = draw(TASKS)
    parties = draw(st.lists(st.sampled_from(IDS), unique=True))
    result = dossier(
        *(
            (task(tags=tuple(tags), subjects=subjects, key=f'T{n}'), cells)
            for n, (tags, subjects, cells, _) in enumerate(rows)
        ),
        parties=' '.join(parties),
        mandates=tuple(draw(MANDATES)),
        governance=draw(st.sampled_from(['', 'R1', 'R2'])),
        stand_in=draw(st.booleans()),
    )
    confirmed = {f'T{n}': yes for n, (_, _, _, yes) in enumerate(rows)}
    return result.model_copy(update={'matrix': result.matrix.model_copy(update={'confirmed': confirmed})})


def naive(d: Dossier) -> set[tuple[str, str, str]]:  # noqa: PLR0912 - the rules one by one, on purpose without structure
    """Read the rules once more, as plainly as they are written; (code, task, party)."""
    expected = set()
    ids = [p.id for p in d.parties]
    kinds = {p.id: p.type for p in d.parties}
    table = {(t.id, p): set(d.matrix.cells.get(t.id, {}).get(p, ())) for t, p in product(d.matrix.tasks, ids)}
    for t in d.matrix.tasks:
        has = {role: [p for p in ids if role in table[t.id, p]] for role in Role}
        if len(has[A]) != 1:
            expected.add(('V1', t.id, ''))
        if len(has[R]) == 0:
            expected.add(('V2', t.id, ''))
        if len(has[R]) >= 4 and 'gezamenlijk' not in t.tags:
            expected.add(('V6', t.id, ''))
        if not has[C] and not has[I] and 'gezamenlijk' not in t.tags:
            expected.add(('V8', t.id, ''))
        if ids and len(has[C]) / len(ids) > 2 / 3 + 1e-9:
            expected.add(('V9', t.id, ''))
        speaks = [p for p in ids if kinds[p] == 'BEW'] or [p for p in ids if kinds[p] == 'COOP']
        if 'bewoners' in t.tags and all(table[t.id, p] <= {I} for p in speaks):
            expected.add(('V7', t.id, speaks[0] if speaks else ''))
        for p in ids:
            if len(table[t.id, p]) >= 2 and table[t.id, p] != {A, R}:
                expected.add(('V3', t.id, p))
            if A in table[t.id, p] and 'publiek' in t.tags and kinds[p] != 'GEM':
                expected.add(('V4', t.id, p))
            may = {
                subject
                for m in d.mandates
                for subject in (*m.subjects, 'anything')
                if m.party_id == p and m.level in ('M2', 'M3', 'M4') and m.person_id and m.ends in (None, TODAY)
            }
            asked = set(t.subjects) - {'D9'} if t.subjects else {'anything'}
            if A in table[t.id, p] and (asked - may or (asked and not may)):
                expected.add(('V5', t.id, p))
        if any({A, R} & table[t.id, p] and not d.matrix.confirmed.get(t.id, {}).get(p) for p in ids):
            expected.add(('V12', t.id, ''))
    firsts = {p: next((t.id for t in d.matrix.tasks if A in table[t.id, p]), None) for p in ids}
    all_a = [p for (_, p), roles in table.items() if A in roles]
    for p in ids:
        if d.form.governance == 'R2' and all_a and all_a.count(p) / len(all_a) > 0.6 + 1e-9:
            expected.add(('V10', str(firsts[p]), p))
        if d.matrix.tasks and not any(table[t.id, p] for t in d.matrix.tasks):
            expected.add(('V11', d.matrix.tasks[0].id, p))
        if firsts[p] and all(
            person.kind == 'vertegenwoordiger' for person in next(q for q in d.parties if q.id == p).people
        ):
            expected.add(('V13', str(firsts[p]), p))
    return expected


@given(dossiers())
def test_the_rules_agree_with_a_naive_reading(d: Dossier) -> None:
    findings = check_matrix(d, KINDS, TODAY)

    assert sorted((f.code, f.subject, f.party_id) for f in findings) == sorted(naive(d))


@given(dossiers())
def test_every_finding_links_to_a_row_or_cell_that_is_there(d: Dossier) -> None:
    rows = {f'/rollen#taak-{t.id}' for t in d.matrix.tasks}
    cells = {f'/rollen#cel-{t.id}-{p.id}' for t, p in product(d.matrix.tasks, d.parties)}

    assert {finding.link for finding in check_matrix(d, KINDS, TODAY)} <= rows | cells


@pytest.mark.parametrize(
    'roles, rasci, veori, text',
    [
        ((A, R), 'A/R', 'E/V', 'eindverantwoordelijk en verantwoordelijk'),
        ((R, A), 'A/R', 'E/V', 'eindverantwoordelijk en verantwoordelijk'),
        ((R,), 'R', 'V', 'verantwoordelijk'),
        ((C,), 'C', 'R', 'geraadpleegd'),
        ((S,), 'S', 'O', 'ondersteunend'),
        ((I,), 'I', 'I', 'geïnformeerd'),
        ((), '', '', ''),
    ],
)
def test_letters_follow_the_notation(roles: tuple[Role, ...], rasci: str, veori: str, text: str) -> None:
    assert letters(roles, Notation.RASCI, ROLE_NAMES) == rasci
    assert letters(roles, Notation.VEORI, ROLE_NAMES) == veori
    assert words(roles, ROLE_NAMES) == text


TEMPLATE = MatrixTemplate(
    id='regie',
    name='Regie bij gemeente',
    text='',
    cells={'T1': {PartyType.MUNICIPALITY: (A, R), PartyType.COOPERATIVE: (R,), PartyType.OWNERS: (I,)}},
)


def test_a_template_gives_the_first_party_of_a_type_its_roles_and_informs_the_others() -> None:
    base = dossier((task(), {}), parties='gem coop vve')
    second = base.parties[2].model_copy(update={'id': 'vve2'})
    gem2 = base.parties[0].model_copy(update={'id': 'gem2'})
    d = base.model_copy(update={'parties': (*base.parties, second, gem2)})

    assert apply_template(d, TEMPLATE) == {'T1': {'gem': (A, R), 'coop': (R,), 'vve': (I,), 'vve2': (I,), 'gem2': (I,)}}


def test_a_template_leaves_filled_cells_alone_unless_asked_to_replace_them() -> None:
    d = dossier((task(), {'gem': (C,), 'coop': (R,)}), (task(key='T2'), {'gem': (S,)}), parties='gem coop')

    assert apply_template(d, TEMPLATE) == {}
    assert apply_template(d, TEMPLATE, only_empty=False) == {'T1': {'gem': (A, R)}}


def test_a_fresh_matrix_gets_one_finding_for_all_tasks_nobody_began_with() -> None:
    d = dossier((task(), {}), (task('Planning maken', key='T2'), {}), (task(key='T3'), GOOD))

    found = condensed(d, check_matrix(d, KINDS, TODAY))

    assert [(finding.message, finding.link) for finding in found] == [
        ('2 taken zijn nog niet verdeeld. Begin bij ‘Budget regelen’.', '/rollen#taak-T1')
    ]


def test_a_party_that_named_no_mandate_is_asked_once() -> None:
    d = dossier(*((task(key=f'T{n}'), GOOD) for n in range(3)), mandates=(mandate('coop'),))

    found = [finding for finding in condensed(d, check_matrix(d, KINDS, TODAY)) if finding.code == 'V5']

    assert [finding.link for finding in found] == ['/rollen#cel-T0-gem']
    assert found[0].message.startswith('Gemeente is eindverantwoordelijk voor 3 taken, maar nog niet is vastgelegd')


def test_a_confirmation_lapses_when_its_role_changes_and_only_then() -> None:
    before = dossier((task(), GOOD), (task(key='T2'), GOOD))
    cells = {**before.matrix.cells, 'T1': {**GOOD, 'coop': (S,)}}
    after = before.model_copy(update={'matrix': before.matrix.model_copy(update={'cells': cells})})

    confirmed = drop_lapsed_confirmations(before, after).matrix.confirmed

    assert {(t, p) for t, row in confirmed.items() for p, yes in row.items() if not yes} == {('T1', 'coop')}
