"""Texts that point at steps of the app, and templates of the agreement."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError

from data.content.mistakes import Mistake, unknown
from data.content_models import Content, Paragraph

STEPS = frozenset(
    {
        '/',
        '/start',
        '/doel',
        '/rollen',
        '/besluiten',
        '/overleg',
        '/taal',
        '/overeenkomst',
        '/geschiedenis',
    }
)
"""Addresses below a dossier that are not screens of a wizard."""

_TEMPLATES = Environment(autoescape=True)


def text_mistakes(content: Content, article_file: Mapping[str, str], case_file: Mapping[str, str]) -> Iterator[Mistake]:
    """Check where texts lead to, and the form of all templates.

    :param article_file: article id -> its file
    :param case_file: case id -> its file
    """
    screens = {f'{track.id}/{screen.id}' for track in content.tracks for screen in track.screens}
    steps = STEPS | {f'/spoor/{track.id}' for track in content.tracks} | {f'/spoor/{screen}' for screen in screens}
    places = steps | {f'@{question}' for question in content.questions}
    for tip in content.node.tips:
        yield from _step_mistake(tip.step, steps, 'node.md', f'tips.{tip.id}.step')
    for case in content.cases:
        for place in case.shows_at:
            yield from _step_mistake(place, steps | screens, case_file[case.id], 'shows_at')
    for annex in content.annexes:
        yield from _step_mistake(annex.edit, places, 'annexes.yaml', f'{annex.id}.edit')
    for article in content.articles:
        for number, paragraph in enumerate(article.paragraphs, 1):
            yield from _paragraph_mistakes(paragraph, places, article_file[article.id], f'paragraphs.{number}')
    for number, paragraph in enumerate(content.opening.considerations, 1):
        yield from _paragraph_mistakes(paragraph, places, 'opening.md', f'considerations.{number}')


def _paragraph_mistakes(paragraph: Paragraph, places: frozenset[str], file: str, field: str) -> Iterator[Mistake]:
    yield from _step_mistake(paragraph.edit, places, file, f'{field}.edit')
    for name, template in (
        ('text', paragraph.text),
        ('lead', paragraph.lead),
        ('when', f'{{% if {paragraph.when} %}}{{% endif %}}' if paragraph.when else ''),
    ):
        try:
            _TEMPLATES.parse(template)
        except TemplateSyntaxError as error:
            yield Mistake(file, f'{field}.{name}', f'is geen goed sjabloon ({error}); kijk naar de accolades.')


def _step_mistake(address: str, places: frozenset[str], file: str, field: str) -> Iterator[Mistake]:
    step = address.partition('#')[0]
    if step not in places:
        yield Mistake(file, field, unknown(step, places))
