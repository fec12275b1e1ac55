"""The past of one live text: who wrote what, how it was at two moments, and putting it back."""

import logging

from nicegui import ui

from components.history_parts import NativeSelect, Option, author_name, readable_texts
from components.history_redline import origin_html, redline_html, shares
from components.html import Icon, Words
from components.observer import Observer
from components.past import Past
from components.theme import party_colour
from components.visit import Visit
from data.errors import Unreadable
from data.models import UNREAD_WORDS
from data.moments import Moment
from data.rules.story import moment_text
from data.rules.text_diff import count_words, differences

_log = logging.getLogger(__name__)
NOW = '0'
"""value of the choice for the text as it is now"""


class TextPast(Observer):
    """Choose a text and see its past."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._texts = readable_texts(visit)
        self._panel: TextPanel | None = None
        self._shown = ''
        self.classes('wa-stack')
        with self:
            self._chooser = ui.element('div')
            self._nothing = Words('p', 'Er is nog geen tekst geschreven.', 'wa-empty')
            self._space = ui.element('div')
        self._nothing.set_visibility(not self._texts)
        if self._texts:
            self.show(self._texts[0][0], 0)
        self.listen(visit.workspace.history.grown(visit.dossier_id), self._follow)

    def show(self, text_id: str, number: int) -> None:
        """Show a text, and what changed at a moment of it (0: since its last moment but one)."""
        if text_id not in dict(self._texts) or not self._visit.may_read(text_id):
            return
        self._chooser.clear()
        with self._chooser:
            NativeSelect('Welke tekst?', self._texts, text_id, lambda value: self._choose(value, 0))
        self._choose(text_id, number)

    def _choose(self, text_id: str, number: int) -> None:
        """Show another text; the choice itself stays, for whoever walks through it with the arrow keys."""
        if not self._visit.may_read(text_id):
            return
        self._shown = text_id
        self._panel = None
        self._space.clear()
        with self._space:
            try:
                self._panel = TextPanel(self._visit, text_id, number)
            except OSError:  # the past of the other texts can be read
                _log.exception('The past of "%s" of dossier %s cannot be read', text_id, self._visit.dossier_id)
                self._space.clear()
                Words('p', UNREAD_WORDS)

    def _follow(self, _dossier_id: str) -> None:
        if not self._texts and (texts := readable_texts(self._visit)):
            self._texts = texts
            self._nothing.set_visibility(False)
            self.show(texts[0][0], 0)
        elif self._panel and not self._visit.may_read(self._shown):
            self._begin_anew()
        elif self._panel:
            self._panel.follow()

    def _begin_anew(self) -> None:
        """Take a text off the page that became a draft of another party."""
        self._panel = None
        self._space.clear()
        self._chooser.clear()
        self._texts = readable_texts(self._visit)
        self._nothing.set_visibility(not self._texts)
        if self._texts:
            self.show(self._texts[0][0], 0)


class TextPanel(ui.element):
    """One text.

    :param number: the moment whose change is shown first; 0 is the latest
    """

    def __init__(self, visit: Visit, text_id: str, number: int) -> None:
        super().__init__()
        self._visit, self._text_id = visit, text_id
        self._moments = {str(moment.number): moment for moment in self._read()}
        chosen = number or max(map(int, self._moments), default=0)
        self._to = str(chosen) if number else NOW
        self._from = str(chosen - 1) if str(chosen - 1) in self._moments else ('' if chosen else NOW)
        self.classes('wa-stack')
        with self:
            with ui.element('section').classes('wa-card'):
                Words('h3', 'Wie schreef wat?')
                self._shares = ui.element('ul').classes('wa-people')
                self._origin = ui.html('', sanitize=False)
            with ui.element('section').classes('wa-card wa-stack'):
                Words('h3', 'Vergelijk twee momenten')
                self._build_compare()
        self._show_origin()
        self._show_difference()

    def follow(self) -> None:
        """Take new moments in and show the text as it is now."""
        last = Past(self._visit).newest(self._text_id)
        if last is None or str(last.number) in self._moments:
            return
        fresh = [moment for moment in self._read() if str(moment.number) not in self._moments]
        for moment in fresh:
            self._moments[str(moment.number)] = moment
            for select in (self._from_select, self._to_select):
                select.grow([self._option(moment)])
        if fresh:
            self._show_origin()
            self._show_difference()

    def _read(self) -> list[Moment]:
        return Past(self._visit).moments(self._text_id)

    def _build_compare(self) -> None:
        moments = [self._option(moment) for moment in self._moments.values()]
        with ui.element('div').classes('wa-fields'):
            first = [('', 'Leeg, voor het begin'), *moments, (NOW, 'Nu')]
            self._from_select = NativeSelect('Van', first, self._from, self._choose_from)
            self._to_select = NativeSelect('Naar', [*moments, (NOW, 'Nu')], self._to, self._choose_to)
        self._words = Words('p', '', 'wa-small wa-subtle').props('role=status')
        self._redline = ui.html('', sanitize=False)
        with ui.element('button').classes('wa-button wa-button--second').props('type=button') as self._button:
            Icon('undo-2')
            self._restore_words = Words('span', '')
        self._button.on('click', self._restore)

    def _choose_from(self, value: str) -> None:
        self._from = value
        self._show_difference()

    def _choose_to(self, value: str) -> None:
        self._to = value
        self._show_difference()

    def _show_origin(self) -> None:
        try:
            parts = Past(self._visit).stretches(self._text_id)
        except Unreadable:
            self._shares.clear()
            self._origin.content = f'<p>{UNREAD_WORDS}</p>'
            return
        self._origin.content = origin_html(parts, self._visit.dossier) if parts else '<p>Deze tekst is nu leeg.</p>'
        self._shares.clear()
        with self._shares:
            for author, count in shares(parts):
                name = author_name(author) if author else 'Stond er al'
                colour = party_colour(self._visit.dossier, author.party_id if author else '')
                with ui.element('li').style(f'--wa-party-colour:{colour}'):
                    Words('span', name, 'wa-party')
                    Words('span', '1 woord' if count == 1 else f'{count} woorden', 'wa-subtle')

    def _show_difference(self) -> None:
        if not (self._may_read(self._from) and self._may_read(self._to)):
            self._show_nothing('Dit moment van de tekst kunt u niet meer lezen.')
            return
        old, new = self._at(self._from), self._at(self._to)
        if old is None or new is None:
            self._show_nothing(UNREAD_WORDS)
            return
        found = differences(old, new)
        came, went = count_words(found)
        self._words.text = (
            f'{_words(came)} erbij, {_words(went)} weg.' if came or went else 'Deze twee momenten zijn gelijk.'
        )
        self._redline.content = redline_html(found) if found else '<p>Er stond niets.</p>'
        moment = self._moments.get(self._from)
        may = self._visit.visitor(self._text_id).may_write
        now = self._at(NOW)
        differs = moment is not None and now is not None and moment.text != now
        self._button.set_visibility(may and differs)
        if moment:
            self._restore_words.text = f'Zet de tekst terug van {moment_text(moment.at)}'

    def _show_nothing(self, why: str) -> None:
        self._words.text, self._redline.content = why, ''
        self._button.set_visibility(False)

    def _restore(self) -> None:
        moment = self._moments.get(self._from)
        if moment and self._visit.restore_text(self._text_id, moment.number):
            self._to = NOW
            ui.notify('Teruggezet. Wat er stond, blijft in de geschiedenis.', position='top')
            self._show_origin()
            self._show_difference()
            self._from_select.focus()

    def _at(self, value: str) -> str | None:
        """Give the text at a moment; None for the text as it is now while that cannot be read."""
        if value == NOW:
            try:
                return self._visit.text(self._text_id)
            except Unreadable:
                return None
        moment = self._moments.get(value)
        return moment.text if moment and self._may_read(value) else ''

    def _may_read(self, value: str) -> bool:
        """Whether the member may read a text now as it was then; the role may be another one than when it was read."""
        if value in self._moments:
            return self._visit.may_read_moment(self._text_id, self._moments[value].number)
        return self._visit.may_read(self._text_id)

    def _option(self, moment: Moment) -> Option:
        who = ', '.join(author_name(author) for author in moment.authors) or 'stond er al'
        return str(moment.number), f'{moment_text(moment.at)} – {who}'


def _words(count: int) -> str:
    return '1 woord' if count == 1 else f'{count} woorden'
