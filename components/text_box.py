"""A live text of a dossier with its label, its own address and the rights of whoever looks at it."""

from urllib.parse import urlencode

from nicegui import ui

from components.html import Icon, Words
from components.last_writer import LastWriter
from components.live_text import LiveText
from components.observer import Observer
from components.openness import OpennessBar
from components.visit import Visit
from data.errors import Unreadable
from data.models import UNREAD_WORDS, Dossier
from data.rules.sensitivity import is_notebook


class TextBox(Observer):
    """The co-editor of one live text; whoever may not read it sees that it is there, and nothing of it.

    :param label: accessible name of the editor, and its visible heading
    """

    def __init__(
        self, visit: Visit, text_id: str, label: str, *, help: str = '', placeholder: str = '', min_lines: int = 3
    ) -> None:
        super().__init__()
        self._visit, self._text_id, self._label = visit, text_id, label
        self._placeholder, self._min_lines = placeholder, min_lines
        self.classes('wa-field').props['id'] = f'tekst-{text_id.replace(":", "-")}'
        self._readable = visit.may_read(text_id)
        with self:
            ui.label(label).classes('wa-field__label').props('aria-hidden=true')
            if help:
                ui.label(help).classes('wa-field__help')
            self._space = ui.element()
            if not is_notebook(text_id):
                OpennessBar(visit, text_id, label)
        self._build()
        self.listen(visit.changed, self._follow)

    def _follow(self, _dossier: Dossier) -> None:
        """Take the text off the page, or show it, when its party decides so; an editor somebody types in stays."""
        readable = self._visit.may_read(self._text_id)
        if readable != self._readable:
            self._readable = readable
            self._space.clear()
            self._build()

    def _build(self) -> None:
        with self._space:
            if not self._readable:
                _instead('lock', 'Deze tekst is nog niet gedeeld. U ziet hem hier zodra dat wel zo is.')
                return
            try:
                epoch = self._visit.workspace.texts.epoch(self._visit.dossier_id, self._text_id)
            except Unreadable:  # an empty editor would look as if nobody had written it
                _instead('triangle-alert', UNREAD_WORDS)
            else:
                self._editor(epoch)

    def _editor(self, epoch: int) -> None:
        visit, text_id = self._visit, self._text_id
        visitor = visit.visitor(text_id)
        LiveText(
            visit.dossier_id,
            text_id,
            self._label,
            visitor=visitor,
            epoch=epoch,
            may_write=visitor.may_write,
            query=urlencode({'als': visit.member.id, 'partij': visit.member.party_id}),
            placeholder=self._placeholder,
            min_lines=self._min_lines,
        )
        LastWriter(visit, text_id)


def _instead(icon: str, words: str) -> None:
    """Say why there is no editor."""
    with ui.element('p').classes('wa-note'):
        Icon(icon)
        Words('span', words)
