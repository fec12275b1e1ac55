"""From an agreement to HTML: the preview and all files are made of this."""

from collections.abc import Sequence
from html import escape

from data.exports.markdown import inline, own_html, to_html
from data.rules.document import (
    Agreement,
    Block,
    Clause,
    Figure,
    Items,
    Marks,
    Prose,
    Section,
    Subheading,
    Table,
    Theirs,
)
from data.rules.templates import GAP_CLOSES, GAP_OPENS, clean


class HtmlWriter:
    """Writes an agreement as HTML; subclasses differ in gaps, anchors, tables and figures.

    :param level: the level of the heading of a section
    """

    def __init__(self, level: int = 2) -> None:
        self.level = level

    def document(self, agreement: Agreement) -> str:
        """Give the whole agreement, from title to last annex."""
        top = self.level - 1
        head = f'<h{top}>{plain(agreement.title)}</h{top}>'
        return f'{head}{self.preamble(agreement)}{"".join(map(self.section, agreement.sections))}'

    def preamble(self, agreement: Agreement) -> str:
        """Give what stands between title and parties: for whom it is, the mark of a draft, notice and warnings."""
        warnings = ''.join(f'<div class="warning">{self.prose(warning)}</div>' for warning in agreement.warnings)
        mark = f'<p class="mark"><strong>{plain(agreement.mark)}</strong></p>'
        label = f'<p class="label"><strong>{plain(agreement.label)}</strong></p>' if agreement.label else ''
        return f'{label}{mark}<div class="notice">{self.prose(agreement.notice)}</div>{warnings}'

    def section(self, section: Section) -> str:
        """Give a section with its heading."""
        level, name = self.level, escape(section.id)
        heading = f'<h{level} id="{name}">{plain(section.title)}</h{level}>'
        return f'<section>{heading}{self.clauses(section)}{self.after(section)}</section>'

    def clauses(self, section: Section) -> str:
        """Give the clauses of a section, as a list if they are numbered."""
        if section.marks is Marks.NONE:
            return ''.join(self.clause(clause) for clause in section.clauses)
        kind = ' type="A"' if section.marks is Marks.LETTERS else ''
        items = ''.join(f'<li{self.anchor(clause)}>{self.clause(clause)}</li>' for clause in section.clauses)
        return f'<ol{kind}>{items}</ol>'

    def clause(self, clause: Clause) -> str:
        """Give what is in a clause."""
        return self.with_gaps(self.blocks(clause.blocks), clause.edit)

    def after(self, section: Section) -> str:
        """Give what stands below the clauses."""
        return self.with_gaps(self.prose(section.after), section.edit)

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Give blocks one below the other; a heading in a text of parties is lower than the one above it."""
        level = self.level + 1 + any(isinstance(block, Subheading) for block in blocks)
        return ''.join(self.block(block, level) for block in blocks)

    def block(self, block: Block, level: int) -> str:
        """Give one block.

        :param level: of the first heading in a text of parties
        """
        match block:
            case Prose():
                return self.prose(block.markdown)
            case Theirs():
                return to_html(block.markdown, level)
            case Subheading():
                return f'<h{self.level + 1}>{plain(block.text)}</h{self.level + 1}>'
            case Items():
                return self.items(block, level)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)

    def items(self, items: Items, level: int) -> str:
        """Give a list."""
        kind = 'ol' if items.ordered else 'ul'
        parts = (''.join(self.block(block, level) for block in item) for item in items.items)
        return f'<{kind}>{"".join(f"<li>{inline(part)}</li>" for part in parts)}</{kind}>'

    def table(self, table: Table) -> str:
        """Give a table; the first cell of each row is its heading."""
        columns = ''.join(f'<col style="width: {width}%">' for width in table.widths)
        head = ''.join(
            f'<th scope="col"{self.aligned(table, place)}>{_lines(text)}</th>'
            for place, text in enumerate(table.columns)
        )
        last = len(table.rows) - 1
        rows = ''.join(
            self.row(table, row, total=table.total and place == last) for place, row in enumerate(table.rows)
        )
        label = plain(table.title)
        return (
            f'<table aria-label="{label}"><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>'
            f'<tbody>{rows}</tbody></table>'
        )

    def row(self, table: Table, row: Sequence[str], *, total: bool) -> str:
        """Give a row of a table; its first cell is its heading."""
        first, *others = row
        cells = ''.join(f'<td{self.aligned(table, place)}>{_lines(text)}</td>' for place, text in enumerate(others, 1))
        kind = ' class="total"' if total else ''
        return f'<tr{kind}><th scope="row"{self.aligned(table, 0)}>{_lines(first)}</th>{cells}</tr>'

    def aligned(self, table: Table, place: int) -> str:
        """Give the attribute that aligns a cell; empty for the usual way."""
        if place in table.numbers:
            return ' style="text-align: right"'
        return ' style="text-align: center"' if place in table.centred else ''

    def figure(self, figure: Figure) -> str:
        """Give a drawing; its words stand in the list below it."""
        return f'<figure>{figure.print_svg}</figure>'

    def prose(self, markdown: str) -> str:
        """Give our own words."""
        return own_html(markdown, self.level + 1)

    def anchor(self, clause: Clause) -> str:
        """Give the attribute that names a clause."""
        return f' id="{escape(clause.id)}"'

    def with_gaps(self, html: str, edit: str) -> str:
        """Give HTML with what is still to be agreed made visible; ``edit`` is where it is filled in."""
        return html.replace(GAP_OPENS, '<mark>').replace(GAP_CLOSES, '</mark>')


def plain(text: str) -> str:
    """Give plain text as HTML; fit for an attribute too."""
    return escape(clean(text))


def shortened(text: str, most: int) -> str:
    """Cut a text for a place where little fits, such as the head of a page."""
    return text if len(text) <= most else f'{text[:most]}…'


def _lines(text: str) -> str:
    return '<br>'.join(escape(line) for line in text.split('\n'))
