from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models import Dossier, Party, PartyType, Rhythm, Role, RoleMatrix, Series, Task
from data.rules.changes import ChangeError, add_item, remove_item, set_value, value_at
from data.rules.limits import MOST_PARTS


def make_dossier() -> Dossier:
    parties = (
        Party(id='p1', type=PartyType.MUNICIPALITY, name='Gemeente', short_name='Gemeente'),
        Party(id='p2', type=PartyType.COOPERATIVE, name='LindeWarm', short_name='LindeWarm'),
    )
    return Dossier(id='d1', name='Proef', created=datetime(2026, 11, 23, tzinfo=UTC), parties=parties)


@pytest.mark.parametrize(
    'path, value, expected',
    [
        pytest.param('name', 'Nieuw', 'Nieuw', id='a field of the dossier'),
        pytest.param('period.start', '2027-02-01', date(2027, 2, 1), id='a date of a part'),
        pytest.param('period.start', '', None, id='an emptied date is no date'),
        pytest.param('area.homes', 842, 842, id='a number'),
        pytest.param('parties.p2.short_name', 'LW', 'LW', id='a field of a part in a list'),
        pytest.param(
            'matrix.cells.T01.p1',
            ['eindverantwoordelijk', 'verantwoordelijk'],
            (Role.ACCOUNTABLE, Role.RESPONSIBLE),
            id='a cell that was not there',
        ),
        pytest.param('answers.A3.rungs.doel', 'meebeslissen', 'meebeslissen', id='two keys that were not there'),
        pytest.param('answers.A1.unknown.owner', 'Jan', 'Jan', id='a part that was None'),
        pytest.param('parties.p1.name', None, '', id='a text without a value is empty'),
    ],
)
def test_a_value_is_put_where_the_path_says(path: str, value: object, expected: object) -> None:
    changed = set_value(make_dossier(), path, value)

    assert value_at(changed.dossier, path) == expected


@pytest.mark.parametrize(
    'path, value, message',
    [
        ('period.start', 'morgen', '‘morgen’ is geen datum'),
        ('area.homes', -1, '‘-1’ is te klein: 0 of meer mag'),
        ('area.homes', 'veel', '‘veel’ is geen heel getal'),
        ('name', 'x' * 301, 'te lang: 301 tekens. Er passen er 300'),
        ('policy.kind', 'niets', 'Kies uit: transitievisie, warmteprogramma, anders'),
        ('consents.goal.p1.by', 'Jan', 'bestaat niet in een dossier'),
        ('parties.p1.type', '', 'Kies iets uit de lijst.'),
        ('period.start', '0026-03-01', '‘01-03-0026’ kan hier niet: het jaar moet tussen 1900 en 2200 liggen.'),
        ('period.start', '9999-12-31', '‘31-12-9999’ kan hier niet'),
        ('period.checkpoints', [{'id': 'c', 'on': '1899-12-31'}], '‘31-12-1899’ kan hier niet'),
        ('budget.treasurer', 'x' * 301, 'te lang: 301 tekens. Er passen er 300.'),
        ('budget.cover', [{'id': 'c', 'party_id': 'x' * 301}], 'te lang: 301 tekens. Er passen er 300.'),
        (f'sensitivity.{"x" * 301}.reason', 'Nee', 'te lang: 301 tekens. Er passen er 300.'),
        ('answers.A1.checked', ['x'] * 501, 'Dit zijn 501 onderdelen; meer dan 500 passen hier niet.'),
        ('parties.p9.name', 'x', 'bestaat niet meer'),
        ('nergens.iets', 1, 'bestaat niet in een dossier'),
        ('period', 3, 'past hier niet'),
        ('name.eerste', 'x', 'bestaat niet in een dossier'),
        ('area.homes.aantal', 'x', 'bestaat niet in een dossier'),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would_be_right(path: str, value: object, message: str) -> None:
    with pytest.raises(ChangeError, match=message.replace('?', r'\?')):
        set_value(make_dossier(), path, value)


def test_none_removes_a_key_of_a_mapping_but_never_a_number() -> None:
    dossier = set_value(make_dossier(), 'matrix.cells.T01.p1', ['geraadpleegd']).dossier

    emptied = set_value(dossier, 'matrix.cells.T01.p1', None).dossier

    assert emptied.matrix.roles('T01', 'p1') == ()
    with pytest.raises(ChangeError):
        set_value(add_item(dossier, 'processes', {'party_id': 'p1', 'id': 'x'})[0].dossier, 'processes.x.weeks', None)


def test_a_part_is_added_with_an_id_and_can_be_put_back_after_removal() -> None:
    dossier = make_dossier()

    added, criterion = add_item(dossier, 'criteria', {'name': 'Betaalbaar'})
    removed = remove_item(added.dossier, f'criteria.{criterion}')

    assert [each.name for each in added.dossier.criteria] == ['Betaalbaar']
    assert removed.dossier == dossier
    assert removed.old[0]['name'] == 'Betaalbaar'


def test_an_id_is_taken_once() -> None:
    with pytest.raises(ChangeError, match='bestaat al'):
        add_item(make_dossier(), 'parties', {'id': 'p1', 'type': 'COOP', 'name': 'x', 'short_name': 'x'})


def test_what_is_not_on_the_path_stays_the_very_same() -> None:
    dossier = make_dossier()

    changed = set_value(dossier, 'parties.p1.name', 'Wiedemeer').dossier

    assert changed.parties[1] is dossier.parties[1]
    assert changed.matrix is dossier.matrix


@given(st.text(max_size=300))
def test_any_text_is_stored_as_typed_and_survives_the_file(text: str) -> None:
    encodable = text.encode('utf-8', 'ignore').decode()

    dossier = set_value(make_dossier(), 'parties.p1.name', encodable).dossier

    assert Dossier.model_validate_json(dossier.model_dump_json()).parties[0].name == encodable


@given(
    st.text(),
    st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text())),
)
def test_any_path_and_value_changes_the_dossier_or_says_why_not(path: str, value: object) -> None:
    try:
        changed = set_value(make_dossier(), path, value)
    except ChangeError as error:
        assert str(error)
    else:
        assert Dossier.model_validate_json(changed.dossier.model_dump_json()) == changed.dossier


def test_a_full_list_takes_no_other_part_and_says_so() -> None:
    tasks = tuple(Task(id=f't{number}', group='', name='') for number in range(MOST_PARTS))
    dossier = make_dossier().model_copy(update={'matrix': RoleMatrix(tasks=tasks)})

    with pytest.raises(ChangeError, match=f'Hier staan al {MOST_PARTS} onderdelen; meer dan {MOST_PARTS} passen er'):
        add_item(dossier, 'matrix.tasks', {'group': '', 'name': ''})

    assert add_item(remove_item(dossier, 'matrix.tasks.t0').dossier, 'matrix.tasks', {'group': '', 'name': ''})


def test_a_full_mapping_takes_no_other_key_and_its_own_can_still_change() -> None:
    cells = {f't{number}': {'p1': (Role.CONSULTED,)} for number in range(MOST_PARTS)}
    dossier = make_dossier().model_copy(update={'matrix': RoleMatrix(cells=cells)})

    with pytest.raises(ChangeError, match='meer dan 500 passen er niet'):
        set_value(dossier, 'matrix.cells.nieuw.p1', [Role.CONSULTED])

    changed = set_value(dossier, 'matrix.cells.t0.p1', [Role.INFORMED]).dossier
    assert changed.matrix.roles('t0', 'p1') == (Role.INFORMED,)


def test_what_was_stored_before_there_were_limits_is_read_and_may_stay() -> None:
    long_ago = tuple(date(year, 1, 1) for year in range(1, 700))
    series = Series(id='s', name='Kernteam', rhythm=Rhythm.DATES, dates=long_ago, body_id='x' * 400)
    dossier = Dossier.model_validate_json(make_dossier().model_copy(update={'meetings': (series,)}).model_dump_json())

    fewer = set_value(dossier, 'meetings.s.dates', [day.isoformat() for day in long_ago[1:]])
    renamed = set_value(fewer.dossier, 'meetings.s.name', 'Stuurgroep')

    assert renamed.dossier.meetings[0].dates == long_ago[1:]


@given(st.dates())
def test_a_date_is_set_if_its_year_is_one_of_ours(day: date) -> None:
    try:
        changed = set_value(make_dossier(), 'period.start', day.isoformat())
    except ChangeError:
        assert not 1900 <= day.year <= 2200
    else:
        assert changed.dossier.period.start == day
        assert 1900 <= day.year <= 2200
