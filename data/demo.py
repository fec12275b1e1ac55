"""De Lindelanden: a complete, wholly fictional dossier to try things in, with dates around today."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

from data.content_models import Content
from data.models import Consent, Dossier, Member, MemberRole, Party, PartyType, Role, RoleMatrix, text_digest
from data.rules.dutch import date_text
from data.rules.start import starting_points, task_of

_DAYS = ('ma', 'di', 'wo', 'do', 'vr', 'za', 'zo')
_WHEN = re.compile(rf'week (-?\d+) ({"|".join(_DAYS)})(?: (\d\d):(\d\d))?')
_YEAR = re.compile(r'\{jaar([+-]\d+)?\}')
_DAY_IN_TEXT = re.compile(r'\{(week [^}]+)\}')


def demo_dossier(dossier_id: str, content: Content, today: date) -> tuple[Dossier, dict[str, str]]:
    """Make a fresh copy of the demo.

    A date in the files is 'week 10 do': the Thursday ten weeks after this week, so that every meeting keeps its day.
    In texts '{week 10 do}' becomes '4 februari 2027' and '{jaar+2}' the year after next.

    :param today: the day the demo is loaded
    :return: the dossier, and its live texts as Markdown by text id
    :raises ValueError: if the files in ``content/demo/`` do not make a dossier
    """
    texts = {text_id: _dated_text(text, today) for text_id, text in content.demo.texts.items()}
    tree = {**_dated(content.demo.dossier, today), 'id': dossier_id, 'demo': True}
    dossier = Dossier.model_validate_json(orjson.dumps(tree))
    start = {field: value for field, value in starting_points(content).items() if field not in content.demo.dossier}
    whole = {
        **start,
        'matrix': _matrix(dossier.parties, content),
        'consents': _consents(content, texts, today),
    }
    return dossier.model_copy(update=whole), texts


def demo_members(dossier: Dossier) -> tuple[Member, ...]:
    """Give one member per party for a visitor to act as: whoever sits in the core team, else the first person."""
    core = {seat.person_id for body in dossier.bodies if body.kind == 'kernteam' for seat in body.seats}
    return tuple(
        Member(
            id=f'demo-{party.id}',
            dossier_id=dossier.id,
            name=next((person.name for person in party.people if person.id in core), party.people[0].name),
            role=_role(party),
            party_id=party.id,
        )
        for party in dossier.parties
        if party.people
    )


def _role(party: Party) -> MemberRole:
    if party.type is PartyType.MUNICIPALITY:
        return MemberRole.OWNER
    return MemberRole.REPRESENTATIVE if party.signs else MemberRole.ADVISER


def _matrix(parties: Sequence[Party], content: Content) -> RoleMatrix:
    """Fill the library's tasks with the roles of a template, by the kind of each party.

    Every responsible party has confirmed its part, but for those the demo names in ``unconfirmed``.
    """
    wanted = content.demo.matrix
    template = next((template for template in content.tasks.templates if template.id == wanted.template), None)
    if template is None:
        raise ValueError(f'De rolverdeling ‘{wanted.template}’ staat niet in tasks.yaml; kies er een die daar staat.')
    cells = {
        task_id: {party.id: row[party.type] for party in parties if party.type in row}
        | {**wanted.extra.get(task_id, {})}
        for task_id, row in template.cells.items()
    }
    return RoleMatrix(
        notation=wanted.notation,
        tasks=tuple(map(task_of, content.tasks.tasks)),
        cells=cells,
        confirmed={task_id: _confirmed(row, wanted.unconfirmed.get(task_id, ())) for task_id, row in cells.items()},
    )


def _confirmed(row: Mapping[str, tuple[Role, ...]], waiting: Sequence[str]) -> dict[str, bool]:
    doing = {Role.ACCOUNTABLE, Role.RESPONSIBLE}
    return {party_id: True for party_id, roles in row.items() if doing & {*roles} and party_id not in waiting}


def _consents(content: Content, texts: Mapping[str, str], today: date) -> dict[str, dict[str, Consent]]:
    return {
        text_id: {
            party_id: Consent(by=given.by, at=_moment(given.at, today), digest=text_digest(texts.get(text_id, '')))
            for party_id, given in by_party.items()
        }
        for text_id, by_party in content.demo.consents.items()
    }


def _dated(value: Any, today: date) -> Any:
    """Put dates in ISO form where a tree says how far from today they are."""
    if isinstance(value, Mapping):
        return {key: _dated(item, today) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item, today) for item in value]
    if isinstance(value, str):
        return _iso(value, today) if _WHEN.fullmatch(value) else _dated_text(value, today)
    return value


def _iso(when: str, today: date) -> str:
    moment = _moment(when, today)
    return moment.isoformat() if ':' in when else moment.date().isoformat()


def _moment(when: str, today: date) -> datetime:
    """Give the moment in UTC that 'week 10 do' (its midnight) or 'week -3 ma 16:40' stands for."""
    match = _WHEN.fullmatch(when)
    if match is None:
        raise ValueError(f'‘{when}’ is geen moment; schrijf bijvoorbeeld ‘week 10 do’ of ‘week -3 ma 16:40’.')
    weeks, day, hour, minute = match.groups(default='0')
    monday = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(days=today.weekday())
    return monday + timedelta(weeks=int(weeks), days=_DAYS.index(day), hours=int(hour), minutes=int(minute))


def _dated_text(text: str, today: date) -> str:
    text = _YEAR.sub(lambda match: str(today.year + int(match[1] or 0)), text)
    return _DAY_IN_TEXT.sub(lambda match: date_text(_moment(match[1], today)), text)
