"""Checks of what was filled in for the agreement: goal, numbers, dates and money. Source: domain 2.6."""

import re
from collections.abc import Iterator, Mapping

from data.models import GOAL, Dossier, Finding, Level, answer_of
from data.rules.dutch import date_text
from data.rules.dutch_filters import euro, number
from data.rules.unread import is_unread

MOST_WORDS = 60
"""in the goal"""
FEWEST_CRITERIA, MOST_CRITERIA = 2, 5
OPENNESS = 'C9'
"""the question about what is not public, and why"""
_SENTENCE_END = re.compile(r'[.!?]+(?=\s|$)')
_WORD = re.compile(r'\w[\w’\'-]*')


def check_values(dossier: Dossier, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Find values that contradict each other or the rules of thumb."""
    if not is_unread(texts, GOAL):
        yield from _goal(texts.get(GOAL, ''))
    yield from _criteria(dossier)
    yield from _homes(dossier)
    yield from _dates(dossier)
    yield from _money(dossier)
    if dossier.legal.closed_annexes.strip() and not texts.get(answer_of(OPENNESS), '').strip():
        message = 'Er zijn bijlagen die niet openbaar zijn. Schrijf ook op waarom, en tot wanneer.'
        yield _finding('O17', Level.WARNING, message, '/start#legal', 'artikel-17')


def _goal(goal: str) -> Iterator[Finding]:
    """Ask for one sentence of at most sixty words."""
    words, sentences = len(_WORD.findall(goal)), len(_SENTENCE_END.findall(goal.strip()))
    if words > MOST_WORDS:
        message = f'Het doel heeft {words} woorden. Met hooguit {MOST_WORDS} woorden is het beter te onthouden.'
        yield _finding('O2', Level.WARNING, message, '/doel#doel', 'artikel-2')
    if sentences > 1:
        message = f'Het doel heeft {sentences} zinnen. Eén zin is sterker. Kan de rest naar de criteria?'
        yield _finding('O2', Level.WARNING, message, '/doel#doel', 'artikel-2')


def _criteria(dossier: Dossier) -> Iterator[Finding]:
    """Ask for two to five criteria."""
    found = sum(bool(criterion.name.strip()) for criterion in dossier.criteria)
    if found < FEWEST_CRITERIA:
        message = f'Kies minstens {FEWEST_CRITERIA} criteria om oplossingen mee te vergelijken.'
        yield _finding('O2', Level.ERROR, message, '/doel#criteria', 'artikel-2')
    elif found > MOST_CRITERIA:
        message = f'Er zijn {found} criteria. Met hooguit {MOST_CRITERIA} blijft vergelijken te doen.'
        yield _finding('O2', Level.WARNING, message, '/doel#criteria', 'artikel-2')


def _homes(dossier: Dossier) -> Iterator[Finding]:
    """Ask that the kinds of homes add up to all homes."""
    area = dossier.area
    kinds = (area.rented, area.apartments, area.owned)
    known = [kind for kind in kinds if kind is not None]
    if area.homes is not None and len(known) == len(kinds) and sum(known) != area.homes:
        message = (
            f'De soorten woningen zijn samen {number(sum(known))}, maar er staan {number(area.homes)} woningen '
            'in totaal. Kijk de aantallen na.'
        )
        yield _finding('O3', Level.WARNING, message, '/start#wijk', 'artikel-3')


def _dates(dossier: Dossier) -> Iterator[Finding]:
    """Ask that the period ends after it begins, and that its moments lie within it."""
    period = dossier.period
    if period.start is None or period.end is None:
        return
    if period.end <= period.start:
        message = 'De intentieperiode eindigt voordat zij begint. Kijk de datums na.'
        yield _finding('O4', Level.ERROR, message, '/start#period', 'artikel-4')
        return
    outside = [moment.on for moment in period.checkpoints if not period.start <= moment.on <= period.end]
    for moment in outside:
        message = f'Het beslismoment op {date_text(moment)} valt buiten de intentieperiode.'
        yield _finding('O4', Level.ERROR, message, '/start#period', 'artikel-4')
    if period.follow_up_by and period.follow_up_by > period.end:
        message = 'Het gesprek over een vervolg is pas na het einde van de intentieperiode. Plan het eerder.'
        yield _finding('O4', Level.WARNING, message, '/start#period', 'artikel-4')


def _money(dossier: Dossier) -> Iterator[Finding]:
    """Ask that what is paid is what it costs."""
    budget = dossier.budget
    if budget.none:
        return
    costs, cover = sum(line.amount for line in budget.costs), sum(line.amount for line in budget.cover)
    if budget.costs and budget.cover and costs != cover:
        message = f'De kosten zijn {euro(costs)}, maar partijen betalen samen {euro(cover)}. Dat moet gelijk zijn.'
        yield _finding('O8', Level.ERROR, message, '/start#budget', 'artikel-8')
    unsure = sum(line.amount for line in budget.cover if line.uncertain)
    if unsure:
        message = f'Van het geld is {euro(unsure)} nog niet zeker. Spreek af wat u doet als het niet komt.'
        yield _finding('O8', Level.WARNING, message, '/start#budget', 'artikel-8')


def _finding(code: str, level: Level, message: str, link: str, subject: str) -> Finding:
    return Finding(code=code, level=level, message=message, link=link, subject=subject)
