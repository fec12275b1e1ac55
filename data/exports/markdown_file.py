"""The agreement as one Markdown file, made of the same HTML as all others."""

import re

from data.exports.html import HtmlWriter
from data.exports.pandoc import convert
from data.exports.pandoc_html import MARK_CLOSES, MARK_OPENS, in_words, mark
from data.rules.document import Agreement, Clause, Figure, Section, Table
from data.rules.templates import GAP_CLOSES, GAP_OPENS

_TO = 'gfm-raw_html'
_MARK = re.compile(rf'^( *){MARK_OPENS}table-(\d+){MARK_CLOSES}', re.MULTILINE)
_AMPERSAND = '\ue004'
"""stands for an ampersand that begins what looks like a character reference: pandoc does not escape it"""
_REFERENCE = re.compile(r'&amp;(?=#?\w+;)')
_MEANINGFUL = re.compile(r'([\\`*_\[\]<>|~&#])')
_NUMBER = re.compile(r'^([-+]|\d+[.)])(?= )')


def to_markdown(agreement: Agreement) -> bytes:
    """Make a Markdown file (GitHub's flavour): headings, numbered lists and tables; a drawing is left to its words.

    :raises ConversionError: if pandoc cannot do it
    """
    writer = _MarkdownWriter()
    html = in_words(writer.document(agreement), lambda words: _REFERENCE.sub(_AMPERSAND, words))
    text = convert(html, _TO).decode().replace('<!-- -->', '').replace(_AMPERSAND, '\\&')
    return _MARK.sub(lambda found: _pipe_table(writer.tables[int(found[2])], found[1]), text).encode()


class _MarkdownWriter(HtmlWriter):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []

    def section(self, section: Section) -> str:
        html = super().section(section).removeprefix('<section>').removesuffix('</section>')
        return html.replace(f' id="{section.id}"', '', 1)

    def anchor(self, clause: Clause) -> str:
        return ''

    def with_gaps(self, html: str, edit: str) -> str:
        return html.replace(GAP_OPENS, '<strong>').replace(GAP_CLOSES, '</strong>')

    def table(self, table: Table) -> str:
        self.tables.append(table)
        return mark(f'table-{len(self.tables) - 1}')

    def figure(self, figure: Figure) -> str:
        return ''


def _pipe_table(table: Table, indent: str) -> str:
    head, *rows = (f'{indent}| {" | ".join(map(_cell, row))} |' for row in (table.columns, *table.rows))
    lines = ('---:' if place in table.numbers else '---' for place in range(len(table.columns)))
    return '\n'.join((head, f'{indent}| {" | ".join(lines)} |', *rows))


def _cell(text: str) -> str:
    lines = (_NUMBER.sub(r'\\\1', _MEANINGFUL.sub(r'\\\1', line)) for line in text.split('\n'))
    shown = '<br>'.join(lines)
    return shown.replace(GAP_OPENS, '**').replace(GAP_CLOSES, '**')
