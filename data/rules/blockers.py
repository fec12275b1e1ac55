"""What stands in the way of an agreement, each with where to go on."""

from collections.abc import Iterator
from datetime import date

from data.content_models import Content, Question
from data.models import GOAL, Dossier, Finding, Level, contribution_of
from data.rules.dutch import date_text, joined
from data.rules.mandates import ended
from data.rules.progress import Texts, agreement_state, overdue, question_state
from data.rules.raci import check_matrix
from data.rules.states import State
from data.rules.unread import is_unread, unread_texts

_LONGEST = 10_000
"""characters a message may have; many parties with long names would pass it"""


def blockers(content: Content, dossier: Dossier, texts: Texts, today: date) -> tuple[Finding, ...]:
    """Find what keeps the parties from going on, most urgent first.

    An error keeps the agreement from being final; a warning is a promise or mandate that has run out.
    """
    return (
        *unread_texts(dossier, texts, content),
        *_parties(dossier),
        *_goal(dossier, texts),
        *_contributions(dossier, texts),
        *_matrix(content, dossier, today),
        *_questions(content, dossier, texts, today),
        *_ended_mandates(dossier, today),
    )


def _parties(dossier: Dossier) -> Iterator[Finding]:
    if sum(party.signs for party in dossier.parties) < 2:
        yield _error('B1', 'Een overeenkomst heeft minstens twee partijen die tekenen.', '/start#partijen')


def _goal(dossier: Dossier, texts: Texts) -> Iterator[Finding]:
    if not texts.get(GOAL, '').strip():
        yield _error('B2', 'Er is nog geen gezamenlijk doel.', '/doel#doel')
        return
    if is_unread(texts, GOAL):  # whether it is another one than a party agreed with, nobody knows
        return
    lapsed = [
        party.short_name for party in dossier.parties if agreement_state(dossier, GOAL, party.id, texts) is State.BUSY
    ]
    if lapsed:
        message = f'Het doel is veranderd nadat {joined(lapsed)} akkoord gaf. Lees het opnieuw en geef weer akkoord.'
        yield _warning('B3', message[:_LONGEST], '/doel#doel')


def _contributions(dossier: Dossier, texts: Texts) -> Iterator[Finding]:
    for party in dossier.parties:
        text_id = contribution_of(party.id)
        if party.signs and not texts.get(text_id, '').strip():
            message = f'{party.short_name} heeft nog niet opgeschreven wat de partij bijdraagt.'
            yield _error('B4', message, f'/doel#bijdrage-{party.id}', party.id)


def _matrix(content: Content, dossier: Dossier, today: date) -> Iterator[Finding]:
    found = check_matrix(dossier, content.decision_types, today)
    errors = [finding for finding in found if finding.level is Level.ERROR]
    tasks = len({finding.subject for finding in errors})
    if errors:
        about = 'één taak' if tasks == 1 else f'{tasks} taken'
        yield _error('B5', f'In de rolmatrix is bij {about} nog niet alles goed verdeeld.', errors[0].link)


def _questions(content: Content, dossier: Dossier, texts: Texts, today: date) -> Iterator[Finding]:
    for track in content.tracks:
        for screen in track.screens:
            for question_id in screen.questions:
                question = content.questions[question_id]
                if question_state(question, dossier, texts, today) is State.STUCK:
                    link = f'/spoor/{track.id}/{screen.id}#vraag-{question.id}'
                    yield _warning('B6', _stuck(question, dossier, today), link, subject=question.id)


def _stuck(question: Question, dossier: Dossier, today: date) -> str:
    unknown = dossier.answer(question.id).unknown
    if unknown and unknown.due and overdue(unknown, today):
        who = unknown.owner.strip() or 'Iemand'
        return f'{who} zou uitzoeken: ‘{question.short}’. De datum daarvoor was {date_text(unknown.due)}.'
    return f'Bij ‘{question.short}’ klopt iets nog niet.'


def _ended_mandates(dossier: Dossier, today: date) -> Iterator[Finding]:
    for party in dossier.parties:
        mandates = [*dossier.mandates_of(party.id)]
        if mandates and all(ended(mandate, today) for mandate in mandates):
            message = f'Het mandaat van {party.short_name} is afgelopen. Wie mag nu namens deze partij beslissen?'
            yield _warning('B7', message, '/besluiten#mandaten', party.id)


def _error(code: str, message: str, link: str, party_id: str = '') -> Finding:
    return Finding(code=code, level=Level.ERROR, message=message, link=link, party_id=party_id)


def _warning(code: str, message: str, link: str, party_id: str = '', subject: str = '') -> Finding:
    return Finding(code=code, level=Level.WARNING, message=message, link=link, party_id=party_id, subject=subject)
