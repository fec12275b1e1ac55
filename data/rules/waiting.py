"""What the parties are waiting for: agreement, answers that somebody looks up, warnings to talk over."""

from collections.abc import Iterator
from datetime import date

from data.content_models import Content
from data.models import GOAL, Dossier, Finding, Level
from data.rules.dutch import date_text, joined
from data.rules.progress import Texts, agreement_state
from data.rules.raci import check_matrix
from data.rules.states import State
from data.rules.unread import is_unread


def waiting(content: Content, dossier: Dossier, texts: Texts, today: date) -> tuple[Finding, ...]:
    """Find what does not block yet, but needs somebody: the role matrix first, then agreement, then open answers."""
    return (*_roles(content, dossier, today), *_goal(dossier, texts), *_answers(content, dossier))


def _roles(content: Content, dossier: Dossier, today: date) -> Iterator[Finding]:
    found = check_matrix(dossier, content.decision_types, today)
    return (finding for finding in found if finding.level is Level.WARNING)


def _goal(dossier: Dossier, texts: Texts) -> Iterator[Finding]:
    names = [
        party.short_name
        for party in dossier.parties
        if party.signs and agreement_state(dossier, GOAL, party.id, texts) is State.EMPTY
    ]
    if names and texts.get(GOAL, '').strip() and not is_unread(texts, GOAL):
        verb = 'is' if len(names) == 1 else 'zijn'
        message = f'{joined(names)} {verb} nog niet akkoord met het doel.'
        yield Finding(code='W1', level=Level.WARNING, message=message[:10_000], link='/doel#doel')


def _answers(content: Content, dossier: Dossier) -> Iterator[Finding]:
    for track in content.tracks:
        for screen in track.screens:
            for question_id in screen.questions:
                unknown = dossier.answer(question_id).unknown
                if unknown and (unknown.owner or unknown.due):
                    who = unknown.owner or 'Iemand'
                    by = f' vóór {date_text(unknown.due)}' if unknown.due else ''
                    message = f'{who} zoekt{by} uit: {content.questions[question_id].short} (vraag {question_id}).'
                    link = f'/spoor/{track.id}/{screen.id}#vraag-{question_id}'
                    yield Finding(code='W2', level=Level.WARNING, message=message, link=link, subject=question_id)
