"""What content/ holds: complete, plain and quick to read."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from data.content import load_content
from data.content_models import Content
from data.models import MandateLevel, Method, PartyType, Role

FOLDER = Path(__file__).parents[1] / 'content'
CONTENT = load_content(FOLDER)


@pytest.mark.parametrize(
    'what, count',
    [
        pytest.param(lambda c: c.questions, 29, id='questions'),
        pytest.param(lambda c: c.tracks, 3, id='tracks'),
        pytest.param(lambda c: c.articles, 25, id='articles'),
        pytest.param(lambda c: c.annexes, 12, id='annexes'),
        pytest.param(lambda c: c.forms.forms, 8, id='forms of cooperation'),
        pytest.param(lambda c: c.forms.questions, 12, id='questions of the chooser'),
        pytest.param(lambda c: c.forms.governance, 4, id='governance models'),
        pytest.param(lambda c: c.tasks.tasks, 25, id='tasks'),
        pytest.param(lambda c: c.tasks.extra, 7, id='extra tasks'),
        pytest.param(lambda c: c.tasks.templates, 2, id='ready divisions of roles'),
        pytest.param(lambda c: c.decision_types, 9, id='types of decision'),
        pytest.param(lambda c: c.escalation, 6, id='steps for a difference of opinion'),
        pytest.param(lambda c: c.participation, 6, id='rungs of participation'),
        pytest.param(lambda c: c.glossary, 48, id='terms'),
        pytest.param(lambda c: c.cases, 5, id='practice cases'),
        pytest.param(lambda c: c.node.tips, 5, id='tips'),
        pytest.param(lambda c: c.node.related, 6, id='related nodes'),
        pytest.param(lambda c: c.party_types, len(PartyType), id='kinds of parties'),
        pytest.param(lambda c: c.methods, len(Method), id='methods'),
        pytest.param(lambda c: c.mandate_levels, len(MandateLevel), id='mandate levels'),
        pytest.param(lambda c: c.tasks.roles, len(Role), id='roles'),
    ],
)
def test_the_content_is_complete(what: Callable[[Content], list[object]], count: int) -> None:
    assert len(what(CONTENT)) == count


def test_each_track_asks_its_own_questions_on_four_to_six_screens() -> None:
    asked = {track.id: [name for screen in track.screens for name in screen.questions] for track in CONTENT.tracks}

    assert {letter: len(names) for letter, names in asked.items()} == {'a': 9, 'b': 9, 'c': 11}
    assert all(name.lower().startswith(letter) for letter, names in asked.items() for name in names)
    assert all(4 <= len(track.screens) <= 6 for track in CONTENT.tracks)


@pytest.mark.parametrize('question', CONTENT.questions.values(), ids=lambda question: question.id)
def test_a_question_helps_and_leads_somewhere(question: BaseModel) -> None:
    assert all(getattr(question, field).strip() for field in ('why', 'help', 'tip', 'example', 'short', 'text_label'))
    assert question.feeds


def test_every_article_that_depends_on_answers_is_fed_by_a_question() -> None:
    fed = {name for question in CONTENT.questions.values() for name in question.feeds}

    assert {f'artikel-{number}' for number in (2, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 21, 22, 23, 24)} <= fed


def test_every_track_has_an_icon_that_exists() -> None:
    icons = {path.stem for path in (FOLDER.parent / 'components' / 'icons').glob('*.svg')}

    assert {track.icon for track in CONTENT.tracks} <= icons


def test_facts_that_could_not_be_confirmed_are_marked_as_such() -> None:
    laws = {law.id: law for law in CONTENT.legislation.laws}

    assert laws['wgiw'].status == laws['wcw'].status == 'aangenomen'
    assert {laws[name].certainty for name in ('wgiw', 'bgiw', 'wcw')} == {'laag'}
    assert not any(laws[name].since for name in ('wgiw', 'bgiw', 'wcw', 'warmteprogramma'))


def test_phases_nobody_could_name_are_not_invented() -> None:
    assert CONTENT.node.phase == 'Fase 1 – Samen starten'
    assert 'geen officiële uitgave' in CONTENT.node.source


def test_the_expedition_in_utrecht_was_in_this_century() -> None:
    utrecht = next(case for case in CONTENT.cases if case.id == 'utrecht')

    assert 'oktober 2020' in utrecht.text
    assert '2120' not in utrecht.text


@pytest.mark.parametrize('word', ['je', 'jij', 'jouw', 'jullie', 'stakeholder', 'stakeholders', 'commitment'])
def test_texts_speak_plainly_and_say_u(word: str) -> None:
    offenders = [text for text in _texts(CONTENT) if re.search(rf'\b{word}\b', text, re.IGNORECASE)]

    assert offenders == []


def test_the_word_gremium_is_only_explained_never_used() -> None:
    users = [text for text in _texts(CONTENT) if re.search(r'\bgremi(um|a)\b', text, re.IGNORECASE)]

    assert {text.casefold() for text in users} == {'gremium', 'gremia'}


def test_sentences_are_short_enough_for_b1() -> None:
    plain = CONTENT.model_copy(update={'demo': None, 'articles': (), 'annexes': (), 'opening': None})
    sentences = [sentence for text in _texts(plain) for sentence in re.split(r'(?<=[.?!])\s+|\n\n|\n\d?[-.] ?', text)]
    lengths = [len(sentence.split()) for sentence in sentences if sentence.strip()]

    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []
    assert sum(lengths) / len(lengths) < 12


def test_reading_takes_less_than_a_third_of_a_second() -> None:
    def seconds() -> float:
        start = time.process_time()
        load_content(FOLDER)
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.3


def _texts(value: object) -> Iterator[str]:
    """Give every text in a model, but for ids."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ('id', 'feeds', 'path', 'source_url', 'link', 'step', 'edit', 'demo'):
                yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, tuple):
        yield from (text for item in value for text in _texts(item))
    elif isinstance(value, str):
        yield value
