"""How far the building blocks of a question are: contributions, mandates, bodies, matrix, meetings and more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.content_models import Block
from data.models import Dossier, Level, Party, PartyType, Rhythm, Role, contribution_of
from data.rules.mandates import ended
from data.rules.raci import check_matrix
from data.rules.states import State, all_of, filled
from data.rules.unread import is_unread

RESIDENTS = frozenset({PartyType.RESIDENTS, PartyType.COOPERATIVE, PartyType.TENANTS})
"""types of parties in which residents speak"""
_CONTRADICTIONS = frozenset({'V3', 'V4'})
"""findings that more filling in does not mend"""


@dataclass(frozen=True, slots=True)
class View:
    """All a block is judged by."""

    dossier: Dossier
    parties: Sequence[Party]
    """the parties the question is about"""
    texts: Mapping[str, str]
    today: date


def block_state(block: Block, view: View) -> State:
    """Tell how far a building block is."""
    return _BLOCKS[block](view)


def contribution_state(view: View, party: Party) -> State:
    """Tell whether a party has written what it brings; bezig while that cannot be read."""
    text_id = contribution_of(party.id)
    return State.BUSY if is_unread(view.texts, text_id) else filled(view.texts.get(text_id, '').strip())


def mandate_state(view: View, party: Party) -> State:
    """Tell whether it is known what a party's people may decide; a knelpunt if all that was agreed has ended."""
    mandates = [*view.dossier.mandates_of(party.id)]
    if mandates and all(ended(mandate, view.today) for mandate in mandates):
        return State.STUCK
    return filled(mandates)


def process_state(view: View, party: Party) -> State:
    """Tell whether the own process of a party is known."""
    return filled([*view.dossier.processes_of(party.id)])


def _contributions(view: View) -> State:
    return all_of(contribution_state(view, party) for party in view.parties)


def _mandates(view: View) -> State:
    return all_of(mandate_state(view, party) for party in view.parties)


def _processes(view: View) -> State:
    return all_of(process_state(view, party) for party in view.parties)


def _bodies(view: View) -> State:
    return all_of(filled(value) for body in view.dossier.bodies for value in (body.seats, body.chair))


def _residents_in_bodies(view: View) -> State:
    residents = {party.id for party in view.dossier.parties if party.type in RESIDENTS}
    return filled(any(seat.party_id in residents for body in view.dossier.bodies for seat in body.seats))


def _methods(view: View) -> State:
    return all_of(filled(body.method) for body in view.dossier.bodies)


def _matrix(view: View) -> State:
    matrix, parties = view.dossier.matrix, view.dossier.parties
    if not any(matrix.roles(task.id, party.id) for task in matrix.tasks for party in parties):
        return State.EMPTY
    errors = [finding for finding in check_matrix(view.dossier, (), view.today) if finding.level is Level.ERROR]
    crowded = any(
        sum(Role.ACCOUNTABLE in matrix.roles(task.id, party.id) for party in parties) > 1 for task in matrix.tasks
    )
    if crowded or any(finding.code in _CONTRADICTIONS for finding in errors):
        return State.STUCK
    return State.BUSY if errors else State.DONE


def _meetings(view: View) -> State:
    return all_of(
        filled(value)
        for series in view.dossier.meetings
        for value in (series.goal.strip(), series.dates if series.rhythm is Rhythm.DATES else series.first)
    )


def _form(view: View) -> State:
    choice = view.dossier.form
    parts = all_of(filled(value) for value in (choice.form, choice.governance, choice.motivation.strip()))
    return State.BUSY if parts is State.EMPTY and choice.answers else parts


def _escalation(view: View) -> State:
    steps = [step for step in view.dossier.escalation if step.who.strip()]
    return State.DONE if len(steps) > 1 else State.BUSY if steps else State.EMPTY


def _period(view: View) -> State:
    period = view.dossier.period
    if period.start and period.end and period.end <= period.start:
        return State.STUCK
    evaluation = period.evaluate_on or period.evaluation_months
    return all_of(filled(value) for value in (period.start, period.end, evaluation, period.notice_months is not None))


def _policy(view: View) -> State:
    policy = view.dossier.policy
    return all_of(filled(value) for value in (policy.kind, policy.name.strip(), policy.decided_on, policy.decided_by))


def _openness(view: View) -> State:
    legal = view.dossier.legal
    said = legal.confidential_until.strip() or legal.closed_annexes.strip()
    return filled(said or any(body.public.strip() for body in view.dossier.bodies))


_BLOCKS: Mapping[Block, Callable[[View], State]] = {
    'contributions': _contributions,
    'mandates': _mandates,
    'processes': _processes,
    'bodies': _bodies,
    'residents_in_bodies': _residents_in_bodies,
    'methods': _methods,
    'matrix': _matrix,
    'meetings': _meetings,
    'form': _form,
    'escalation': _escalation,
    'period': _period,
    'policy': _policy,
    'openness': _openness,
}
