"""The drawing of the decision-making: what it says, where things stand, and that it is safe and readable."""

import re
from datetime import UTC, date, datetime
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
import typst
from hypothesis import given, settings
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
    Seat,
)
from data.rules.diagram import decision_diagram, to_svg
from data.rules.diagram_drawing import Drawing, draw
from data.rules.diagram_layout import Rect
from data.rules.diagram_model import Diagram, EdgeKind
from data.rules.diagram_words import text_width, wrapped

TODAY = date(2026, 11, 23)
SVG = '{http://www.w3.org/2000/svg}'
KINDS = ('stuurgroep', 'kernteam', 'projectteam', 'werkgroep', 'bewonersoverleg', 'klankbord')
ACTORS = (*KINDS, 'gemeente', 'projectleider', 'weg')
HOSTILE = ('<script>alert(1)</script>', '"&\'>', '\u202eomgekeerd', 'x' * 300, '💥 漢字', '\x07', '')


def kind(type_id: str, **changes: object) -> DecisionType:
    values: dict[str, object] = {
        'name': f'Besluit {type_id}',
        'examples': '',
        'prepares': ('kernteam',),
        'advises': ('bewonersoverleg',),
        'decides': 'stuurgroep',
        'method': Method.CONSENSUS,
        'ratifies': 'elke-partij',
        'weeks_text': '',
    }
    return DecisionType.model_validate({'id': type_id, **values, **changes})


def content(*kinds: DecisionType) -> Content:
    return Content.model_construct(decision_types=kinds or (kind('D8'),), methods={})


def body(body_id: str, layer: Layer, name: str = '', group: str = '') -> Body:
    return Body(id=body_id, kind=group or body_id, name=name or body_id.capitalize(), layer=layer)


def dossier(**changes: object) -> Dossier:
    values: dict[str, object] = {
        'bodies': (
            body('stuurgroep', Layer.STEERING),
            body('kernteam', Layer.STEERING),
            body('wg1', Layer.WORK, 'Werkgroep techniek', 'werkgroep'),
            body('wg2', Layer.WORK, 'Werkgroep geld', 'werkgroep'),
            body('bewonersoverleg', Layer.RESIDENTS),
        ),
        'parties': (Party(id='p1', type=PartyType.HOUSING, name='Wiedezicht', short_name='Wiedezicht'),),
        'processes': (InternalProcess(id='rvc', party_id='p1', body='RvC', subjects=('D8',), weeks=8),),
        'escalation': (EscalationStep(id='1', who='Het kernteam'), EscalationStep(id='2', who='De stuurgroep')),
    }
    return Dossier.model_validate({'id': 'd', 'name': 'T', 'created': datetime.now(UTC), **values, **changes})


def diagram(plan: Dossier | None = None, *kinds: DecisionType) -> Diagram:
    return decision_diagram(plan or dossier(), content(*kinds), TODAY)


def test_the_lines_follow_from_the_routes() -> None:
    found = {(edge.start, edge.end, edge.kind) for edge in diagram().edges}

    assert found == {
        ('kernteam/sturing', 'stuurgroep/sturing', EdgeKind.DECISION),
        ('bewonersoverleg/bewoners', 'stuurgroep/sturing', EdgeKind.ADVICE),
        ('stuurgroep/sturing', 'partijen', EdgeKind.DECISION),
        ('kernteam/sturing', 'stuurgroep/sturing', EdgeKind.ESCALATION),
    }


def test_decisions_that_go_the_same_way_share_a_line_that_names_them() -> None:
    edges = diagram(None, kind('D5'), kind('D8')).edges

    proposal = next(edge for edge in edges if edge.kind is EdgeKind.DECISION and edge.start == 'kernteam/sturing')
    assert proposal.subjects == ('Besluit D5', 'Besluit D8')
    assert len(edges) == 4


def test_a_route_may_name_one_body_of_a_kind() -> None:
    drawn = diagram(None, kind('D3', prepares=('wg2',), decides='kernteam', ratifies='', advises=()))

    assert drawn.text[0] == 'Werkgroep geld doet een voorstel aan Kernteam. Gaat over: Besluit D3.'


def test_who_has_a_mandate_reports_afterwards() -> None:
    people = (Person(id='e', name='Ellen'),)
    plan = dossier(
        parties=(Party(id='p1', type=PartyType.HOUSING, name='W', short_name='W', people=people),),
        bodies=(
            body('stuurgroep', Layer.STEERING).model_copy(
                update={'seats': (Seat(id='s', party_id='p1', person_id='e'),)}
            ),
        ),
        mandates=(Mandate(id='m', party_id='p1', person_id='e', level=MandateLevel.FULL, subjects=('D8',)),),
    )

    assert EdgeKind.REPORT in {edge.kind for edge in diagram(plan).edges}


def test_one_type_of_decision_can_be_drawn_alone() -> None:
    drawn = decision_diagram(dossier(), content(kind('D8')), TODAY, 'D8')

    assert {group.id for group in drawn.groups} == {
        'stuurgroep/sturing',
        'kernteam/sturing',
        'bewonersoverleg/bewoners',
        'partijen',
    }
    assert drawn.title == 'Zo loopt een besluit: Besluit D8'


def test_proposals_go_up_from_work_over_steering_to_the_boards_and_residents_stand_beside_all() -> None:
    drawn = draw(diagram(None, kind('D8', prepares=('kernteam', 'werkgroep'))))

    y = {cluster.group.id: cluster.y for cluster in drawn.clusters}
    assert y['partijen'] < y['stuurgroep/sturing'] < y['kernteam/sturing'] < y['werkgroep/werk']
    assert drawn.lane
    assert drawn.lane.height >= y['werkgroep/werk'] - y['partijen']
    assert [title for title, _ in drawn.bands] == ['Bestuur en politiek', 'Sturing', 'Werk']


def test_the_numbered_text_says_every_line_and_every_box() -> None:
    drawn = diagram()

    assert drawn.text[: len(drawn.edges)] == (
        'Kernteam doet een voorstel aan Stuurgroep. Gaat over: Besluit D8.',
        'Bewonersoverleg geeft advies aan Stuurgroep. Gaat over: Besluit D8.',
        'Na Stuurgroep besluit elke partij zelf, in het eigen proces. Gaat over: Besluit D8.',
        'Lukt het niet in Kernteam, dan gaat het naar Stuurgroep.',
    )
    boxes = ' '.join(drawn.text[len(drawn.edges) :])
    assert all(node.name in boxes and all(note in boxes for note in node.notes) for node in nodes(drawn))


def nodes(drawn: Diagram) -> list:  # type: ignore[type-arg]
    return [node for group in drawn.groups for node in group.nodes]


@st.composite
def plans(draw: st.DrawFn) -> Diagram:
    """Draw anything: bodies in any layer, routes that go anywhere, names of any kind."""
    names = st.sampled_from([*HOSTILE, 'Stuurgroep', 'Werkgroep geld en recht', 'Bewonersplatform De Lindelanden'])
    bodies = [
        Body(
            id=f'b{number}',
            kind=draw(st.sampled_from(KINDS)),
            name=draw(names),
            layer=draw(st.sampled_from(Layer)),
            method=draw(st.none() | st.sampled_from(Method)),
        )
        for number in range(draw(st.integers(0, 9)))
    ]
    parties = [
        Party(
            id=f'p{number}',
            type=draw(st.sampled_from(PartyType)),
            name='',
            short_name=draw(names),
            signs=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 8)))
    ]
    processes = [
        InternalProcess(id=f'i{number}', party_id=f'p{draw(st.integers(0, 8))}', body=draw(names), subjects=('D0',))
        for number in range(draw(st.integers(0, 6)))
    ]
    some = st.lists(st.sampled_from(ACTORS), max_size=3).map(tuple)
    kinds = [
        kind(
            f'D{number}',
            prepares=draw(some),
            advises=draw(some),
            decides=draw(st.sampled_from([*ACTORS, 'elke-partij'])),
            ratifies=draw(st.sampled_from(['', 'gemeente', 'elke-partij'])),
        )
        for number in range(draw(st.integers(1, 5)))
    ]
    plan = dossier(bodies=tuple(bodies), parties=tuple(parties), processes=tuple(processes))
    return decision_diagram(plan, content(*kinds), TODAY, draw(st.sampled_from(['', 'D0'])))


def overlap(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def stretches(drawing: Drawing) -> list[tuple[int, Rect]]:
    """Give every straight stretch of every line with its number."""
    return [
        (line.number, Rect(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)))
        for line in drawing.lines
        for (x1, y1), (x2, y2) in pairwise(line.points)
    ]


@given(plans())
@settings(deadline=None, max_examples=50)
def test_boxes_labels_and_lines_keep_clear_of_each_other(drawn: Diagram) -> None:
    drawing = draw(drawn)
    boxes = [box for cluster in drawing.clusters for box in cluster.boxes]
    labels = [line.label for line in drawing.lines if line.label]

    assert not [1 for one, other in combinations(boxes, 2) if overlap(one, other)]
    assert not [1 for one, other in combinations(labels, 2) if overlap(one, other)]
    assert not [1 for label in labels for box in boxes if overlap(label, box)]
    assert not [1 for _, stretch in stretches(drawing) for box in boxes if overlap(stretch, box)]


@given(plans())
@settings(deadline=None, max_examples=50)
def test_no_two_lines_lie_on_each_other(drawn: Diagram) -> None:
    drawing = draw(drawn)
    room = {cluster.group.id: cluster.width / 9 for cluster in drawing.clusters}
    crowded = any(sum(group in (edge.start, edge.end) for edge in drawn.edges) > room[group] - 6 for group in room)

    along = [
        (one, other)
        for (first, one), (second, other) in combinations(stretches(drawing), 2)
        if first != second
        and (
            (one.width == other.width == 0 and one.x == other.x)
            or (one.height == other.height == 0 and one.y == other.y)
        )
        and one.x <= other.right
        and other.x <= one.right
        and one.y < other.bottom + 1
        and other.y < one.bottom + 1
        and (one.width + other.width == 0 or min(one.right, other.right) > max(one.x, other.x))
        and (one.height + other.height == 0 or min(one.bottom, other.bottom) > max(one.y, other.y))
    ]
    assert crowded or not along


@given(plans())
@settings(deadline=None, max_examples=50)
def test_everything_lies_within_the_drawing(drawn: Diagram) -> None:
    drawing = draw(drawn)

    parts = [*drawing.clusters, *(line.label for line in drawing.lines if line.label)]
    parts += [band for _, band in drawing.bands]
    assert all(part.x >= 0 and part.y >= 0 for part in parts)
    assert all(part.right <= drawing.width and part.bottom <= drawing.height for part in parts)
    assert {line.number for line in drawing.lines} <= {*range(len(drawn.edges))}


@given(plans(), st.booleans())
@settings(deadline=None, max_examples=50)
def test_the_picture_is_well_formed_whatever_people_type(drawn: Diagram, standalone: bool) -> None:
    root = ET.fromstring(to_svg(drawn, standalone=standalone))

    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {'svg', 'title', 'desc', 'g', 'rect', 'text', 'path', 'circle'}
    assert not any(name.startswith('on') or 'href' in name for element in root.iter() for name in element.attrib)
    assert root.attrib['role'] == 'img'
    numbers = {text.text for text in root.iter(f'{SVG}text')} | {''}
    assert all(any((words or '').startswith(str(n + 1)) for words in numbers) for n in range(len(drawn.edges)))


@pytest.mark.parametrize('name', HOSTILE)
def test_hostile_names_are_words_only(name: str) -> None:
    svg = to_svg(diagram(dossier(bodies=(body('stuurgroep', Layer.STEERING, name or ' '),))))

    assert '<script' not in svg
    assert '\u202e' not in svg


def test_residents_whose_name_nobody_can_see_are_drawn_too() -> None:
    two = (body('bewonersoverleg', Layer.RESIDENTS, '\x07'), body('klankbord', Layer.RESIDENTS))
    drawn = diagram(
        dossier(bodies=(*two, body('stuurgroep', Layer.STEERING))), kind('D8', advises=('bewonersoverleg',))
    )

    assert [line.text for line in draw(drawn).lines][:1] == ['1. advies']


def test_title_and_description_name_the_picture() -> None:
    root = ET.fromstring(to_svg(diagram(), name='schema'))

    named = {element.attrib['id']: element.text for element in root if 'id' in element.attrib}
    assert named['schema-titel'] == 'Wie besluit waarover'
    assert root.attrib['aria-labelledby'] == 'schema-titel schema-uitleg'
    assert 'genummerde tekst' in (named['schema-uitleg'] or '')


def test_on_the_page_the_colours_are_those_of_the_theme_and_alone_they_are_plain() -> None:
    page, alone = to_svg(diagram()), to_svg(diagram(), standalone=True)

    assert re.findall(r'(?:fill|stroke):(?!var|none)', page) == []
    assert 'var(' not in alone
    assert 'style=' not in alone


def test_lines_differ_in_more_than_colour() -> None:
    svg = to_svg(diagram(), standalone=True)

    widths = {
        (match[1], match[2]) for match in re.finditer(r'stroke-width="([\d.]+)"( stroke-dasharray="[^"]+")?', svg)
    }
    assert {('2', None), ('2', ' stroke-dasharray="8 5"'), ('5.5', None)} <= widths


def test_the_pdf_program_can_draw_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / 'besluiten.svg').write_text(to_svg(diagram(), standalone=True))
    (tmp_path / 'blad.typ').write_text('#image("besluiten.svg", alt: "x")')

    assert typst.compile(tmp_path / 'blad.typ', format='png').startswith(b'\x89PNG')


@given(st.text(max_size=200), st.integers(20, 300), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_before_the_ellipsis(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, 12, most)

    assert len(lines) <= most
    assert all(text_width(line, 12) <= width + 16 for line in lines)


def test_long_words_are_broken_and_long_texts_end_in_an_ellipsis() -> None:
    assert wrapped('Bewonersvertegenwoordiging', 60, 12, 4)[0].endswith('-')
    assert wrapped('een twee drie vier vijf zes', 40, 12, 2)[-1].endswith('…')
