"""The lead time of one type of decision as HTML: critical path, what would help, what is not known."""

from html import escape

from components.organisation import lead_time_of, what_if_of
from components.visit import Visit
from data.content_models import DecisionType
from data.models import Dossier, person_name
from data.rules.dutch import joined, weeks_text
from data.rules.lead_time import LeadTime
from data.rules.steps import Step
from data.rules.what_if import WhatIf

MOST_OPTIONS = 3
"""how many what-ifs are shown; the best come first"""


def lead_time_html(visit: Visit, dossier: Dossier, kind: DecisionType) -> str:
    """Give the lead time of a type of decision; all words of users are escaped."""
    time = lead_time_of(visit, dossier, kind.id)
    return (
        _path_html(time)
        + _spared_html(dossier, time)
        + _options_html(visit, dossier, kind)
        + _unknown_html(dossier, time)
    )


def _path_html(time: LeadTime) -> str:
    """Draw the critical path as a bar whose parts are as broad as they are long; the list says the same."""
    if not time.path:
        return '<p>Nog niet te berekenen: er is nog geen stap met een tijd.</p>'
    bar = ''.join(
        f'<span data-stage="{step.stage}" style="flex-grow:{max(step.weeks.usual, 0.4)}"></span>' for step in time.path
    )
    items = ''.join(_step_html(step, step is time.longest) for step in time.path)
    return (
        f'<div class="wa-leadtime__bar" aria-hidden="true">{bar}</div>'
        f'<ol class="wa-leadtime__path" aria-label="Langste route">{items}</ol>'
        f'<p>Samen ongeveer <strong>{escape(time.weeks.text)}</strong>.</p>'
    )


def _step_html(step: Step, longest: bool) -> str:
    mark = ' <span class="wa-badge wa-badge--warning">langste stap</span>' if longest else ''
    return (
        f'<li data-stage="{step.stage}"><span class="wa-leadtime__name">{escape(step.name)}</span>'
        f'<span class="wa-subtle">{step.stage}, {weeks_text(step.weeks.usual)}</span>{mark}</li>'
    )


def _spared_html(dossier: Dossier, time: LeadTime) -> str:
    names = [person_name(dossier, mandate.party_id, mandate.person_id) for mandate in time.spared]
    if not names:
        return ''
    verb = 'beslist zelf en meldt' if len(names) == 1 else 'beslissen zelf en melden'
    return f'<p>{escape(joined(names))} {verb} het achteraf. Het eigen proces hoeft dan niet eerst.</p>'


def _options_html(visit: Visit, dossier: Dossier, kind: DecisionType) -> str:
    """Say what a larger mandate would win: the best one of each party, if it wins time."""
    if not kind.mandatable:
        return '<p class="wa-subtle">Hierover besluit elke partij altijd zelf. Meer mandaat maakt dit niet korter.</p>'
    best: dict[str, WhatIf] = {}
    for option in what_if_of(visit, dossier, kind.id):
        if option.saved:
            best.setdefault(option.mandate.party_id, option)
    items = ''.join(f'<li>{escape(option.sentence)}</li>' for option in [*best.values()][:MOST_OPTIONS])
    return f'<h3>Wat scheelt tijd?</h3><ul class="wa-leadtime__options">{items}</ul>' if items else ''


def _unknown_html(dossier: Dossier, time: LeadTime) -> str:
    names = [party.short_name for party in dossier.parties if party.id in time.unknown]
    if not names:
        return ''
    return (
        f'<p class="wa-subtle">Nog niet bekend: het eigen proces van {escape(joined(names))}. '
        'Het kan dus langer duren.</p>'
    )
