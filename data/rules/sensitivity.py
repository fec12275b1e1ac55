"""How far texts may go: what a change of it means, in words, and what to look at again. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from data.content_models import Content
from data.models import (
    OWNED,
    Dossier,
    Drafting,
    Finding,
    Level,
    Openness,
    Party,
    Sensitivity,
    contribution_of,
    notebook_of,
    owner_of,
)
from data.rules.changes import ChangeError
from data.rules.dutch import date_text
from data.rules.edit_address import edit_address


def check_level(dossier: Dossier) -> None:
    """See to it that only what belongs to one party is a draft.

    :raises ChangeError: if something else is
    """
    for text_id, kept in dossier.sensitivity.items():
        if kept.level is Openness.INTERNAL and not owner_of(text_id):
            raise ChangeError('Deze tekst is van alle partijen samen en kan geen intern concept zijn.')


def other_readers(before: Dossier, after: Dossier) -> tuple[str, ...]:
    """Give the ids of the texts that became a draft of one party, or are one no longer."""
    ids = {*before.sensitivity, *after.sensitivity}
    internal = Openness.INTERNAL
    return tuple(
        text_id
        for text_id in sorted(ids)
        if (before.openness(text_id) is internal) is not (after.openness(text_id) is internal)
    )


def with_drafts(dossier: Dossier, moments: Mapping[str, int]) -> Dossier:
    """Note from and until which moment texts are a draft, so that what was written as a draft stays with its party.

    :param moments: id of each text that became a draft, or is one no longer -> number of its latest moment, 0 for none
    """
    noted = {text_id: _noted(dossier, text_id, number) for text_id, number in moments.items()}
    return dossier.model_copy(update={'sensitivity': {**dossier.sensitivity, **noted}}) if noted else dossier


def _noted(dossier: Dossier, text_id: str, number: int) -> Sensitivity:
    kept = dossier.sensitivity_of(text_id)
    if dossier.openness(text_id) is Openness.INTERNAL:
        drafts = (*kept.drafts, Drafting(first=number + 1))
    else:
        ended = (_ended(each, number) if each.last is None else each for each in kept.drafts)
        drafts = tuple(each for each in ended if each.last and each.first <= each.last)
    return kept.model_copy(update={'drafts': drafts})


def _ended(draft: Drafting, number: int) -> Drafting:
    """End a time of drafting; if moments are numbered anew since (their file was damaged), all of them are of it."""
    first = draft.first if number >= draft.first - 1 else 1
    return draft.model_copy(update={'first': first, 'last': number})


def begun_anew(dossier: Dossier) -> Dossier:
    """Give a dossier whose texts have no past, as one that is read in: a draft is one from its first moment on."""
    fresh = {
        text_id: kept.model_copy(
            update={'drafts': (Drafting(first=1),) if dossier.openness(text_id) is Openness.INTERNAL else ()}
        )
        for text_id, kept in dossier.sensitivity.items()
    }
    return dossier.model_copy(update={'sensitivity': fresh})


def readers_words(dossier: Dossier, text_id: str) -> str:
    """Say in a few words who reads a text."""
    level = dossier.openness(text_id)
    if level is Openness.INTERNAL:
        return f'Intern concept: alleen wie namens {_owner_name(dossier, text_id)} spreekt, leest dit'
    return 'Openbaar: staat ook in de openbare versie' if level is Openness.PUBLIC else 'Gedeeld met de partijen'


def reason_words(dossier: Dossier, text_id: str) -> str:
    """Say why a text is not public, and until when; empty if nobody said so."""
    kept = dossier.sensitivity_of(text_id)
    if dossier.openness(text_id) is Openness.PUBLIC:
        return ''
    reason = f'Reden: {" ".join(kept.reason.split())}'.rstrip('.') + '.' if kept.reason.strip() else ''
    until = f'Tot {date_text(kept.until)}.' if kept.until else ''
    return ' '.join(filter(None, (reason, until)))


def is_over(dossier: Dossier, text_id: str, today: date) -> bool:
    """Whether the day has passed on which the parties wanted to look at it again."""
    until = dossier.sensitivity_of(text_id).until
    return until is not None and until < today and dossier.openness(text_id) is not Openness.PUBLIC


def check_sensitivity(dossier: Dossier, content: Content, today: date) -> Iterator[Finding]:
    """Find drafts, which are not in the agreement, and texts whose end date has passed."""
    for party in dossier.parties:
        text_id = contribution_of(party.id)
        if dossier.openness(text_id) is Openness.INTERNAL:
            message = f'De bijdrage van {party.short_name} is een intern concept en staat niet in de overeenkomst.'
            yield _finding('O-intern', message, place_of(text_id, content), party)
    for text_id in sorted(dossier.sensitivity):
        until = dossier.sensitivity_of(text_id).until
        if until and is_over(dossier, text_id, today):
            message = (
                f'{_named(dossier, text_id)} zou tot {date_text(until)} niet openbaar zijn. Kijk of dat nog nodig is.'
            )
            yield _finding('O-einddatum', message, place_of(text_id, content), dossier.party(owner_of(text_id)))


def _finding(code: str, message: str, link: str, party: Party | None) -> Finding:
    party_id = party.id if party else ''
    return Finding(code=code, level=Level.WARNING, message=message, link=link, party_id=party_id)


def place_of(text_id: str, content: Content) -> str:
    """Give the address below the dossier of where it is said how far a text may go."""
    kind, _, rest = text_id.partition(':')
    if kind == 'contribution':
        return f'/doel#bijdrage-{rest}'
    if kind == 'answer' and rest in content.questions:
        return edit_address(content, f'@{rest}')
    return {'goal': '/doel#doel', 'notebook': '/notities', 'annex': '/overeenkomst#openbaar'}.get(
        kind, f'/overeenkomst#{rest}'
    )


def _owner_name(dossier: Dossier, text_id: str) -> str:
    party = dossier.party(owner_of(text_id))
    return party.short_name if party else 'een partij die weg is'


def _named(dossier: Dossier, text_id: str) -> str:
    """Name a text at the beginning of a sentence, without the content at hand."""
    kind, _, rest = text_id.partition(':')
    if kind in OWNED:
        return f'De bijdrage van {_owner_name(dossier, text_id)}'
    names = {'goal': 'Het doel', 'answer': f'De toelichting bij vraag {rest}'}
    return names.get(kind, f'Het deel ‘{rest.replace("-", " ")}’')


def is_notebook(text_id: str) -> bool:
    """Whether a live text is the notebook of a party."""
    return text_id.startswith(notebook_of(''))
