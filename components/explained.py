"""A text in which words of the shared language are explained where they first appear."""

from collections.abc import Sequence
from html import escape
from itertools import count

from nicegui import ui

from components.html import render
from components.visit import Visit
from data.rules.language import Word, find_terms, words_of

_OPEN, _CLOSE = '\ue000', '\ue001'
_numbers = count(1)


class Explained(ui.html):
    """Markdown with a button on the first appearance of each term; the button opens what the word means.

    Buttons and popovers are the browser's own: they work by keyboard and touch, and Escape closes them.
    """

    def __init__(self, visit: Visit, markdown: str, classes: str = '') -> None:
        self._words = words_of(visit.content.glossary, visit.dossier.terms)
        self._prefix = f'begrip-{next(_numbers)}'
        super().__init__(explained_html(markdown, self._words, self._prefix), sanitize=False)
        self.classes(f'wa-prose {classes}')

    def show(self, markdown: str) -> None:
        """Show another text."""
        self.content = explained_html(markdown, self._words, self._prefix)


def explained_html(markdown: str, words: Sequence[Word], prefix: str) -> str:
    """Give Markdown as clean HTML with explanations.

    :param prefix: begins the ids of the popovers; has to be unique on the page
    """
    text = markdown.replace(_OPEN, '').replace(_CLOSE, '')
    found = find_terms(text, words)
    for place in reversed(found):
        text = f'{text[: place.start]}{_OPEN}{text[place.start : place.end]}{_CLOSE}{text[place.end :]}'
    parts = render(text).split(_OPEN)
    by_id = {word.id: word for word in words}
    html, popovers = [parts[0]], []
    for number, (place, part) in enumerate(zip(found, parts[1:], strict=True)):
        anchor = f'{prefix}-{number}'
        html.append(
            _button(anchor) + part.replace(_CLOSE, '<span class="wa-visually-hidden"> (uitleg)</span></button>', 1)
        )
        popovers.append(_popover(anchor, by_id[place.term_id]))
    return ''.join([*html, *popovers])


def _button(anchor: str) -> str:
    return f'<button type="button" class="wa-term" popovertarget="{anchor}" style="anchor-name:--{anchor}">'


def _popover(anchor: str, word: Word) -> str:
    note = f'<span class="wa-term__note">{escape(word.note)}</span>' if word.note else ''
    return (
        f'<div popover id="{anchor}" class="wa-term__box" role="note" style="position-anchor:--{anchor}">'
        f'<strong>{escape(word.term)}</strong><span>{escape(word.meaning)}</span>{note}</div>'
    )
