"""All of ``content/`` in one call."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from data.content.checks import all_checks
from data.content.demo import demo_mistakes, read_demo
from data.content.duplicates import duplicates
from data.content.mistakes import ContentError
from data.content.reader import Reader
from data.content_models import (
    Annex,
    Article,
    BodyLibrary,
    Case,
    Content,
    DecisionType,
    Defaults,
    EscalationTemplate,
    FormGuide,
    GlossaryTerm,
    Legislation,
    MandateLevelInfo,
    MethodInfo,
    Node,
    Opening,
    PartyTypeInfo,
    Question,
    Rung,
    TaskLibrary,
    Track,
)

T = TypeVar('T', bound=BaseModel)

NODE_HEADINGS = {'Doel': 'goal', 'Aanpak': 'approach', 'Gevoelig': 'sensitivity', 'Bron': 'source'}
QUESTION_HEADINGS = {'Waarom': 'why', 'Uitleg': 'help', 'Tip': 'tip', 'Voorbeeld': 'example'}


def load_content(folder: Path) -> Content:
    """Read all files below ``folder`` and check that they fit together.

    First the form of every file is judged; only when that is right, what refers to what.

    :raises ContentError: with every mistake that was found
    """
    reader = Reader(folder)
    fields = _read(reader)
    mistakes = [*reader.mistakes, *duplicates(reader.files)]
    if mistakes:
        raise ContentError(mistakes)
    content = Content.model_construct(**fields)  # every part was validated when it was read
    mistakes = [*all_checks(content, reader.files)] or demo_mistakes(content, reader)
    if mistakes:
        raise ContentError(mistakes)
    return content


def _read(reader: Reader) -> dict[str, Any]:
    return {
        'node': reader.one('node.md', Node, NODE_HEADINGS),
        'tracks': reader.folder_of('tracks', Track, {'': 'lens'}),
        'questions': by_id(reader.folder_of('questions', Question, QUESTION_HEADINGS)),
        'cases': reader.folder_of('cases', Case, {'': 'text'}),
        'opening': reader.one('opening.md', Opening, {}),
        'articles': reader.folder_of('articles', Article, {'': 'tip'}),
        'annexes': reader.many('annexes.yaml', Annex),
        'forms': reader.one('forms.yaml', FormGuide),
        'tasks': reader.one('tasks.yaml', TaskLibrary),
        'party_types': by_id(reader.many('party_types.yaml', PartyTypeInfo)),
        'bodies': reader.one('bodies.yaml', BodyLibrary),
        'methods': by_id(reader.many('methods.yaml', MethodInfo)),
        'mandate_levels': by_id(reader.many('mandate_levels.yaml', MandateLevelInfo)),
        'decision_types': reader.many('decision_types.yaml', DecisionType),
        'escalation': reader.many('escalation.yaml', EscalationTemplate),
        'participation': reader.many('participation.yaml', Rung),
        'glossary': reader.many('glossary.yaml', GlossaryTerm),
        'legislation': reader.one('legislation.yaml', Legislation),
        'defaults': reader.one('defaults.yaml', Defaults),
        'demo': read_demo(reader),
    }


def by_id(parts: Iterable[T]) -> dict[str, T]:
    """Index parts by their id, in their order."""
    return {part.id: part for part in parts}  # type: ignore[attr-defined]
