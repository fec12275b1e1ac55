"""Texts that point at steps of the app, and templates of the agreement."""

from collections.abc import Iterator, Mapping

from data.content.mistakes import Mistake, unknown
from data.content_models import Content
from data.rules.template_checks import template_troubles

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
            yield from _step_mistake(paragraph.edit, places, article_file[article.id], f'paragraphs.{number}.edit')
    for number, paragraph in enumerate(content.opening.considerations, 1):
        yield from _step_mistake(paragraph.edit, places, 'opening.md', f'considerations.{number}.edit')
    for owner, field, remedy in template_troubles(content):
        yield Mistake(article_file.get(owner, 'annexes.yaml' if owner else 'opening.md'), field, remedy)


def _step_mistake(address: str, places: frozenset[str], file: str, field: str) -> Iterator[Mistake]:
    step = address.partition('#')[0]
    if step not in places:
        yield Mistake(file, field, unknown(step, places))
