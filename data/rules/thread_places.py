"""The places where people comment: what each is called, where it is on the pages, and which articles it feeds. Pure."""

from data.content_models import Content
from data.models import GOAL, WHOLE, Dossier, Thread
from data.rules.story_places import party_name, question_name, text_name
from data.rules.threads import is_place, text_at


def spot_name(place: str, dossier: Dossier, content: Content) -> str:
    """Name a place in a sentence: 'vraag A3 (Invloed per onderwerp)', 'artikel 8 (Kosten en financiering)'."""
    kind, *names = place.split(':')
    match kind, names:
        case 'question', [question_id]:
            return question_name(question_id, content)
        case 'article', [article_id]:
            article = next((each for each in content.articles if each.id == article_id), None)
            return f'artikel {article.number} ({article.title})' if article else 'een artikel dat weg is'
        case 'cell', [task_id, party_id]:
            task = next((each.name for each in dossier.matrix.tasks if each.id == task_id), 'een taak die weg is')
            return f'de rol van {party_name(party_id, dossier)} bij ‘{task}’'
        case 'text', _:
            return text_name(text_at(place), dossier, content)
    return 'het hele dossier'


def anchor_of(place: str) -> str:
    """Give the id that the comments at a place have on their page."""
    return 'reacties-' + place.replace(':', '-')


def thread_anchor(thread: Thread) -> str:
    """Give the id that a thread has on a page; those of a cell open with the cell."""
    return anchor_of(thread.place) if thread.place.startswith('cell:') else f'draad-{thread.id}'


def thread_link(thread: Thread, dossier: Dossier, content: Content) -> str:
    """Give the address below the dossier where a thread can be read and answered; if its place went, in the list."""
    if not is_place(thread.place, dossier, content):
        return f'#draad-{thread.id}'
    return f'{_page(thread.place, content)}#{thread_anchor(thread)}'


def place_link(place: str, content: Content) -> str:
    """Give the address below the dossier of the comments at a place."""
    return f'{_page(place, content)}#{anchor_of(place)}'


def sections_of(place: str, content: Content) -> tuple[str, ...]:
    """Give the ids of the articles that a place is about."""
    kind, _, rest = place.partition(':')
    match kind:
        case 'article':
            return (rest,)
        case 'question':
            question = content.questions.get(rest)
            return tuple(question.feeds) if question else ()
        case 'cell':
            return ('artikel-10',)
        case 'text':
            return ('artikel-2',) if rest == GOAL else ('artikel-6',)
    return ()


def _page(place: str, content: Content) -> str:
    kind, _, rest = place.partition(':')
    if place == WHOLE:
        return ''
    if kind != 'question':
        return {'article': '/overeenkomst', 'cell': '/rollen', 'text': '/doel'}.get(kind, '')
    for track in content.tracks:
        for screen in track.screens:
            if rest in screen.questions:
                return f'/spoor/{track.id}/{screen.id}'
    return ''
