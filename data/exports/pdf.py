"""The agreement as an accessible PDF that lasts: PDF/UA-1 and PDF/A-2a, made by typst with our own template."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from data.exports.html import shortened
from data.exports.pandoc import ConversionError, convert
from data.exports.pandoc_html import MARK_CLOSES, MARK_OPENS, PandocWriter, in_words, mark
from data.rules.document import Agreement, Figure

TEMPLATES = Path(__file__).parent / 'templates'
STANDARDS = ['ua-1', 'a-2a']
ROUNDS = 8
"""how often characters without a glyph are replaced before all but Latin letters are"""
_LONGEST = 70
"""characters of title and mark in the head of a page"""
_LAST_ASCII, _LAST_LATIN = 0x7F, 0x17F
_UNSHOWN = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)*)"`')
_ESCAPE = re.compile(r'\\u\{([0-9a-f]+)\}|\\(.)')
_MARK = re.compile(f'{MARK_OPENS}([a-z0-9-]+){MARK_CLOSES}')
_LONG, _PIECES = re.compile(r'(?:&[#\w]+;|[^\s&]){31,}'), re.compile(r'(?:&[#\w]+;|[^&]){1,10}')
_SHORTHAND = re.compile(r'-(?=[-?])|\.(?=\.\.)')
_HYPHEN, _DOT = '\ue005', '\ue006'
"""stand for a hyphen and a dot that typst would make a dash, an ellipsis or nothing of; pandoc does not escape them"""
_BREAK, _ZERO_WIDTH_SPACE = '\ue007 ', '\u200b'
"""stands for a place to end a line; holds a space, because the time pandoc takes for a word grows with its square"""
_CALLS = {'notice': '#notice[', 'warning': '#warning[', 'mark': '#mark[', 'end': ']', 'contents': '#contents'}
"""mark -> call of a function of our template"""


class _PdfWriter(PandocWriter):
    def after_preamble(self) -> str:
        return mark('contents')

    def _box(self, style: str, html: str) -> str:
        return f'{mark(style)}{html}{mark("end")}'


def to_pdf(agreement: Agreement) -> bytes:
    """Make the PDF.

    A character for which we have no glyph is shown as its number, e.g. [U+6F22], and a note says so.

    :raises ConversionError: if a step fails
    """
    writer = _PdfWriter()
    html = in_words(writer.document(agreement), lambda words: _SHORTHAND.sub(_held, _breakable(words, _BREAK)))
    body = convert(html, 'typst-smart', ('--shift-heading-level-by=-1',)).decode()
    body = body.replace(_HYPHEN, '\\-').replace(_DOT, '\\.').replace(_BREAK, _ZERO_WIDTH_SPACE)
    body = _MARK.sub(lambda found: _CALLS.get(found[1]) or _drawing(found[1]), body)
    files = {f'drawing-{place}.svg': figure.print_svg for place, figure in enumerate(writer.figures)}
    return _compiled(body, files, _inputs(agreement, writer.figures))


def to_png(svg: str) -> bytes:
    """Make a picture of a drawing, for programs that show no SVG.

    :raises ConversionError: if typst cannot read it
    """
    source = b'#set page(width: auto, height: auto, margin: 2pt)\n#image("drawing.svg")'
    try:
        files = {'main.typ': source, 'drawing.svg': svg.encode()}
        return _compile(files, format='png', ppi=160)
    except typst.TypstError as error:
        raise ConversionError(f'typst could not draw: {error}') from error


def _compiled(body: str, files: Mapping[str, str], inputs: Mapping[str, str]) -> bytes:
    unshown: set[str] = set()
    for attempt in range(ROUNDS + 1):
        try:
            return _typst(body, files, inputs, unshown)
        except typst.TypstError as error:
            found = _strange(map(_unescaped, _UNSHOWN.findall(str(error.diagnostic))), beyond=_LAST_ASCII)
            if attempt >= ROUNDS - 1 or not found - unshown:
                found = _strange((body, *files.values(), *inputs.values()), beyond=_LAST_LATIN)
            if not found - unshown:
                raise ConversionError(f'typst could not make the PDF: {error}') from error
            unshown |= found
    raise ConversionError('typst could not make the PDF.')


def _typst(body: str, files: Mapping[str, str], inputs: Mapping[str, str], unshown: set[str]) -> bytes:
    numbers = str.maketrans({character: f'[U+{ord(character):04X}]' for character in unshown})
    escaped = str.maketrans({character: f'\\[U+{ord(character):04X}\\]' for character in unshown})
    sources = {name: text.translate(numbers).encode() for name, text in files.items()}
    sources['main.typ'] = f'{_template()}\n{body.translate(escaped)}'.encode()
    words = {name: text.translate(numbers) for name, text in inputs.items()}
    words['unshown'] = ' '.join(numbers.values()) if unshown else ''
    return _compile(sources, format='pdf', pdf_standards=STANDARDS, sys_inputs=words)


def _inputs(agreement: Agreement, figures: list[Figure]) -> dict[str, str]:
    inputs = {
        'title': _breakable(agreement.title),
        'running': shortened(agreement.title, _LONGEST),
        'mark': shortened(agreement.mark, _LONGEST),
        'label': agreement.label,
        'watermark': agreement.label if agreement.confidential else '',
        'day': agreement.day.isoformat(),
    }
    return inputs | {f'drawing-{place}': figure.alt for place, figure in enumerate(figures)}


def _drawing(name: str) -> str:
    return f'#figure(image("{name}.svg", width: 100%, alt: sys.inputs.at("{name}")))'


@cache
def _template() -> str:
    return (TEMPLATES / 'agreement.typ').read_text(encoding='utf-8')


def _compile(sources: Mapping[str, bytes], **options: Any) -> bytes:
    compile_: Any = typst.compile  # its types do not know that several files may be given in memory
    return bytes(compile_(dict(sources), font_paths=[str(TEMPLATES / 'fonts')], ignore_system_fonts=True, **options))


def _breakable(words: str, sign: str = _ZERO_WIDTH_SPACE) -> str:
    """Let lines end within words that no line can hold; the sign between is not seen."""
    return _LONG.sub(lambda found: sign.join(_PIECES.findall(found[0])), words)


def _held(found: re.Match[str]) -> str:
    return _HYPHEN if found[0] == '-' else _DOT


def _strange(texts: Iterable[str], beyond: int) -> set[str]:
    """Give the characters after a code point; those of ASCII are part of the language of typst."""
    return {character for text in texts for character in text if ord(character) > beyond}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
