"""Check of the agreement's templates: every fact that they name exists."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from data.content_models import Content, Paragraph, Question
from data.models import Party
from data.rules.agreement import ANNEXES
from data.rules.fact_names import FactError, element_type, fact_paths, is_live_text

Trouble = tuple[str, str, str]
"""id of the article or annex ('' for the opening), name of the field, and in Dutch what is wrong"""


def template_troubles(content: Content) -> Iterator[Trouble]:
    """Find every template that cannot be filled in from the facts."""
    opening = content.opening
    for field in ('title', 'concept_mark', 'advisers'):
        yield from _trouble('', field, partial(_named, content), getattr(opening, field))
    for field in ('party', 'signing'):
        yield from _trouble('', field, partial(_named, content, item=Party), getattr(opening, field))
    yield from _trouble('', 'answer', partial(_named, content, item=Question), opening.answer)
    warning = partial(_named, content, item=Mapping[str, str])
    yield from _trouble('', 'dropped_warning', warning, opening.dropped_warning)
    yield from _paragraphs(content, '', 'considerations', opening.considerations)
    for article in content.articles:
        yield from _paragraphs(content, article.id, 'paragraphs', article.paragraphs)
    for annex in content.annexes:
        if annex.id not in ANNEXES:
            yield annex.id, 'id', f'‘{annex.id}’ kan niet worden gemaakt; kies uit: {", ".join(ANNEXES)}.'


def _paragraphs(content: Content, owner: str, field: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Trouble]:
    for number, paragraph in enumerate(paragraphs, 1):
        item = _item(paragraph)
        checks: Mapping[str, Callable[[str], object]] = {
            'each': partial(_is_list, content),
            'text': partial(_named, content, item=item),
            'lead': partial(_named, content),
            'when': partial(_condition, content),
            'block': partial(_is_text, content, item=item),
        }
        for name, check in checks.items():
            if value := getattr(paragraph, name):
                yield from _trouble(owner, f'{field}.{number}.{name}', check, value)


def _trouble(owner: str, field: str, check: Callable[[str], object], value: str) -> Iterator[Trouble]:
    try:
        check(value)
    except FactError as error:
        yield owner, field, str(error)


def _item(paragraph: Paragraph) -> Any:
    """Give the type of ``item``; of a list that does not exist nothing is known."""
    try:
        return element_type(paragraph.each) if paragraph.each else None
    except FactError:
        return None


def _named(content: Content, template: str, item: Any = None) -> None:
    for path in fact_paths(template, item):
        first, _, rest = path.partition('.')
        question = rest.partition('.')[0]
        if first == 'answers' and question not in content.questions:
            raise FactError(f'‘{path}’ bestaat niet; kies een vraag uit: {", ".join(content.questions)}.')


def _is_list(content: Content, expression: str) -> None:
    _named(content, f'{{{{ {expression} }}}}')
    element_type(expression)


def _condition(content: Content, expression: str) -> None:
    _named(content, f'{{% if {expression} %}}{{% endif %}}')


def _is_text(content: Content, expression: str, item: Any) -> None:
    _named(content, f'{{{{ {expression} }}}}', item)
    if not is_live_text(expression, item):
        raise FactError(f'‘{expression}’ is geen tekst die partijen samen schrijven.')
