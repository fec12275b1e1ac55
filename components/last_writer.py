"""Who changed a live text last, quietly below it."""

import logging

from components.history_parts import author_name
from components.html import Words
from components.observer import Observer
from components.past import Past
from components.visit import Visit
from data.moments import LastChange
from data.rules.story import moment_text

_log = logging.getLogger(__name__)


class LastWriter(Observer):
    """One line that follows the text; empty while nobody is known."""

    def __init__(self, visit: Visit, text_id: str) -> None:
        super().__init__()
        self._visit, self._text_id = visit, text_id
        self.style('display:contents')
        with self:
            self._words = Words('p', '', 'wa-lastwriter')
        self._show()
        self.listen(visit.workspace.texts.text_changed, self._follow)

    def _follow(self, dossier_id: str, text_id: str) -> None:
        if (dossier_id, text_id) == (self._visit.dossier_id, self._text_id):
            self._show()

    def _show(self) -> None:
        latest = self._latest()
        text = f'Laatst gewijzigd door {author_name(latest.author)} op {moment_text(latest.at)}' if latest else ''
        if text != self._words.text:
            self._words.text = text
        self._words.set_visibility(bool(text))

    def _latest(self) -> LastChange | None:
        try:
            return Past(self._visit).latest(self._text_id)
        except OSError:  # that costs this line, not the page
            _log.exception('Who wrote "%s" of dossier %s last cannot be read', self._text_id, self._visit.dossier_id)
            return None
