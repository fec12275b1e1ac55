"""How wide words are and where lines break, without a browser: widths of a common sans-serif font."""

import re
import unicodedata

_NARROW = frozenset("iljtfrI.,;:'’‘|!()[]{} /\\-·")
_WIDE = frozenset('mwMW@%&—…€')
ELLIPSIS = '…'
BOLD = 1.1
"""how much wider bold letters are"""


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text in the unit of ``size``, on the safe side."""
    return size * sum(map(_character_width, text))


def wrapped(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text into lines that fit; a word that is too long is broken too, and what is left over becomes '…'.

    :param width: of a line, in the unit of ``size``
    :param most: number of lines, at least 1
    """
    lines: list[str] = []
    for word in _pieces(text, width, size):
        longer = f'{lines[-1]} {word}' if lines else ''
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + ELLIPSIS, size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + ELLIPSIS]
    return tuple(lines)


def printable(text: str) -> str:
    """Take out what no drawing can hold: control characters and marks that turn the reading direction."""
    return ''.join(' ' if unicodedata.category(letter) in ('Cc', 'Cf', 'Cs', 'Co', 'Cn') else letter for letter in text)


def _pieces(text: str, width: float, size: float) -> list[str]:
    pieces: list[str] = []
    for word in filter(None, re.split(r'[ \t\n]+', printable(text))):
        rest = word
        while text_width(rest, size) > width:
            cut = len(rest) - 1
            while cut > 1 and text_width(rest[:cut] + '-', size) > width:
                cut -= 1
            pieces.append(rest[:cut] + '-')
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def _character_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in 'WF':
        return 1.3
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 1
    return 0.76 if letter.isupper() or not letter.isascii() else 0.62
