"""Whether the parts of ``content/`` fit together; every mistake is found, not just the first."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from data.content.check_lists import list_mistakes
from data.content.check_texts import text_mistakes
from data.content.check_wizard import wizard_mistakes
from data.content.duplicates import inner_duplicates
from data.content.mistakes import Mistake
from data.content_models import Article, Case, Content, Question, Track


def all_checks(content: Content, files: Mapping[tuple[type[BaseModel], str], list[str]]) -> Iterator[Mistake]:
    """Check all references within the content.

    :param files: (model, id) -> files it was read from
    """

    def file_of(model: type[BaseModel]) -> dict[str, str]:
        return {name: where[0] for (kind, name), where in files.items() if kind is model}

    yield from inner_duplicates(content, file_of(Question))
    yield from wizard_mistakes(content, file_of(Question), file_of(Track))
    yield from text_mistakes(content, file_of(Article), file_of(Case))
    yield from list_mistakes(content)
