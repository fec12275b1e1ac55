"""Two texts as one, with what came and what went; marked by line, colour and hidden words."""

from collections.abc import Sequence
from html import escape

from components.theme import party_colour
from data.authorship import Author
from data.models import Dossier
from data.rules.text_diff import Difference
from data.stretches import Stretch


def redline_html(found: Sequence[Difference]) -> str:
    """Write differences with ``ins`` and ``del``."""
    parts = []
    for each in found:
        if each.is_same:
            parts.append(escape(each.after))
            continue
        if each.before:
            parts.append(f'<del>{_hidden("weggehaald: ")}{escape(each.before)}{_hidden(" einde")}</del>')
        if each.after:
            parts.append(f'<ins>{_hidden("toegevoegd: ")}{escape(each.after)}{_hidden(" einde")}</ins>')
    return f'<div class="wa-redline">{"".join(parts)}</div>'


def origin_html(parts: Sequence[Stretch], dossier: Dossier) -> str:
    """Write a text with the name of the author before each stretch."""
    return f'<div class="wa-redline">{"".join(_stretch(each, dossier) for each in _readable(parts))}</div>'


def shares(parts: Sequence[Stretch]) -> list[tuple[Author | None, int]]:
    """Give how many words each author has in a text, most first."""
    counts: dict[Author | None, int] = {}
    for each in parts:
        counts[each.author] = counts.get(each.author, 0) + len(each.text.split())
    return sorted(counts.items(), key=lambda share: -share[1])


def _readable(parts: Sequence[Stretch]) -> list[Stretch]:
    """Put blank stretches with the one before, so that names stand at words only."""
    joined: list[Stretch] = []
    for each in parts:
        if joined and (not each.text.strip() or joined[-1].author == each.author):
            joined[-1] = Stretch(joined[-1].text + each.text, joined[-1].author)
        else:
            joined.append(each)
    return joined


def _stretch(each: Stretch, dossier: Dossier) -> str:
    author = each.author
    name = (f'{author.name} via {author.via}' if author.via else author.name) if author else 'stond er al'
    colour = party_colour(dossier, author.party_id if author else '')
    start = len(each.text) - len(each.text.lstrip())
    return (
        f'{escape(each.text[:start])}<span class="wa-stretch" style="--wa-party-colour:{colour}">'
        f'<span class="wa-stretch__who">{escape(name)}{_hidden(": ")}</span>{escape(each.text[start:])}</span>'
    )


def _hidden(words: str) -> str:
    return f'<span class="wa-visually-hidden">{words}</span>'
