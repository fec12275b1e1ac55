"""Ids that are used twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from data.content.mistakes import Mistake
from data.content_models import Content


def duplicates(files: Mapping[tuple[type[BaseModel], str], list[str]]) -> Iterator[Mistake]:
    """Find ids that two files, or two items of one list, claim.

    :param files: (model, id) -> files that claim it
    """
    for (_, name), where in files.items():
        if len(where) > 1:
            first, second = where[0], where[-1]
            also = f' (ook in {first})' if first != second else ''
            yield Mistake(second, 'id', f'‘{name}’ is al in gebruik{also}; kies een ander.')


def inner_duplicates(content: Content, question_file: Mapping[str, str]) -> Iterator[Mistake]:
    """Find ids that are used twice inside one file.

    :param question_file: question id -> its file
    """
    for question in content.questions.values():
        for field in ('choices', 'checks', 'ladder', 'columns'):
            yield from _twice(question_file[question.id], field, _ids(getattr(question, field)))
    yield from _twice('tasks.yaml', 'id', _ids([*content.tasks.tasks, *content.tasks.extra]))
    for file, field, parts in (
        ('tasks.yaml', 'roles', content.tasks.roles),
        ('tasks.yaml', 'templates', content.tasks.templates),
        ('forms.yaml', 'forms', content.forms.forms),
        ('forms.yaml', 'questions', content.forms.questions),
        ('forms.yaml', 'governance', content.forms.governance),
        ('forms.yaml', 'rules', content.forms.rules),
        ('bodies.yaml', 'project', content.bodies.project),
        ('bodies.yaml', 'party', content.bodies.party),
        ('legislation.yaml', 'laws', content.legislation.laws),
        ('defaults.yaml', 'principles', content.defaults.principles),
        ('node.md', 'tips', content.node.tips),
        ('node.md', 'related', content.node.related),
    ):
        yield from _twice(file, field, _ids(parts))
    spellings = [{spelling.casefold() for spelling in (term.term, *term.also)} for term in content.glossary]
    yield from _twice('glossary.yaml', 'term of also', [spelling for term in spellings for spelling in term])
    yield from _twice('articles/', 'number', [str(article.number) for article in content.articles])
    yield from _twice('annexes.yaml', 'number', [str(annex.number) for annex in content.annexes])
    yield from _twice('articles/', 'id', _ids([*content.articles, *content.annexes]))


def _ids(parts: Iterable[BaseModel]) -> list[str]:
    return [str(getattr(part, 'id')) for part in parts]  # noqa: B009 - the parts have no common model with an id


def _twice(file: str, field: str, names: Iterable[str]) -> Iterator[Mistake]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Mistake(file, field, f'‘{name}’ is al in gebruik; kies een ander.')
