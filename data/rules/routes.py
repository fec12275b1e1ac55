"""The route of each type of decision: who prepares, advises, decides and confirms, looked up in the dossier."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.content_models import Content, DecisionType
from data.models import EACH_PARTY, MUNICIPALITY, PROJECT_LEADER, Body, Dossier, Party, PartyType, Route
from data.rules import start

ACTOR_NAMES = {EACH_PARTY: 'Elke partij zelf', MUNICIPALITY: 'Gemeente', PROJECT_LEADER: 'Projectleider'}
"""Who takes part in a route without being a body."""


@dataclass(frozen=True)
class Actors:
    """The names of one place in a route, looked up: bodies that exist, other actors, and names that lead nowhere."""

    bodies: tuple[Body, ...] = ()
    others: tuple[str, ...] = ()
    """keys of ``ACTOR_NAMES``"""
    missing: tuple[str, ...] = ()


def decision_type(content: Content, type_id: str) -> DecisionType:
    """Give a type of decision.

    :raises KeyError: if there is no type with this id
    """
    found = next((kind for kind in content.decision_types if kind.id == type_id), None)
    if found is None:
        raise KeyError(f'There is no type of decision {type_id!r} in content/decision_types.yaml.')
    return found


def route_of(dossier: Dossier, kind: DecisionType) -> Route:
    """Give the route a dossier has chosen for a type of decision, else the usual one."""
    return next((route for route in dossier.routes if route.id == kind.id), None) or start.route_of(kind)


def actors(dossier: Dossier, names: Iterable[str]) -> Actors:
    """Look up who is meant by names in a route: kinds (or ids) of bodies, or one of ``ACTOR_NAMES``."""
    bodies: dict[str, Body] = {}
    others: list[str] = []
    missing: list[str] = []
    for name in names:
        if name in ACTOR_NAMES:
            others.append(name)
        elif found := [body for body in dossier.bodies if name in (body.kind, body.id)]:
            bodies |= {body.id: body for body in found}
        else:
            missing.append(name)
    return Actors(tuple(bodies.values()), tuple(dict.fromkeys(others)), tuple(dict.fromkeys(missing)))


def deciding_parties(dossier: Dossier, name: str) -> tuple[Party, ...]:
    """Give the parties that go through their own process for ``elke-partij`` or ``gemeente``; none for another name.

    A party that takes part without signing (an adviser) confirms nothing.
    """
    if name == EACH_PARTY:
        return tuple(party for party in dossier.parties if party.signs)
    if name == MUNICIPALITY:
        return tuple(party for party in dossier.parties if party.type == PartyType.MUNICIPALITY)
    return ()
