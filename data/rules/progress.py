"""How far a dossier is: per question, screen, track and party, and where to go on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from data.content_models import Entry, Question, Screen, Track
from data.models import GOAL, Dossier, Part, Party, Unknown, answer_of, text_digest
from data.rules.blocks import View, block_state, contribution_state, mandate_state, process_state
from data.rules.changes import value_at
from data.rules.language import stances_on
from data.rules.states import State, all_of, filled
from data.rules.unread import is_unread

Questions = Mapping[str, Question]
Texts = Mapping[str, str]
"""text id -> Markdown; a text that is missing is empty"""


class Progress(Part):
    """How much of a track is done; questions that do not apply do not count."""

    state: State
    done: int
    total: int
    screens: Mapping[str, State]
    """screen id -> state, in the order of the track"""


class PartyProgress(Part):
    """What a party has done itself."""

    party_id: str
    contribution: State
    goal: State
    """klaar: agrees with the goal as it stands; bezig: agreed with an earlier text"""
    mandates: State
    processes: State
    stances: State
    terms_done: int
    terms_total: int


class Place(Part):
    """A screen of a wizard."""

    track: str
    screen: str


def applies(question: Question, dossier: Dossier) -> bool:
    """Tell whether a question is asked in a dossier; an answer to one that is not is kept."""
    return not question.party_types or any(party.type in question.party_types for party in dossier.parties)


def question_state(question: Question, dossier: Dossier, texts: Texts, today: date) -> State:
    """Tell how far a question is.

    'Weten we nog niet' counts as bezig, and as a knelpunt once its date has passed.
    """
    answer = dossier.answer(question.id)
    if answer.not_applicable or not applies(question, dossier):
        return State.NOT_APPLICABLE
    if answer.unknown:
        return State.STUCK if overdue(answer.unknown, today) else State.BUSY
    if is_unread(texts, answer_of(question.id)):
        return State.BUSY
    text = texts.get(answer_of(question.id), '').strip()
    parts = [*_parts(question, dossier, texts, today)]
    if question.text_required or not parts:
        parts.append(filled(text))
    state = all_of(parts)
    return State.BUSY if state is State.EMPTY and text else state


def screen_state(screen: Screen, questions: Questions, dossier: Dossier, texts: Texts, today: date) -> State:
    """Tell how far a screen is: all of its questions that apply."""
    return all_of(question_state(questions[question], dossier, texts, today) for question in screen.questions)


def track_progress(track: Track, questions: Questions, dossier: Dossier, texts: Texts, today: date) -> Progress:
    """Count how far a track is."""
    screens = {screen.id: screen_state(screen, questions, dossier, texts, today) for screen in track.screens}
    states = [
        question_state(questions[question], dossier, texts, today)
        for screen in track.screens
        for question in screen.questions
    ]
    asked = [state for state in states if state is not State.NOT_APPLICABLE]
    return Progress(state=all_of(states), done=asked.count(State.DONE), total=len(asked), screens=screens)


def party_progress(
    party: Party, dossier: Dossier, texts: Texts, today: date, term_ids: Sequence[str] = ()
) -> PartyProgress:
    """Tell what a party has done: contribution, agreement with the goal, mandates, own process, shared language.

    :param term_ids: the words the parties should speak about
    """
    view = View(dossier, dossier.parties, texts, today)
    said = sum(party.id in stances_on(dossier, term) for term in term_ids)
    return PartyProgress(
        party_id=party.id,
        contribution=contribution_state(view, party),
        goal=agreement_state(dossier, GOAL, party.id, texts),
        mandates=mandate_state(view, party),
        processes=process_state(view, party),
        stances=State.BUSY if 0 < said < len(term_ids) else filled(said),
        terms_done=said,
        terms_total=len(term_ids),
    )


def agrees(dossier: Dossier, text_id: str, party_id: str, texts: Texts) -> bool:
    """Tell whether a party agrees with a text as it stands now."""
    consent = dossier.consents.get(text_id, {}).get(party_id)
    return consent is not None and consent.digest == text_digest(texts.get(text_id, ''))


def agreement_state(dossier: Dossier, text_id: str, party_id: str, texts: Texts) -> State:
    """Tell how far a party is with a text: klaar it agrees, bezig it agreed before the text changed."""
    if agrees(dossier, text_id, party_id, texts):
        return State.DONE
    return State.BUSY if party_id in dossier.consents.get(text_id, {}) else State.EMPTY


def next_place(
    tracks: Sequence[Track], questions: Questions, dossier: Dossier, texts: Texts, today: date
) -> Place | None:
    """Give the first screen that is not klaar, for who has no place to go on from; None if all is done."""
    finished = {State.DONE, State.NOT_APPLICABLE}
    for track in tracks:
        for screen in track.screens:
            if screen_state(screen, questions, dossier, texts, today) not in finished:
                return Place(track=track.id, screen=screen.id)
    return None


def overdue(unknown: Unknown, today: date) -> bool:
    """Tell whether the date by which somebody would find out has passed; the day itself is still in time."""
    return unknown.due is not None and unknown.due < today


def _parts(question: Question, dossier: Dossier, texts: Texts, today: date) -> Iterator[State]:
    """Judge each thing a question asks besides its open text."""
    answer = dossier.answer(question.id)
    if question.choices:
        yield filled(answer.choice in {option.id for option in question.choices})
    if question.checks:
        yield filled({option.id for option in question.checks}.intersection(answer.checked))
    if question.ladder:
        yield all_of(filled(answer.rungs.get(subject.id)) for subject in question.ladder)
    if question.columns:
        columns = [column.id for column in question.columns]
        yield filled(any(row.cells.get(column, '').strip() for row in answer.rows for column in columns))
    if entries := [entry for entry in question.fields if entry.input != 'check']:
        yield all_of(_entry_state(entry, dossier) for entry in entries)
    if question.block:
        parties = [p for p in dossier.parties if not question.party_types or p.type in question.party_types]
        yield block_state(question.block, View(dossier, parties, texts, today))


def _entry_state(entry: Entry, dossier: Dossier) -> State:
    value: Any = value_at(dossier, entry.path)
    return filled(value.strip() if isinstance(value, str) else value is not None)
