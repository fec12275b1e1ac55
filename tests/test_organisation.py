"""What is worked out for many pages is right after every change, and shared until then."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from components.organisation import lead_time_of, svg_of
from data.content_models import Content, DecisionType
from data.models import Body, Dossier, Method

D1 = DecisionType(id='D1', name='Besluit', examples='', decides='kernteam', method=Method.CONSENT, weeks_text='')
CONTENT = Content.model_construct(decision_types=(D1,), methods={})
KERNTEAM = Body(id='kernteam', kind='kernteam', name='Kernteam', weeks=2, weeks_min=2, weeks_max=2)
PLAN = Dossier(id='d', name='T', created=datetime(2026, 1, 1, tzinfo=UTC), bodies=(KERNTEAM,))


def visit(today: date = date(2026, 11, 23)) -> Any:
    return SimpleNamespace(content=CONTENT, today=today)


def test_a_change_elsewhere_in_the_dossier_costs_nothing() -> None:
    before = lead_time_of(visit(), PLAN, 'D1')

    after = lead_time_of(visit(), PLAN.model_copy(update={'name': 'Anders'}), 'D1')

    assert after is before


def test_a_change_of_the_organisation_or_another_day_is_worked_out_anew() -> None:
    slow = KERNTEAM.model_copy(update={'weeks': 9, 'weeks_max': 9})
    before = lead_time_of(visit(), PLAN, 'D1')

    assert lead_time_of(visit(), PLAN.model_copy(update={'bodies': (slow,)}), 'D1').weeks.usual == 9
    assert lead_time_of(visit(date(2026, 11, 24)), PLAN, 'D1') is not before
    assert lead_time_of(visit(), PLAN, 'D1') == replace(before)


def test_equal_names_in_two_dossiers_do_not_mix() -> None:
    other = PLAN.model_copy(update={'bodies': (KERNTEAM.model_copy(update={'name': 'Buurtraad'}),)})

    assert 'Buurtraad' in svg_of(visit(), other, '')
    assert 'Buurtraad' not in svg_of(visit(), PLAN, '')
