"""The files of the demo dossier; ``data.demo`` fills in the dates and makes a dossier of them."""

from dataclasses import replace
from datetime import date

from pydantic import ValidationError

from data.content.files import UnreadableError, read_text
from data.content.mistakes import Mistake, unknown
from data.content.reader import Reader, form_mistakes
from data.content_models import Content, Demo
from data.demo import demo_dossier
from data.models import GOAL, Dossier, answer_of, contribution_of, notebook_of
from data.rules.threads import is_place

FILES = ('neighbourhood', 'parties', 'organisation', 'roles', 'answers', 'comments')
ANY_DAY = date(2026, 11, 23)
"""the demo is checked as it would be on this day; it has the same form on any other"""


def read_demo(reader: Reader) -> Demo | None:
    """Read the demo dossier and its texts; None if a file holds a mistake."""
    tree: dict[str, object] = {}
    for name in FILES:
        part = reader.tree(f'demo/{name}.yaml')
        if not isinstance(part, dict):
            if part is not None:
                reader.mistakes.append(Mistake(f'demo/{name}.yaml', '', 'moet uit regels ‘naam: waarde’ bestaan.'))
            return None
        tree |= part
    apart = {name: tree.pop(name) for name in ('matrix', 'consents') if name in tree}
    return reader.built('demo/', {**apart, 'dossier': tree, 'texts': _texts(reader)}, Demo)


def demo_mistakes(content: Content, reader: Reader) -> list[Mistake]:
    """Make the demo once to see whether it is a dossier, and whether its texts have a place."""
    try:
        dossier, texts = demo_dossier('demo', content, ANY_DAY)
    except ValidationError as error:
        mistakes = form_mistakes('demo/', error, Dossier, content.demo.dossier)
        return [replace(mistake, file=_file_with(reader, mistake.field)) for mistake in mistakes]
    except (ValueError, OverflowError) as error:
        return [Mistake('demo/', '', str(error))]
    places = {GOAL, *map(answer_of, content.questions)}
    places |= {make(party.id) for party in dossier.parties for make in (contribution_of, notebook_of)}
    strangers = [name for name in texts if name not in places]
    nowhere = [thread for thread in dossier.threads if not is_place(thread.place, dossier, content)]
    return [
        *(Mistake(f'demo/texts/{_file_name(name)}', '', unknown(name, places)) for name in strangers),
        *(
            Mistake('demo/comments.yaml', f'threads.{thread.id}.place', f'‘{thread.place}’ bestaat niet.')
            for thread in nowhere
        ),
    ]


def _texts(reader: Reader) -> dict[str, str]:
    texts = {}
    for path in sorted((reader.folder / 'demo' / 'texts').glob('*.md')):
        try:
            texts[path.stem.replace('-', ':', 1)] = read_text(path, f'demo/texts/{path.name}').strip()
        except UnreadableError as error:
            reader.mistakes.append(error.mistake)
    return texts


def _file_with(reader: Reader, field: str) -> str:
    """Give the file that a field of the dossier stands in."""
    names = (f'demo/{name}.yaml' for name in FILES)
    return next((name for name in names if field.partition('.')[0] in reader.tree(name)), 'demo/')


def _file_name(text_id: str) -> str:
    return f'{text_id.replace(":", "-", 1)}.md'
