"""What the browser is told of the role matrix: all of it once, then only what differs."""

from copy import deepcopy
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.role_matrix import RoleMatrix
from components.role_matrix.shared import state_of
from components.role_matrix.state import PER_TASK, difference, matrix_state, roles_of, value_of
from components.visit import Visit
from data.content_models import Content, TaskLibrary
from data.models import Dossier, Notation, Post, Resolved, Role, Thread, cell_place
from data.rules.changes import add_item, remove_item, set_value
from data.rules.raci import check_matrix
from data.rules.roles import CHOICES
from tests.open_page import OpenPage
from tests.test_raci import GOOD, ROLE_NAMES, TODAY, A, C, R, S, dossier, task
from tests.web_site import COOP, WebSite

DOSSIER = dossier((task(), GOOD), (task('Planning maken', key='T2'), {}))


def shown(result: Dossier) -> dict[str, Any]:
    return matrix_state(result, ROLE_NAMES, check_matrix(result, (), TODAY))


def patched(state: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Do what the component in the browser does with a patch."""
    result = deepcopy(state)
    for key, value in patch.items():
        result[key] = {**result[key], **value} if key in PER_TASK else value
    return result


def test_a_cell_shows_letters_and_full_words() -> None:
    state = shown(DOSSIER)

    labels = {option['value']: option['label'] for option in state['options']}
    assert labels[state['cells']['T1']['gem']] == 'A/R – eindverantwoordelijk en verantwoordelijk'
    assert labels[state['cells']['T2']['gem']] == '– geen rol'


def test_other_letters_keep_the_roles() -> None:
    veori = set_value(DOSSIER, 'matrix.notation', Notation.VEORI).dossier

    patch = difference(shown(DOSSIER), shown(veori))

    assert set(patch) == {'options', 'legend'}
    assert [role['letter'] for role in patch['legend']] == ['E', 'V', 'O', 'R', 'I']


def test_one_choice_sends_one_row() -> None:
    after = set_value(DOSSIER, 'matrix.cells.T1.corp', ['ondersteunend']).dossier

    assert difference(shown(DOSSIER), shown(after)) == {
        'cells': {'T1': {**shown(DOSSIER)['cells']['T1'], 'corp': 'ondersteunend'}}
    }


def test_a_cell_says_how_much_is_said_of_it_and_whether_it_blocks() -> None:
    said = Thread(id='a', place=cell_place('T1', 'corp'), posts=(Post(id='1', text='Klopt dit?'),))
    blocks = said.model_copy(update={'id': 'b', 'point': True, 'blocks': True})
    ended = said.model_copy(update={'id': 'c', 'resolved': Resolved(by='Noor')})
    after = DOSSIER.model_copy(update={'threads': (said, blocks, ended)})

    assert difference(shown(DOSSIER), shown(after)) == {'talk': {'T1': {'corp': {'count': 2, 'blocks': 1}}}}


def test_nothing_is_sent_when_nothing_changed() -> None:
    assert difference(shown(DOSSIER), shown(set_value(DOSSIER, 'name', 'Iets anders').dossier)) == {}


def test_roles_that_do_not_go_together_are_shown_as_they_are() -> None:
    odd = set_value(DOSSIER, 'matrix.cells.T1.corp', ['geraadpleegd', 'ondersteunend']).dossier

    state = shown(odd)

    assert state['cells']['T1']['corp'] == 'ondersteunend+geraadpleegd'
    assert 'S/C – ondersteunend en geraadpleegd' in [option['label'] for option in state['options']]


def test_tasks_stay_in_the_order_of_their_groups() -> None:
    groups = ['Start', 'Wijk', 'Start', '']
    d = dossier(*((task(key=f'T{n}').model_copy(update={'group': g}), {}) for n, g in enumerate(groups)))

    assert [(group['name'], [row['id'] for row in group['tasks']]) for group in shown(d)['groups']] == [
        ('Start', ['T0', 'T2']),
        ('Wijk', ['T1']),
        ('Overige taken', ['T3']),
    ]


def test_values_from_the_browser_become_the_same_roles() -> None:
    for roles in [*CHOICES, (S, C), (A, R, C)]:
        assert [Role(name) for name in roles_of(value_of(roles))] == list(roles)


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just('cell'), st.sampled_from(['T1', 'T2', 'T3']), st.sampled_from(list(GOOD)), st.sampled_from(CHOICES)
        ),
        st.tuples(st.just('add'), st.just('T3'), st.just(''), st.just(())),
        st.tuples(st.just('remove'), st.sampled_from(['T1', 'T3']), st.just(''), st.just(())),
        st.tuples(st.just('leave'), st.just(''), st.sampled_from(['vve', 'bew']), st.just(())),
        st.tuples(st.just('rename'), st.just(''), st.sampled_from(['gem', 'vve']), st.just(())),
    ),
    max_size=8,
)


@given(STEPS)
def test_a_browser_that_follows_patches_shows_what_a_fresh_one_would(steps: list[tuple[Any, ...]]) -> None:
    current, in_browser = DOSSIER, shown(DOSSIER)

    for action, task_id, party_id, roles in steps:
        before = current
        tasks = {each.id for each in current.matrix.tasks}
        if action == 'cell':
            current = set_value(current, f'matrix.cells.{task_id}.{party_id}', list(roles)).dossier
        elif action == 'add' and task_id not in tasks:
            current = add_item(current, 'matrix.tasks', {'id': task_id, 'name': 'Nieuw', 'group': 'Wijk'})[0].dossier
        elif action == 'remove' and task_id in tasks:
            current = remove_item(current, f'matrix.tasks.{task_id}').dossier
        elif action == 'leave' and current.party(party_id):
            current = remove_item(current, f'parties.{party_id}').dossier
        elif action == 'rename' and current.party(party_id):
            current = set_value(current, f'parties.{party_id}.short_name', 'Anders').dossier
        in_browser = patched(in_browser, difference(shown(before), shown(current)))

    fresh = shown(current)
    for key, value in fresh.items():
        if key in PER_TASK:
            assert {task_id: in_browser[key][task_id] for task_id in value} == value
        else:
            assert in_browser[key] == value


def test_all_pages_share_one_reading_until_something_changes() -> None:
    content = Content.model_construct(decision_types=(), tasks=TaskLibrary.model_construct(roles=ROLE_NAMES))
    visits = [SimpleNamespace(content=content, today=TODAY) for _ in range(2)]
    after = set_value(DOSSIER, 'matrix.cells.T1.corp', ['ondersteunend']).dossier

    ann, bob = (state_of(cast(Visit, visit), DOSSIER) for visit in visits)

    assert ann is bob
    assert state_of(cast(Visit, visits[0]), after)['cells']['T1']['corp'] == 'ondersteunend'


class _Heard:
    """The matrix of an open page, and what the server tells its browser."""

    def __init__(self, site: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[tuple[Any, ...]] = []
        if 'T1' not in {task.id for task in site.workspace.dossier(site.dossier_id).matrix.tasks}:
            item = {'id': 'T1', 'group': '', 'name': 'Plannen'}
            site.within(site.workspace.add, site.members['owner'].id, site.dossier_id, 'matrix.tasks', item)
        self.site, self.page = site, OpenPage(site, step='rollen')
        [self.matrix] = [each for each in self.page.every(RoleMatrix) if isinstance(each, RoleMatrix)]
        monkeypatch.setattr(self.matrix, 'run_method', lambda *said: self.told.append(said))

    def choose(self, task: object, party: object, value: object) -> None:
        self.page.send(self.matrix, 'choose', {'task': task, 'party': party, 'value': value, 'number': 1})

    @property
    def cells(self) -> Any:
        return self.site.workspace.dossier(self.site.dossier_id).matrix.cells


def test_a_browser_chooses_among_the_cells_and_roles_of_its_table(
    site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = _Heard(site, monkeypatch)

    heard.choose('T1', COOP, 'ondersteunend')

    assert heard.cells['T1'][COOP] == (Role.SUPPORTS,)
    assert heard.told[-1][:3] == ('settled', 1, '')


@pytest.mark.parametrize(
    'task, party, value',
    [
        ('verzonnen', COOP, 'ondersteunend'),
        ('T1', 'verzonnen', 'ondersteunend'),
        ('T1.x', COOP, 'ondersteunend'),
        ('T1', f'{COOP}.x', 'ondersteunend'),
        ('T1', COOP, 'ondersteunend+geraadpleegd'),
        ('T1', COOP, '+'.join(['geraadpleegd'] * 100)),
        ({'a': 1}, COOP, 'ondersteunend'),
    ],
)
def test_what_is_no_cell_or_role_of_the_table_changes_nothing_and_is_answered(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, task: object, party: object, value: object
) -> None:
    heard = _Heard(site, monkeypatch)
    before = heard.cells

    heard.choose(task, party, value)

    assert heard.cells == before
    assert heard.told[-1][0] == 'settled'
    assert 'bestaat niet meer' in heard.told[-1][2]


@pytest.mark.parametrize('task', ['T1.name', 'T1.x.y', 'verzonnen', ['T1'], {}, None])
def test_a_task_that_the_table_does_not_have_opens_nothing(
    site: WebSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, task: object
) -> None:
    heard = _Heard(site, monkeypatch)
    opened = len([*heard.page.client.elements])

    heard.page.send(heard.matrix, 'edit', task)

    assert len([*heard.page.client.elements]) == opened
    assert [each for each in caplog.records if each.levelname == 'ERROR'] == []
