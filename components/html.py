"""Plain HTML with words in it: headings, paragraphs, links, lists, icons, sanitised Markdown."""

from functools import cache, lru_cache
from pathlib import Path

import nh3
from markdown import Markdown
from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

_ICONS = Path(__file__).parent / 'icons'
_TAGS = {'p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'code', 'hr'}
_TAGS |= {'table', 'thead', 'tbody', 'tr', 'th', 'td'}


class Words(TextElement):
    """An element with text; the text is escaped by the browser."""

    def __init__(self, tag: str, text: str = '', classes: str = '') -> None:
        super().__init__(tag=tag, text=text)
        if classes:
            self.classes(classes)


class Icon(ui.html):
    """A drawing that says nothing on its own; screen readers skip it."""

    def __init__(self, name: str, classes: str = '') -> None:
        super().__init__(_svg(name), sanitize=False, tag='span')
        self.classes(f'wa-icon {classes}').props('aria-hidden=true')


class Prose(ui.html):
    """Markdown of our own content; what users type goes through ``data.exports.markdown``, which no text can stall."""

    def __init__(self, markdown: str, classes: str = '') -> None:
        super().__init__(render(markdown), sanitize=False)
        self.classes(f'wa-prose {classes}')

    def show(self, markdown: str) -> None:
        """Show another text."""
        self.content = render(markdown)


class Link(TextElement):
    """A link to another page of ours; ``address`` comes from ``Visit.link``."""

    def __init__(self, text: str, address: str, classes: str = 'wa-link') -> None:
        super().__init__(tag='a', text=text)
        self._props['href'] = address
        self.classes(classes)


@lru_cache(maxsize=500)
def render(markdown: str) -> str:
    """Give Markdown as clean HTML: no scripts, no styles, links to https and mailto only."""
    html = Markdown(extensions=['sane_lists', 'tables'], tab_length=2).convert(markdown)
    return nh3.clean(
        html, tags=_TAGS, attributes={'a': {'href'}}, attribute_filter=_only_plain, url_schemes={'https', 'mailto'}
    )


def _only_plain(_tag: str, _attribute: str, value: str) -> str | None:
    """Drop addresses that look like ours and lead elsewhere: ``//example.com``."""
    return None if value.strip().replace('\\', '/').startswith('//') else value


def icon_html(name: str) -> str:
    """Give an icon as HTML, for parts that are written as a whole."""
    return f'<span class="wa-icon" aria-hidden="true">{_svg(name)}</span>'


@cache
def _svg(name: str) -> str:
    """Give the drawing of an icon without its licence comment."""
    drawing = (_ICONS / f'{name}.svg').read_text()
    return drawing[drawing.index('<svg') :].replace('\n', ' ')
