"""The drawing of the decision-making, made from the bodies, the routes and the own processes of the parties.

Source: domain 5.6.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from data.content_models import Content, DecisionType
from data.models import EACH_PARTY, MUNICIPALITY, PROJECT_LEADER, Body, Dossier, Layer
from data.rules.diagram_model import (
    ADVICE,
    ADVICE_TO_MUNICIPALITY,
    OWN,
    OWN_OF_MUNICIPALITY,
    PARTIES,
    Diagram,
    Edge,
    EdgeKind,
    Group,
    Node,
)
from data.rules.diagram_svg import to_svg
from data.rules.diagram_text import sentences
from data.rules.dutch import weeks_text
from data.rules.lead_time import lead_time
from data.rules.own_process import own_process, usual_weeks
from data.rules.routes import actors, decision_type, route_of

__all__ = ['Diagram', 'decision_diagram', 'to_svg']

_OFFICE = 'projectleider'


def decision_diagram(dossier: Dossier, content: Content, today: date, type_id: str = '') -> Diagram:
    """Draw who prepares, advises, decides and confirms.

    :param today: decides which mandates have ended
    :param type_id: draw the route of this type of decision only; empty draws all routes together
    :raises KeyError: if there is no such type of decision
    """
    kinds = [decision_type(content, type_id)] if type_id else [*content.decision_types]
    edges = _merged([edge for kind in kinds for edge in _route_edges(dossier, content, kind, today)])
    if not type_id:
        edges += _escalation_edges(dossier)
    ends = {end for edge in edges for end in (edge.start, edge.end)}
    groups = [*_groups(dossier, content, ends, drawn=bool(type_id))]
    known = {group.id for group in groups}
    edges = [edge for edge in edges if {edge.start, edge.end} <= known]
    title = f'Zo loopt een besluit: {kinds[0].name}' if type_id else 'Wie besluit waarover'
    description = (
        'Schema in drie lagen: bestuur en politiek boven, sturing in het midden, werk onder. '
        'Bewoners staan links over de hele hoogte. Dezelfde inhoud staat als genummerde tekst bij het schema.'
    )
    return Diagram(title, description, tuple(groups), tuple(edges), sentences(groups, edges))


def _groups(dossier: Dossier, content: Content, ends: set[str], *, drawn: bool) -> Iterator[Group]:
    """Give the boxes: all bodies (or only those with a line), and who else a line needs."""
    by_kind: dict[tuple[str, Layer], list[Body]] = {}
    for body in dossier.bodies:
        by_kind.setdefault((_group_id(body), body.layer), []).append(body)
    if PARTIES in ends and any(party.signs for party in dossier.parties):
        yield Group(PARTIES, Layer.GOVERNING, tuple(_party_nodes(dossier)), 'Hier begint het eigen proces')
    for (group_id, layer), bodies in by_kind.items():
        if group_id in ends or not drawn:
            yield Group(group_id, layer, tuple(_body_node(body, content) for body in bodies))
    if _OFFICE in ends:
        yield Group(_OFFICE, Layer.WORK, (Node(_OFFICE, 'Projectleider', ('besluit binnen afspraken',)),))


def _group_id(body: Body) -> str:
    """Bodies of one kind in one layer are drawn together."""
    return f'{body.kind}/{body.layer}'


def _body_node(body: Body, content: Content) -> Node:
    method = content.methods.get(body.method) if body.method else None
    notes = (method.name if method else '', f'ongeveer {weeks_text(body.weeks)}')
    return Node(body.id, body.name or 'overleg zonder naam', tuple(filter(None, notes)))


def _party_nodes(dossier: Dossier) -> Iterator[Node]:
    for party in dossier.parties:
        if not party.signs:
            continue
        own = own_process(dossier, party.id)
        notes = [f'{process.body or "eigen besluit"}: {weeks_text(process.weeks)}' for process in own.processes]
        if len(notes) > 1:
            notes.append(f'samen ongeveer {weeks_text(usual_weeks(own))}')
        yield Node(f'partij:{party.id}', party.short_name, tuple(notes) or ('proces nog niet bekend',))


def _route_edges(dossier: Dossier, content: Content, kind: DecisionType, today: date) -> Iterator[Edge]:
    route = route_of(dossier, kind)
    deciders = _ids(dossier, [route.decides])
    about = (kind.name,)
    for end in deciders:
        proposal = _own_label(route.decides) if end == PARTIES else 'voorstel'
        for start, who in _starts(dossier, route.prepares):
            yield Edge(start, end, EdgeKind.DECISION, proposal, about, who)
        for start, who in _starts(dossier, route.advises):
            advice = ADVICE_TO_MUNICIPALITY if route.decides == MUNICIPALITY else ADVICE
            yield Edge(start, end, EdgeKind.ADVICE, advice, about, who)
    confirmed = route.ratifies in (EACH_PARTY, MUNICIPALITY)
    reported = bool(lead_time(dossier, content, kind.id, today).spared)
    for start in deciders:
        if confirmed:
            yield Edge(start, PARTIES, EdgeKind.DECISION, _own_label(route.ratifies), about)
        if reported:
            yield Edge(start, PARTIES, EdgeKind.REPORT, 'achteraf melden', about)


def _own_label(who: str) -> str:
    return OWN_OF_MUNICIPALITY if who == MUNICIPALITY else OWN


def _ids(dossier: Dossier, names: Sequence[str]) -> list[str]:
    """Give the ids of the groups that names in a route stand for."""
    return [group_id for group_id, _ in _starts(dossier, names)]


def _starts(dossier: Dossier, names: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Give the groups that names in a route stand for, each with the boxes in it that are meant."""
    who = actors(dossier, names)
    groups: dict[str, tuple[str, ...]] = {}
    for body in who.bodies:
        groups[_group_id(body)] = (*groups.get(_group_id(body), ()), body.name)
    groups |= {_OFFICE if name == PROJECT_LEADER else PARTIES: () for name in who.others}
    return [*groups.items()]


def _merged(edges: list[Edge]) -> list[Edge]:
    """Draw one line for all decisions that go the same way; a line from a group to itself says nothing."""
    merged: dict[tuple[str, str, EdgeKind], Edge] = {}
    for edge in edges:
        key = (edge.start, edge.end, edge.kind)
        old = merged.get(key, edge)
        label = edge.label if edge.label == old.label else ADVICE if edge.kind is EdgeKind.ADVICE else OWN
        subjects = tuple(dict.fromkeys([*old.subjects, *edge.subjects]))
        merged[key] = replace(edge, label=label, subjects=subjects, who=tuple(dict.fromkeys([*old.who, *edge.who])))
    return [edge for edge in merged.values() if edge.start != edge.end]


def _escalation_edges(dossier: Dossier) -> list[Edge]:
    """Find the bodies that the ladder for disagreement names, from step to step."""
    way: list[str] = []
    for step in dossier.escalation:
        who = step.who.lower()
        named = [body for body in dossier.bodies if _is_named(body, who)]
        way += [_group_id(body) for body in named[:1]]
    steps = [*dict.fromkeys(way)]
    return [Edge(start, end, EdgeKind.ESCALATION, 'lukt het niet') for start, end in pairwise(steps)]


def _is_named(body: Body, who: str) -> bool:
    return any(name and name.lower() in who for name in (body.name, body.kind))
