"""Open points that block an article, though people talk about them elsewhere: at a question, a text or a role."""

from html import escape

from components.following import LiveHtml
from components.html import icon_html
from components.visit import Visit
from data.models import Dossier, Thread, article_place
from data.rules.thread_places import sections_of, spot_name, thread_link
from data.rules.threads import blocking, short


class BlockingElsewhere(LiveHtml):
    """One line per point, with the way to it; nothing while there is none."""

    def __init__(self, visit: Visit, article_id: str) -> None:
        super().__init__(visit, lambda dossier: _lines(visit, dossier, article_id), classes='wa-noprint')


def blocking_counts(visit: Visit, dossier: Dossier) -> dict[str, int]:
    """Give by article how many open points block it."""
    counts: dict[str, int] = {}
    for thread in blocking(visit.threads(dossier)):
        for section_id in sections_of(thread.place, visit.content):
            counts[section_id] = counts.get(section_id, 0) + 1
    return counts


def _lines(visit: Visit, dossier: Dossier, article_id: str) -> str:
    """Write the points as HTML; names and words come from users and are escaped."""
    return ''.join(
        _line(visit, dossier, thread)
        for thread in blocking(visit.threads(dossier))
        if thread.place != article_place(article_id) and article_id in sections_of(thread.place, visit.content)
    )


def _line(visit: Visit, dossier: Dossier, thread: Thread) -> str:
    address = escape(visit.link(thread_link(thread, dossier, visit.content)))
    return (
        f'<p class="wa-talk__elsewhere">{icon_html("circle-x")}<span>Blokkeert definitief: '
        f'<a href="{address}">{escape(short(thread.words))}</a> '
        f'({escape(spot_name(thread.place, dossier, visit.content))})</span></p>'
    )
