"""The agreement as HTML for our pages: what is missing leads to where it is filled in."""

from html import escape

from components.html import icon_html
from components.visit import Visit
from data.exports.html import HtmlWriter, plain
from data.exports.markdown import to_html
from data.rules.document import Agreement, Clause, Figure, Section, Table
from data.rules.templates import GAP_CLOSES, GAP_OPENS

_LEAST_WIDTH = 92
"""pixels of a column; narrower ones break within words"""


class PreviewWriter(HtmlWriter):
    """Writes clauses for a page.

    :param visit: knows the addresses
    :param explain: show why a clause is there
    """

    def __init__(self, visit: Visit, *, explain: bool) -> None:
        super().__init__(level=3)
        self._visit, self._explain = visit, explain

    def whole(self, section: Section, clause: Clause) -> str:
        """Give a clause with its link for changing it."""
        text = f'<div class="wa-clause__text">{self.clause(clause)}</div>'
        return f'<div class="wa-clause__in">{text}{self._link(section, clause)}</div>{self._why(clause)}'

    def head(self, agreement: Agreement) -> str:
        """Give title, mark, notice and standing warnings."""
        notice = f'<div class="wa-note">{icon_html("info")}<div>{self.prose(agreement.notice)}</div></div>'
        warnings = ''.join(
            f'<div class="wa-note wa-note--danger">{icon_html("triangle-alert")}<div>{self.prose(warning)}</div></div>'
            for warning in agreement.warnings
        )
        mark, title = plain(agreement.mark), plain(agreement.title)
        return f'<h2 class="wa-paper__title">{title}</h2><p class="wa-paper__mark">{mark}</p>{notice}{warnings}'

    def with_gaps(self, html: str, edit: str) -> str:
        """Let each gap lead to where it is filled in; in a heading or a cell too."""
        address = escape(self._visit.link(edit))
        return html.replace(GAP_OPENS, f'<a class="wa-gap" href="{address}">').replace(GAP_CLOSES, '</a>')

    def table(self, table: Table) -> str:
        """Give a table that scrolls on its own when the window is narrow; keyboards can reach it."""
        label = plain(table.title)
        width = _LEAST_WIDTH * len(table.columns)
        html = super().table(table).replace('<table ', f'<table class="wa-table" style="min-width: {width}px" ', 1)
        return f'<div class="wa-scroll" role="region" tabindex="0" aria-label="{label}">{html}</div>'

    def figure(self, figure: Figure) -> str:
        """Give the drawing in the colours of the page."""
        label = plain(figure.title)
        return f'<div class="wa-scroll" role="region" tabindex="0" aria-label="{label}">{figure.svg}</div>'

    def _link(self, section: Section, clause: Clause) -> str:
        if not clause.edit:
            return ''
        address, place = escape(self._visit.link(clause.edit)), escape(_place(section, clause))
        words = f'wijzig<span class="wa-visually-hidden">{place}</span>'
        return f'<a class="wa-clause__edit wa-noprint" href="{address}">{words}</a>'

    def _why(self, clause: Clause) -> str:
        if not (self._explain and clause.explanation):
            return ''
        words = to_html(clause.explanation)
        return f'<details class="wa-clause__why wa-noprint"><summary>Waarom staat dit er?</summary>{words}</details>'


def _place(section: Section, clause: Clause) -> str:
    """Say which clause, for who hears the link without seeing where it stands."""
    number = section.clauses.index(clause) + 1
    what = 'lid' if section.id.startswith('artikel') else 'deel'
    return f' {section.title}, {what} {number}'
