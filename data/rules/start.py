"""What a new dossier starts with, taken from the content so that nobody faces an empty page."""

from datetime import datetime
from typing import Any

from data.content_models import BodyTemplate, Content, DecisionType, TaskTemplate
from data.models import (
    Body,
    Dossier,
    EscalationStep,
    Legal,
    Named,
    Party,
    PartyType,
    RoleMatrix,
    Route,
    Task,
)


def fresh_dossier(dossier_id: str, name: str, municipality: str, made: datetime, content: Content) -> Dossier:
    """Give a new dossier with the municipality as its first party and a start for everything.

    :param municipality: its name, with or without 'Gemeente' before it
    """
    town = municipality.strip().removeprefix('Gemeente ').removeprefix('gemeente ')
    party = Party(
        id='gemeente',
        type=PartyType.MUNICIPALITY,
        name=f'Gemeente {town}'.strip(),
        short_name='Gemeente',
        legal_form='publiekrechtelijke rechtspersoon',
        seat=town,
    )
    fresh = Dossier(id=dossier_id, name=name, municipality=town, created=made, parties=(party,))
    return fresh.model_copy(update=starting_points(content))


def starting_points(content: Content) -> dict[str, Any]:
    """Give the fields of a new dossier that have a default: tasks, bodies, routes, ladder, principles, main rule."""
    return {
        'matrix': RoleMatrix(tasks=tuple(map(task_of, content.tasks.tasks))),
        'bodies': tuple(body_of(template) for template in content.bodies.project if template.standard),
        'routes': tuple(map(route_of, content.decision_types)),
        'escalation': tuple(
            EscalationStep(id=step.id, who=step.who, weeks=step.weeks, what=step.what) for step in content.escalation
        ),
        'principles': tuple(Named(id=item.id, name=item.name, text=item.text) for item in content.defaults.principles),
        'legal': Legal(
            main_rule=content.defaults.main_rule,
            attempts=content.defaults.attempts,
            fallback=content.defaults.fallback,
        ),
    }


def task_of(template: TaskTemplate) -> Task:
    """Make a row of the matrix from a task of the library."""
    return Task(
        id=template.id,
        group=template.group,
        name=template.name,
        explanation=template.explanation,
        tags=template.tags,
        subjects=template.subjects,
    )


def body_of(template: BodyTemplate) -> Body:
    """Make a body from a template; it has no members yet."""
    return Body(
        id=template.id,
        kind=template.kind,
        name=template.name,
        layer=template.layer,
        task=template.about,
        method=template.method,
        fallback=template.fallback,
        quorum=template.quorum,
        weeks_min=template.weeks_min,
        weeks=template.weeks,
        weeks_max=template.weeks_max,
        public=template.public,
    )


def route_of(decision: DecisionType) -> Route:
    """Make a route from the usual one of a type of decision."""
    return Route(
        id=decision.id,
        prepares=decision.prepares,
        advises=decision.advises,
        decides=decision.decides,
        method=decision.method,
        fallback=decision.fallback,
        ratifies=decision.ratifies,
        weeks=decision.weeks,
    )
