"""The one parse of Markdown: what is shown on the screen and what is exported both come from here.

CommonMark with tables and strikethrough, the grammar of the editor. The parser takes time in proportion to the text,
also for hostile texts; the result is cleaned on the server and holds no scripts, styles, images or doubtful links.
"""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from data.rules.templates import clean, visible

_DEEPEST = 6
_TAGS = {'p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 's', 'a', 'blockquote', 'code', 'pre', 'hr'}
_TAGS |= {'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'}
_ATTRIBUTES = {'a': {'href'}, 'ol': {'start'}}
_SCHEMES = {'https', 'mailto'}

_PARSER = MarkdownIt('commonmark', {'html': False}).enable(['table', 'strikethrough']).disable('image')


def to_html(markdown: str, level: int = 3) -> str:
    """Give what parties typed as clean HTML.

    :param level: the level of its first heading; those below it follow without a gap, so that no level is skipped
    """
    return own_html(clean(markdown), level)


@lru_cache(maxsize=1000)
def own_html(markdown: str, level: int = 3) -> str:
    """Give our own words as clean HTML; the marks of gaps stay, what parties typed in it was cleaned before.

    :param level: the level of its first heading
    """
    tokens = _PARSER.parse(markdown)
    _set_levels(tokens, level)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_only_full_links, url_schemes=_SCHEMES
    )
    return cleaned.strip()


def inline(html: str) -> str:
    """Give what is in a paragraph if the HTML is just one, for a list item; else the HTML as it is."""
    if html.startswith('<p>') and html.endswith('</p>') and html.count('<p>') == 1:
        return html.removeprefix('<p>').removesuffix('</p>')
    return html


def _set_levels(tokens: list[Token], level: int) -> None:
    """Give headings levels from ``level`` on: the first gets it, none is more than one below the one before.

    A heading without a visible letter becomes a paragraph: it would be a place to go to without a name.
    """
    open_levels: list[int] = []
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != 'heading_open':
            continue
        tag = 'p'
        if _is_visible(words):
            own = int(opening.tag[1:])
            while open_levels and open_levels[-1] >= own:
                open_levels.pop()
            open_levels.append(own)
            tag = f'h{min(level + len(open_levels) - 1, _DEEPEST)}'
        opening.tag = closing.tag = tag


def _is_visible(inline: Token) -> bool:
    words = ''.join(child.content for child in inline.children or () if child.type in ('text', 'code_inline'))
    return visible(words)


def _only_full_links(tag: str, attribute: str, value: str) -> str | None:
    """Keep the address of a link only if it says where it leads; one without a scheme would lead to our own pages."""
    if (tag, attribute) == ('a', 'href'):
        return value if value.lower().startswith(('https://', 'mailto:')) else None
    return value
