"""Lead times, what-if and the checks of the decision-making."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content_models import Content, DecisionType
from data.models import (
    Body,
    Dossier,
    EscalationStep,
    InternalProcess,
    Layer,
    Mandate,
    MandateLevel,
    Method,
    Party,
    PartyType,
    Person,
    Route,
    Seat,
)
from data.rules.decisions import check_decisions
from data.rules.lead_time import LeadTime, lead_time
from data.rules.own_process import Weeks, handover, own_process
from data.rules.steps import Stage, Step, critical_path, total_weeks
from data.rules.what_if import what_if

TODAY = date(2026, 11, 23)


def content(*kinds: DecisionType) -> Content:
    return Content.model_construct(decision_types=kinds or (kind('D8'),))


def kind(type_id: str, **changes: Any) -> DecisionType:
    values: dict[str, Any] = {
        'name': f'Besluit {type_id}',
        'examples': '',
        'prepares': ('kernteam',),
        'decides': 'stuurgroep',
        'method': Method.CONSENSUS,
        'fallback': 'instemming per partij',
        'ratifies': 'elke-partij',
        'weeks_text': '',
    }
    return DecisionType(id=type_id, **{**values, **changes})


def body(body_id: str, weeks: int = 2, **changes: Any) -> Body:
    values: dict[str, Any] = {
        'kind': body_id,
        'name': body_id.capitalize(),
        'layer': Layer.STEERING,
        'chair': 'Iris',
        'method': Method.CONSENT,
        'fallback': 'stuurgroep',
        'weeks_min': weeks,
        'weeks': weeks,
        'weeks_max': weeks,
    }
    return Body(id=body_id, **{**values, **changes})


def party(party_id: str, **changes: Any) -> Party:
    values: dict[str, Any] = {
        'type': PartyType.HOUSING,
        'name': party_id,
        'short_name': party_id,
        'legal_form': 'stichting',
        'people': (Person(id=f'{party_id}-1', name=f'Dirk {party_id}'),),
    }
    return Party(id=party_id, **{**values, **changes})


def process(process_id: str, party_id: str, weeks: int, after: str = '', **changes: Any) -> InternalProcess:
    values: dict[str, Any] = {'body': process_id, 'subjects': ('D8',), 'weeks_min': weeks, 'weeks_max': weeks}
    return InternalProcess(id=process_id, party_id=party_id, weeks=weeks, after=after, **{**values, **changes})


def mandate(party_id: str, level: MandateLevel = MandateLevel.DECIDE_AND_REPORT, **changes: Any) -> Mandate:
    values: dict[str, Any] = {'person_id': f'{party_id}-1', 'subjects': ('D8',), 'granted_by': 'bestuur'}
    return Mandate(id=f'm-{party_id}', party_id=party_id, level=level, **{**values, **changes})


def seat(party_id: str, **changes: Any) -> Seat:
    return Seat(id=f's-{party_id}', party_id=party_id, person_id=f'{party_id}-1', **changes)


def dossier(**changes: Any) -> Dossier:
    values: dict[str, Any] = {
        'bodies': (body('kernteam', 2), body('stuurgroep', 6, seats=(seat('Wiedezicht'), seat('VvE')))),
        'parties': (party('Wiedezicht'), party('VvE', type=PartyType.OWNERS)),
        'processes': (
            process('bestuur', 'Wiedezicht', 3),
            process('RvC', 'Wiedezicht', 8, after='bestuur'),
            process('ALV', 'VvE', 6),
        ),
        'escalation': (EscalationStep(id='1', who='kernteam'), EscalationStep(id='2', who='bemiddelaar')),
    }
    return Dossier(id='d', name='Test', created=datetime(2026, 11, 1, tzinfo=UTC), **{**values, **changes})


def names(time: LeadTime) -> list[str]:
    return [step.name for step in time.path]


def test_the_lead_time_is_the_longest_way_and_names_its_longest_step() -> None:
    time = lead_time(dossier(), content(), 'D8', TODAY)

    assert names(time) == ['Kernteam', 'Stuurgroep', 'bestuur Wiedezicht', 'RvC Wiedezicht']
    assert time.weeks == Weeks(19, 19, 19)
    assert time.summary == 'langste route: ongeveer 19 weken, langste stap: RvC Wiedezicht'


def test_bodies_of_one_stage_work_side_by_side_and_stages_wait_for_each_other() -> None:
    groups = (body('wg-1', 1, kind='werkgroep'), body('wg-2', 4, kind='werkgroep'), body('bewoners', 3))
    plan = dossier(bodies=(*dossier().bodies, *groups), processes=(), parties=())
    types = content(kind('D2', prepares=('werkgroep',), advises=('bewoners', 'kernteam'), ratifies=''))

    time = lead_time(plan, types, 'D2', TODAY)

    assert time.weeks.usual == 4 + 3 + 6
    assert names(time) == ['Wg-2', 'Bewoners', 'Stuurgroep']


def test_least_and_most_weeks_are_longest_ways_of_their_own() -> None:
    plan = dossier(
        bodies=(body('stuurgroep', 6, weeks_min=4, weeks_max=8),),
        processes=(
            process('snel', 'Wiedezicht', 5, weeks_min=1, weeks_max=20),
            process('traag', 'VvE', 6, weeks_min=6, weeks_max=6),
        ),
    )

    time = lead_time(plan, content(), 'D8', TODAY)

    assert time.weeks == Weeks(4 + 6, 6 + 6, 8 + 20)
    assert names(time)[-1] == 'traag VvE'


def test_when_every_party_decides_itself_their_own_processes_are_the_deciding_step() -> None:
    types = content(kind('D8', decides='elke-partij', ratifies='elke-partij'))

    time = lead_time(dossier(), types, 'D8', TODAY)

    assert {step.stage for step in time.steps if step.party_id} == {Stage.DECIDE}
    assert time.weeks.usual == 2 + 3 + 8


def test_a_decision_of_the_municipality_goes_through_its_own_process() -> None:
    plan = dossier(
        parties=(party('Wiedemeer', type=PartyType.MUNICIPALITY), party('VvE')),
        processes=(process('college', 'Wiedemeer', 3), process('ALV', 'VvE', 9)),
    )

    time = lead_time(plan, content(kind('D8', decides='gemeente', ratifies='')), 'D8', TODAY)

    assert names(time) == ['Kernteam', 'college Wiedemeer']


def test_a_mandate_to_decide_for_a_party_takes_the_time_the_route_names() -> None:
    plan = dossier(
        parties=(party('Wiedemeer', type=PartyType.MUNICIPALITY),),
        processes=(process('college', 'Wiedemeer', 3),),
        mandates=(mandate('Wiedemeer'),),
    )
    types = content(kind('D8', decides='gemeente', ratifies='', weeks=1))

    time = lead_time(plan, types, 'D8', TODAY)

    assert names(time) == ['Kernteam', 'besluit met mandaat Wiedemeer']
    assert time.weeks.usual == 3
    assert what_if(plan, types, 'D8', TODAY) == ()


def test_the_time_a_route_names_stands_in_for_a_process_nobody_named() -> None:
    types = content(kind('D8', decides='elke-partij', weeks=5))

    time = lead_time(dossier(processes=()), types, 'D8', TODAY)

    assert time.weeks.usual == 2 + 5
    assert time.unknown == ('Wiedezicht', 'VvE')


def test_the_time_a_route_names_for_deciding_takes_the_place_of_that_of_the_body() -> None:
    plan = dossier(routes=(Route(id='D8', decides='stuurgroep', method=Method.CONSENSUS, weeks=1),))

    time = lead_time(plan, content(), 'D8', TODAY)

    assert time.weeks == Weeks(1, 1, 1)


def test_a_step_waits_for_what_a_step_outside_this_decision_waits_for() -> None:
    plan = dossier(
        processes=(
            process('eerst', 'VvE', 2),
            process('tussen', 'VvE', 50, after='eerst', subjects=('D1',)),
            process('laatst', 'VvE', 3, after='tussen'),
        )
    )

    time = lead_time(plan, content(), 'D8', TODAY)

    assert names(time)[2:] == ['eerst VvE', 'laatst VvE']


@pytest.mark.parametrize(
    'changes, spared',
    [
        pytest.param({}, True, id='it covers'),
        pytest.param({'level': MandateLevel.DECIDE_WITHIN_FRAMES}, True, id='M2 is enough'),
        pytest.param({'level': MandateLevel.ADVISE}, False, id='advising is not deciding'),
        pytest.param({'subjects': ('D1',)}, False, id='another subject'),
        pytest.param({'limit_euro': 7_500}, True, id='at the limit'),
        pytest.param({'limit_euro': 7_499}, False, id='a euro over the limit'),
        pytest.param({'ends': TODAY}, True, id='its last day'),
        pytest.param({'ends': TODAY - timedelta(days=1)}, False, id='ended'),
        pytest.param({'person_id': ''}, False, id='nobody has it'),
        pytest.param({'person_id': 'weg'}, False, id='the person is gone'),
        pytest.param({'party_id': 'weg'}, False, id='the party is gone'),
    ],
)
def test_a_mandate_that_covers_the_decision_spares_the_own_process(changes: dict[str, Any], spared: bool) -> None:
    given_mandate = mandate('Wiedezicht').model_copy(update=changes)

    time = lead_time(dossier(mandates=(given_mandate,)), content(), 'D8', TODAY, amount=7_500)

    assert time.weeks.usual == (2 + 6 + 6 if spared else 2 + 6 + 3 + 8)
    assert [given_mandate] * spared == [*time.spared]


@pytest.mark.parametrize('advisory', [True, False])
def test_a_mandate_only_counts_with_a_voice_in_the_deciding_body(advisory: bool) -> None:
    seats = (seat('Wiedezicht', advisory=advisory),)
    plan = dossier(bodies=(body('kernteam'), body('stuurgroep', 6, seats=seats)), mandates=(mandate('Wiedezicht'),))

    time = lead_time(plan, content(), 'D8', TODAY)

    assert bool(time.spared) is not advisory


def test_no_mandate_spares_a_process_for_a_decision_that_cannot_be_mandated() -> None:
    types = content(kind('D8', mandatable=False))
    plan = dossier(mandates=(mandate('Wiedezicht'),))

    assert lead_time(plan, types, 'D8', TODAY).spared == ()
    assert what_if(plan, types, 'D8', TODAY) == ()


def test_what_if_says_what_a_larger_mandate_wins_the_best_first() -> None:
    weak = mandate('Wiedezicht', MandateLevel.ADVISE)
    other = weak.model_copy(update={'id': 'm-2', 'person_id': 'VvE-1', 'party_id': 'VvE'})

    options = what_if(dossier(mandates=(other, weak)), content(), 'D8', TODAY)

    assert [option.sentence for option in options] == [
        'Als Dirk Wiedezicht hierover zelf mag beslissen, duurt het ongeveer 14 weken in plaats van 19.'
    ]
    assert options[0].saved == 5


def test_what_if_says_when_a_voice_is_missing_too() -> None:
    plan = dossier(
        bodies=(body('stuurgroep', 6, seats=(seat('VvE', advisory=True),)),),
        processes=(process('ALV', 'VvE', 6),),
        mandates=(mandate('VvE', MandateLevel.ADVISE),),
    )

    options = what_if(plan, content(), 'D8', TODAY)

    assert options[0].sentence == (
        'Als Dirk VvE hierover zelf mag beslissen en stem krijgt in Stuurgroep, '
        'duurt het ongeveer 6 weken in plaats van 12.'
    )


def test_a_larger_mandate_wins_nothing_where_another_party_takes_as_long() -> None:
    plan = dossier(
        processes=(process('RvC', 'Wiedezicht', 6), process('ALV', 'VvE', 6)),
        mandates=(mandate('Wiedezicht', MandateLevel.ADVISE),),
    )

    options = what_if(plan, content(), 'D8', TODAY)

    assert [option.sentence for option in options] == [
        'Als Dirk Wiedezicht hierover zelf mag beslissen, blijft het ongeveer 14 weken.'
    ]


def test_a_party_that_has_named_no_process_is_said_to_be_unknown() -> None:
    plan = dossier(processes=(process('ALV', 'VvE', 6),))

    time = lead_time(plan, content(), 'D8', TODAY)

    assert time.unknown == ('Wiedezicht',)


def test_an_adviser_that_does_not_sign_confirms_nothing() -> None:
    plan = dossier(parties=(party('Wiedezicht', signs=False), party('VvE')))

    time = lead_time(plan, content(), 'D8', TODAY)

    assert names(time) == ['Kernteam', 'Stuurgroep', 'ALV VvE']
    assert time.unknown == ()


def test_without_any_step_the_lead_time_says_that_it_is_not_known() -> None:
    time = lead_time(dossier(bodies=(), parties=()), content(), 'D8', TODAY)

    assert time.weeks == Weeks(0, 0, 0)
    assert time.longest is None
    assert 'nog niet te berekenen' in time.summary
    assert [finding.code for finding in time.findings] == ['R3', 'R2']


def test_the_handover_names_the_bodies_in_their_order() -> None:
    plan = dossier(
        processes=(
            process('RvC', 'VvE', 8, after='bestuur'),
            process('bestuur', 'VvE', 3),
            process('huurders', 'VvE', 6),
        )
    )

    assert handover(plan, 'VvE', 'D8') == (
        'Vanaf hier begint het interne proces van VvE: bestuur en huurders, daarna RvC – ongeveer 11 weken.'
    )
    assert handover(plan, 'VvE', 'D1') == ''


def every_way(steps: list[Step]) -> Iterator[list[Step]]:
    """Enumerate all ways from a first to a last step, one by one."""
    followers = {step.id: [other for other in steps if step.id in other.after] for step in steps}

    def walk(way: list[Step]) -> Iterator[list[Step]]:
        if not followers[way[-1].id]:
            yield way
        for follower in followers[way[-1].id]:
            yield from walk([*way, follower])

    known = {step.id for step in steps}
    for step in steps:
        if not known & {*step.after}:
            yield from walk([step])


@st.composite
def graphs(draw: st.DrawFn) -> list[Step]:
    count = draw(st.integers(0, 8))
    steps = []
    for number in range(count):
        after = draw(st.sets(st.sampled_from([f's{before}' for before in range(number)] or ['nergens'])))
        least, usual, most = sorted(draw(st.tuples(*[st.integers(0, 20)] * 3)))
        steps.append(Step(f's{number}', Stage.PREPARE, '', Weeks(least, usual, most), tuple(sorted(after))))
    return draw(st.permutations(steps))


@given(graphs())
def test_the_critical_path_is_the_longest_of_all_ways(steps: list[Step]) -> None:
    ways = [*every_way(steps)]

    path, total = critical_path(steps), total_weeks(steps)

    assert total.usual == sum(step.weeks.usual for step in path)
    assert total.usual == max((sum(step.weeks.usual for step in way) for way in ways), default=0)
    assert total.least == max((sum(step.weeks.least for step in way) for way in ways), default=0)
    assert total.most == max((sum(step.weeks.most for step in way) for way in ways), default=0)
    assert total.least <= total.usual <= total.most


WEEKS = st.integers(0, 12)
PARTIES = ('p1', 'p2', 'p3')


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Make a dossier in which anything may wait for anything, also in circles and for what is not there."""
    processes = [
        process(
            f'proces{number}',
            draw(st.sampled_from(PARTIES)),
            draw(WEEKS),
            after=draw(st.sampled_from(['', 'weg', *(f'proces{other}' for other in range(6))])),
            subjects=draw(st.sampled_from([(), ('D8',), ('D8', 'D1'), ('D1',)])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    mandates = [
        mandate(
            draw(st.sampled_from([*PARTIES, 'weg'])),
            draw(st.sampled_from(MandateLevel)),
            subjects=draw(st.sampled_from([(), ('D8',)])),
            ends=draw(st.sampled_from([None, TODAY, TODAY - timedelta(days=9)])),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    seats = tuple(seat(name, advisory=draw(st.booleans())) for name in draw(st.sets(st.sampled_from(PARTIES))))
    bodies = (
        body('wg1', draw(WEEKS), kind='werkgroep'),
        body('wg2', draw(WEEKS), kind='werkgroep'),
        body('advies', draw(WEEKS)),
        body('stuurgroep', draw(WEEKS), seats=seats),
    )
    return dossier(
        bodies=bodies,
        parties=tuple(party(name, signs=draw(st.booleans())) for name in PARTIES),
        processes=tuple(processes),
        mandates=tuple(mandates),
        routes=(
            Route(
                id='D8',
                prepares=draw(st.sampled_from([(), ('werkgroep',), ('weg',)])),
                advises=draw(st.sampled_from([(), ('advies',), ('advies', 'wg1')])),
                decides=draw(st.sampled_from(['stuurgroep', 'elke-partij', 'weg', 'projectleider'])),
                method=Method.CONSENSUS,
                ratifies=draw(st.sampled_from(['', 'elke-partij'])),
            ),
        ),
    )


def chains(plan: Dossier, party_id: str) -> Iterator[int]:
    """Add up every chain of processes of a party, walking back from each process; circles are the caller's worry."""
    mine = {step.id: step for step in plan.processes if step.party_id == party_id}
    for step in mine.values():
        weeks, here = 0, step.id
        while here in mine:
            weeks += mine[here].weeks if 'D8' in mine[here].subjects else 0
            here = mine[here].after
        yield weeks


def has_circle(plan: Dossier) -> bool:
    for start in plan.processes:
        mine = {step.id: step for step in plan.processes if step.party_id == start.party_id}
        here = start.after
        for _ in mine:
            if here == start.id:
                return True
            here = mine[here].after if here in mine else ''
    return False


def spared_parties(plan: Dossier, route: Route) -> set[str]:
    steering = next(body for body in plan.bodies if body.id == 'stuurgroep')
    voices = {one.party_id for one in steering.seats if not one.advisory}
    return {
        one.party_id
        for one in plan.mandates
        if one.level.value >= 'M2'
        and 'D8' in one.subjects
        and (one.ends is None or one.ends >= TODAY)
        and (route.decides != 'stuurgroep' or one.party_id in voices)
    }


@given(dossiers())
def test_the_lead_time_equals_the_sum_of_the_slowest_of_each_stage(plan: Dossier) -> None:
    if has_circle(plan):
        codes = {finding.code for finding in check_decisions(plan, content(), TODAY)}
        assert 'P2' in codes
        return
    weeks = {one.id: one.weeks for one in plan.bodies}
    route = plan.routes[0]
    own = [
        max(chains(plan, one.id), default=0)
        for one in plan.parties
        if one.signs and one.id not in spared_parties(plan, route)
    ]

    time = lead_time(plan, content(), 'D8', TODAY)

    expected = max(weeks['wg1'], weeks['wg2']) if route.prepares == ('werkgroep',) else 0
    expected += max((weeks[name] for name in route.advises), default=0)
    expected += weeks['stuurgroep'] if route.decides == 'stuurgroep' else 0
    expected += 1 if route.decides == 'projectleider' else 0
    expected += max(own, default=0) if 'elke-partij' in (route.decides, route.ratifies) else 0
    assert time.weeks.usual == expected


@given(dossiers(), st.sampled_from([None, 0, 10_000]))
def test_a_larger_mandate_never_makes_it_slower_and_nothing_crashes(plan: Dossier, amount: int | None) -> None:
    options = what_if(plan, content(), 'D8', TODAY, amount)

    assert [option.saved for option in options] == sorted((option.saved for option in options), reverse=True)
    assert all(option.saved >= 0 for option in options)
    check_decisions(plan, content(), TODAY)


@given(dossiers())
def test_every_process_of_a_decision_comes_after_the_one_it_waits_for(plan: Dossier) -> None:
    for one in plan.parties:
        own = own_process(plan, one.id, 'D8')
        order = [step.id for step in own.processes]

        assert sorted(order) == sorted(
            step.id for step in plan.processes if step.party_id == one.id and 'D8' in step.subjects
        )
        assert all(order.index(before) < order.index(step_id) for step_id, before in own.after.items())


def sound() -> Dossier:
    return dossier(
        mandates=(mandate('Wiedezicht'), mandate('VvE')),
        bodies=(
            body('kernteam', 2, seats=(seat('Wiedezicht'), seat('VvE'))),
            body('stuurgroep', 6, seats=(seat('Wiedezicht'), seat('VvE', advisory=True))),
        ),
    )


def codes(plan: Dossier, types: Content | None = None) -> set[str]:
    return {finding.code for finding in check_decisions(plan, types or content(), TODAY)}


def test_a_sound_dossier_has_no_findings() -> None:
    assert codes(sound()) == set()


@pytest.mark.parametrize(
    'changes, code',
    [
        pytest.param({'bodies': ()}, 'B0', id='no bodies'),
        pytest.param({'bodies': (body('stuurgroep', chair=' '), body('kernteam'))}, 'B1', id='no chair'),
        pytest.param({'bodies': (body('stuurgroep', method=None), body('kernteam'))}, 'B2', id='no method'),
        pytest.param({'bodies': (body('stuurgroep', fallback=''), body('kernteam'))}, 'B3', id='no fallback'),
        pytest.param({'mandates': ()}, 'B4', id='a member without mandate'),
        pytest.param({'bodies': (body('stuurgroep'), body('kernteam'))}, 'B5', id='no members'),
        pytest.param({'bodies': (body('kernteam', weeks_min=9),)}, 'B6', id='weeks in the wrong order'),
        pytest.param({'bodies': (body('kernteam', seats=(seat('weg'),)),)}, 'B7', id='a seat of a party that is gone'),
        pytest.param({'mandates': ()}, 'M0', id='a party without mandates'),
        pytest.param({'mandates': (mandate('VvE', ends=date(2026, 1, 1)),)}, 'M1', id='a mandate that has ended'),
        pytest.param({'mandates': (mandate('VvE', person_id=''),)}, 'M2', id='a mandate of nobody'),
        pytest.param({'mandates': (mandate('VvE', subjects=()),)}, 'M3', id='a mandate about nothing'),
        pytest.param({'mandates': (mandate('VvE', granted_by=''),)}, 'M4', id='a mandate granted by nobody'),
        pytest.param({'mandates': (mandate('weg'),)}, 'M5', id='a mandate of a party that is gone'),
        pytest.param({'mandates': (mandate('VvE', ends=date(2026, 12, 1)),)}, 'M6', id='a mandate that ends soon'),
        pytest.param({'processes': (process('p', 'VvE', 2, after='p'),)}, 'P2', id='a process that waits for itself'),
        pytest.param({'processes': (process('p', 'VvE', 2, after='x'),)}, 'P3', id='a process that waits for nothing'),
        pytest.param({'processes': (process('p', 'VvE', 2, subjects=()),)}, 'P4', id='a process for no decision'),
        pytest.param({'processes': (process('p', 'weg', 2),)}, 'P5', id='a process of a party that is gone'),
        pytest.param({'processes': (process('p', 'VvE', 2, weeks_min=9),)}, 'P6', id='weeks of a process'),
        pytest.param({'parties': (party('Groep', type=PartyType.RESIDENTS, legal_form=''),)}, 'L1', id='a loose group'),
        pytest.param({'parties': (party('HV', type=PartyType.TENANTS),)}, 'L2', id='tenants that would sign'),
        pytest.param({'escalation': (EscalationStep(id='1', who='x'),)}, 'E1', id='a ladder of one step'),
        pytest.param({'escalation': (EscalationStep(id='1'), EscalationStep(id='2', who='x'))}, 'E2', id='nobody'),
        pytest.param({'bodies': (body('kernteam'),)}, 'R2', id='the deciding body is gone'),
        pytest.param({'bodies': (body('stuurgroep'),)}, 'R3', id='the preparing body is gone'),
        pytest.param(
            {'routes': (Route(id='D99', decides='kernteam', method=Method.CONSENT),)}, 'R4', id='no such type'
        ),
        pytest.param({'routes': (Route(id='D8', decides='kernteam', method=Method.CONSENT),)}, 'R1', id='no fallback'),
        pytest.param(
            {'routes': (Route(id='D8', decides='gemeente', method=Method.LEGAL),)}, 'R2', id='no municipality'
        ),
    ],
)
def test_what_is_missing_is_found(changes: dict[str, Any], code: str) -> None:
    assert code in codes(sound().model_copy(update=changes))


def test_a_party_that_signs_needs_a_process_for_signing() -> None:
    types = content(kind('D7', decides='elke-partij', ratifies='', mandatable=False))

    found = [finding for finding in check_decisions(sound(), types, TODAY) if finding.code == 'P1']

    assert [finding.link for finding in found] == ['/besluiten#processen-Wiedezicht', '/besluiten#processen-VvE']


def test_an_adviser_without_legal_form_that_does_not_sign_is_fine() -> None:
    group = party('Groep', type=PartyType.RESIDENTS, legal_form='', signs=False)

    assert 'L1' not in codes(sound().model_copy(update={'parties': (*sound().parties, group)}))


def test_names_of_any_length_and_form_only_make_a_longer_sentence() -> None:
    name = '<script>\u202e"\'&💥' * 20
    circle = tuple(process(f'p{n}', 'VvE', 1, after=f'p{(n + 1) % 60}', body=name) for n in range(60))

    findings = check_decisions(sound().model_copy(update={'processes': circle}), content(), TODAY)

    assert any(finding.code == 'P2' and '<script>' in finding.message for finding in findings)
