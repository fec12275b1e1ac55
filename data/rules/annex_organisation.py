"""Annexes about how the parties work: bodies, roles, mandates, routes of decisions, own processes and calendar."""

from collections.abc import Iterator
from functools import lru_cache

from data.models import Dossier, Mandate, Method, Party, Route, Series
from data.rules.annex_agreements import subject_names
from data.rules.annex_view import AnnexView, Row, day, even
from data.rules.calendar import rhythm_text
from data.rules.diagram import decision_diagram
from data.rules.diagram_model import Diagram
from data.rules.diagram_svg import to_svg
from data.rules.document import Clause, Figure, Items, Prose, Subheading
from data.rules.dutch import joined
from data.rules.fact_gathering import members_of
from data.rules.mandates import holder, limits_text
from data.rules.own_process import Weeks
from data.rules.roles import letters
from data.rules.routes import ACTOR_NAMES, route_of
from data.rules.templates import escaped

PRINT_FONT = 'Atkinson Hyperlegible Next'
"""font of drawings in files; the files bring it along"""


def bodies(view: AnnexView) -> Iterator[Clause]:
    """Annex 7: the bodies, their members and how they decide."""
    rows = [
        {
            'name': body.name or view.gap,
            'task': body.task,
            'members': '\n'.join(members_of(view.dossier, body)) or view.gap,
            'chair': body.chair or view.gap,
            'method': _method(view, body.method, body.fallback) or view.gap,
            'quorum': body.quorum,
        }
        for body in view.dossier.bodies
    ]
    yield view.table('bodies', rows, (15, 19, 25, 14, 15, 12), needed=True)


def matrix(view: AnnexView) -> Iterator[Clause]:
    """Annex 8: the role matrix in the chosen letters, and what the letters mean."""
    roles, tasks, parties = view.content.tasks.roles, view.dossier.matrix.tasks, view.dossier.parties
    notation = view.dossier.matrix.notation
    legend = [{'letter': role.letters[notation], 'role': role.name, 'text': role.text} for role in roles]
    yield view.table('legend', legend, (12, 28, 60), centred=('letter',))
    columns = {**view.annex.tables['matrix'].columns, **{party.id: party.short_name for party in parties}}
    rows = [
        {'task': task.name}
        | {party.id: letters(view.dossier.matrix.roles(task.id, party.id), notation, roles) for party in parties}
        for task in tasks
        if parties
    ]
    ids = [party.id for party in parties]
    yield view.table('matrix', rows, even(len(columns), 30), columns=columns, centred=ids, needed=True)


def mandates(view: AnnexView) -> Iterator[Clause]:
    """Annex 9: what each representative may decide."""
    levels = view.content.mandate_levels
    rows: list[Row] = []
    for mandate in view.dossier.mandates:
        party, person = view.dossier.party(mandate.party_id), holder(view.dossier, mandate)
        if party is None:
            continue
        name = (person.name if person else '') or view.content.opening.missing
        rows.append(
            {
                'person': f'{name}\n{party.short_name}',
                'level': levels[mandate.level].name if mandate.level in levels else '',
                'subjects': subject_names(view, mandate.subjects),
                'limits': '\n'.join(filter(None, (limits_text(mandate), _until(mandate)))),
                'excluded': mandate.excluded,
                'source': mandate.granted_by,
            }
        )
    yield view.table('mandates', rows, (18, 15, 21, 16, 17, 13), needed=True)


def routes(view: AnnexView) -> Iterator[Clause]:
    """Annex 10: each type of decision, the same as a drawing and in sentences, and the decisions so far."""
    rows = []
    for kind in view.content.decision_types:
        route = route_of(view.dossier, kind)
        rows.append(
            {
                'kind': kind.name,
                'prepares': _actors(view.dossier, route.prepares),
                'advises': _actors(view.dossier, route.advises),
                'decides': _actors(view.dossier, (route.decides,)) or view.gap,
                'method': _method(view, route.method, route.fallback),
                'ratifies': _ratifies(view.dossier, route),
            }
        )
    yield view.table('routes', rows, (22, 15, 15, 15, 18, 15))
    yield from _drawing(view)
    decisions = [
        {
            'number': decision.number,
            'date': day(decision.decided_on),
            'body': decision.body,
            'text': decision.text,
            'method': decision.method,
            'remark': decision.remark,
        }
        for decision in view.dossier.decisions
    ]
    if decisions:
        yield view.table('decisions', decisions, (11, 15, 15, 27, 12, 20))


def processes(view: AnnexView) -> Iterator[Clause]:
    """Annex 11: the own process of each party, and the calendar of meetings."""
    rows: list[Row] = []
    for party in view.dossier.parties:
        rows += _processes_of(view, party)
    yield view.table('processes', rows, (20, 22, 24, 16, 18), needed=True)
    meetings = [_meeting(view, series) for series in view.dossier.meetings]
    yield view.table('meetings', meetings, (18, 24, 14, 18, 26), needed=True, edit='/overleg')


def _until(mandate: Mandate) -> str:
    return f'tot en met {day(mandate.ends)}' if mandate.ends else ''


def _processes_of(view: AnnexView, party: Party) -> Iterator[Row]:
    for process in view.dossier.processes_of(party.id):
        yield {
            'party': party.short_name,
            'body': process.body or view.gap,
            'subjects': subject_names(view, process.subjects),
            'weeks': Weeks.of(process.weeks_min, process.weeks, process.weeks_max).text,
            'planned': '\n'.join(filter(None, (day(process.planned_on), process.note))),
        }


def _meeting(view: AnnexView, series: Series) -> Row:
    return {
        'name': series.name,
        'rhythm': rhythm_text(series) or view.gap,
        'time': f'{series.begins} tot {series.ends}',
        'place': series.place,
        'goal': series.goal or view.gap,
    }


def _drawing(view: AnnexView) -> Iterator[Clause]:
    diagram = decision_diagram(view.dossier, view.content, view.today)
    if not diagram.groups:
        return
    items = tuple((Prose(markdown=escaped(sentence)),) for sentence in diagram.text)
    svg, print_svg = _drawn(diagram)
    figure = Figure(
        svg=svg,
        print_svg=print_svg,
        alt=f'{diagram.title}. {diagram.description}',
        title=diagram.title,
    )
    yield view.clause('schema', (Subheading(text=diagram.title), figure, Items(items=items, ordered=True)))


@lru_cache(maxsize=32)
def _drawn(diagram: Diagram) -> tuple[str, str]:
    """Draw for the page and for print; the drawing changes less often than the texts."""
    return to_svg(diagram), to_svg(diagram, standalone=True, font=PRINT_FONT)


def _actors(dossier: Dossier, names: tuple[str, ...]) -> str:
    """Name who takes part in a step of a route; a kind of body that does not exist (any more) is left out."""
    found: list[str] = []
    for name in names:
        found += [ACTOR_NAMES[name]] if name in ACTOR_NAMES else []
        found += [body.name for body in dossier.bodies if name in (body.kind, body.id)]
    return joined(dict.fromkeys(name for name in found if name.strip()))


def _ratifies(dossier: Dossier, route: Route) -> str:
    return _actors(dossier, (route.ratifies,)) if route.ratifies else ''


def _method(view: AnnexView, method: Method | None, fallback: str) -> str:
    info = view.content.methods.get(method) if method else None
    if info is None:
        return ''
    return f'{info.name}\nLukt dat niet: {fallback}' if fallback.strip() else info.name
