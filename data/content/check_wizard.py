"""Tracks, screens and questions: all exist, each question stands once, and what it leads to exists."""

from collections.abc import Iterator, Mapping
from typing import get_args

from data.content.mistakes import Mistake, unknown
from data.content.paths import path_mistake
from data.content_models import Content, Question, Track


def wizard_mistakes(
    content: Content, question_file: Mapping[str, str], track_file: Mapping[str, str]
) -> Iterator[Mistake]:
    """Check the three wizards.

    :param question_file: question id -> its file
    :param track_file: track id -> its file
    """
    for letter in get_args(Track.model_fields['id'].annotation):
        if letter not in track_file:
            yield Mistake(f'tracks/{letter}.md', '', 'dit spoor ontbreekt; zet het bestand terug.')
    for track in content.tracks:
        yield from _screen_mistakes(content, track, track_file[track.id])
    yield from _unused(content, question_file)
    for question in content.questions.values():
        yield from _question_mistakes(content, question, question_file[question.id])


def _screen_mistakes(content: Content, track: Track, file: str) -> Iterator[Mistake]:
    seen: set[str] = set()
    for screen in track.screens:
        if screen.id in seen:
            yield Mistake(file, f'screens.{screen.id}', 'deze id staat er twee keer; kies een ander.')
        seen.add(screen.id)
        for name in screen.questions:
            question = content.questions.get(name)
            if question is None:
                yield Mistake(file, f'screens.{screen.id}.questions', unknown(name, content.questions))
            elif question.track != track.id:
                remedy = f'vraag {name} hoort bij spoor {question.track}; zet haar daar op een scherm.'
                yield Mistake(file, f'screens.{screen.id}.questions', remedy)


def _unused(content: Content, question_file: Mapping[str, str]) -> Iterator[Mistake]:
    used = [name for track in content.tracks for screen in track.screens for name in screen.questions]
    for name, file in question_file.items():
        if name not in used:
            yield Mistake(file, 'id', f'vraag {name} staat op geen enkel scherm; noem haar in tracks/ bij een scherm.')
        elif used.count(name) > 1:
            yield Mistake(file, 'id', f'vraag {name} staat op meer dan één scherm; laat haar op één scherm staan.')


def _question_mistakes(content: Content, question: Question, file: str) -> Iterator[Mistake]:
    targets = {article.id for article in content.articles} | {annex.id for annex in content.annexes}
    for name in question.feeds:
        if name not in targets:
            yield Mistake(file, 'feeds', unknown(name, targets))
    for entry in question.fields:
        if mistake := path_mistake(entry):
            yield Mistake(file, 'fields', mistake)
