"""What the agreement still lacks before it can be final, and what deserves a second look.

Source: domain 2.6. Nothing here ever keeps anybody from saving.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from data.content_models import Content
from data.models import GOAL, Dossier, Finding, Level, contribution_of
from data.rules.agreement import build_agreement
from data.rules.agreement_values import check_values
from data.rules.decisions import check_decisions
from data.rules.document import Agreement, Marks, Section
from data.rules.dutch import joined
from data.rules.language import TermState, term_state, words_of
from data.rules.meeting_checks import check_meetings
from data.rules.point_checks import blocking_points
from data.rules.progress import agreement_state
from data.rules.raci import check_matrix
from data.rules.sensitivity import check_sensitivity
from data.rules.states import State
from data.rules.unread import is_unread, unread_texts

Texts = Mapping[str, str]


def check_agreement(dossier: Dossier, texts: Texts, content: Content, today: date) -> tuple[Finding, ...]:
    """Find what keeps the agreement from being final (errors), and what to look at (warnings).

    What is noted for information only stays on the page it is about.

    :param texts: text id -> Markdown; a text that is missing is empty
    :param today: decides which mandates have ended and which meetings are still to come
    """
    points = blocking_points(dossier.threads, dossier, content)
    return (*points, *check_built(build_agreement(dossier, texts, content, today), dossier, texts, content, today))


def check_built(
    agreement: Agreement, dossier: Dossier, texts: Texts, content: Content, today: date
) -> tuple[Finding, ...]:
    """Do the same for an agreement that was made of these already, but for open points: not everyone sees each."""
    findings = chain(
        unread_texts(dossier, texts, content),
        _signatories(dossier),
        _gaps(agreement, content),
        _dropped(dossier, content),
        _consents(dossier, texts),
        _words(dossier, content),
        check_sensitivity(dossier, content, today),
        check_values(dossier, texts),
        check_matrix(dossier, content.decision_types, today),
        check_decisions(dossier, content, today),
        check_meetings(dossier, today),
    )
    serious = (finding for finding in findings if finding.level is not Level.INFO)
    return tuple(sorted(dict.fromkeys(serious), key=lambda finding: finding.level is not Level.ERROR))


def can_be_final(dossier: Dossier, texts: Texts, content: Content, today: date) -> bool:
    """Tell whether nothing keeps the agreement from being final."""
    return all(finding.level is not Level.ERROR for finding in check_agreement(dossier, texts, content, today))


def _signatories(dossier: Dossier) -> Iterator[Finding]:
    signing = [party for party in dossier.parties if party.signs]
    if len(signing) < 2:
        yield _finding(
            'O-partijen', Level.ERROR, 'Een overeenkomst heeft minstens twee partijen die tekenen.', '/start#partijen'
        )
    for party in signing:
        if not party.decision_basis.strip():
            message = f'Vul bij {party.short_name} in op grond van welk besluit deze partij tekent.'
            yield _finding('O-besluit', Level.ERROR, message, f'/start#partij-{party.id}', party.id)


def _gaps(agreement: Agreement, content: Content) -> Iterator[Finding]:
    """Find every clause in which something is still to be agreed."""
    required = {article.id for article in content.articles if article.required}
    for section in agreement.sections:
        annex = section in agreement.annexes
        level = Level.ERROR if section.id in required or not (annex or section in agreement.articles) else Level.WARNING
        for number, clause in enumerate(section.clauses, 1):
            if clause.missing:
                message = f'In ‘{section.title}’{_place(section, number)} is nog iets niet afgesproken.'
                yield _finding('O-leeg', level, message, clause.edit, subject=section.id)


def _place(section: Section, number: int) -> str:
    if section.marks is Marks.LETTERS:
        return f' bij {chr(64 + number)}' if number <= 26 else ''
    return f', lid {number},' if section.marks is Marks.NUMBERS else ''


def _dropped(dossier: Dossier, content: Content) -> Iterator[Finding]:
    for article in content.articles:
        if article.id not in dossier.legal.dropped or not (article.fixed or article.required):
            continue
        level = Level.ERROR if article.required else Level.WARNING
        why = 'Dat artikel beschermt alle partijen en volgt uit de wet.' if article.fixed else 'Dat artikel is nodig.'
        message = f'Artikel {article.number} ({article.title}) is weggelaten. {why} Zet het terug of vraag een jurist.'
        yield _finding('O-weg', level, message, f'/overeenkomst#{article.id}', subject=article.id)


def _consents(dossier: Dossier, texts: Texts) -> Iterator[Finding]:
    """Find which parties have not agreed with the goal, and with their own contribution, as they stand."""
    signing = [party for party in dossier.parties if party.signs]
    if texts.get(GOAL, '').strip() and not is_unread(texts, GOAL):
        states = {party.short_name: agreement_state(dossier, GOAL, party.id, texts) for party in signing}
        for state, words in ((State.EMPTY, 'nog niet'), (State.BUSY, 'nog niet opnieuw')):
            if names := [name for name, found in states.items() if found is state]:
                message = f'Akkoord met het doel is er {words} van: {joined(names)}.'
                yield _finding('O-akkoord', Level.ERROR, message, '/doel#doel', subject='artikel-2')
    for party in signing:
        text_id = contribution_of(party.id)
        if is_unread(texts, text_id):
            continue
        if texts.get(text_id, '').strip() and agreement_state(dossier, text_id, party.id, texts) is not State.DONE:
            message = f'{party.short_name} heeft nog niet gezegd dat de eigen bijdrage klaar is.'
            yield _finding('O-bijdrage', Level.WARNING, message, f'/doel#bijdrage-{party.id}', party.id, 'artikel-6')


def _words(dossier: Dossier, content: Content) -> Iterator[Finding]:
    words = words_of(content.glossary, dossier.terms)
    disputed = [word.term for word in words if term_state(dossier, word.id) is TermState.DISPUTED]
    if disputed:
        message = f'Partijen zijn het nog niet eens over de betekenis van: {joined(disputed)[:2000]}.'
        yield _finding('O-taal', Level.WARNING, message, '/taal', subject='artikel-1')


def _finding(code: str, level: Level, message: str, link: str, party_id: str = '', subject: str = '') -> Finding:
    return Finding(code=code, level=level, message=message[:10_000], link=link, party_id=party_id, subject=subject)
