"""The agreement as HTML for our pages: what is missing leads to where it is filled in."""

from html import escape

from components.visit import Visit
from data.exports.html import HtmlWriter
from data.exports.markdown import to_html
from data.rules.document import Clause, Figure, Section, Table
from data.rules.templates import GAP_CLOSES, GAP_OPENS


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
        return f'<div class="wa-clause__text">{self.clause(clause)}</div>{self._foot(section, clause)}'

    def with_gaps(self, html: str, clause: Clause) -> str:
        """Let each gap lead to where it is filled in; in a heading or a cell too."""
        address = escape(self._visit.link(clause.edit))
        return html.replace(GAP_OPENS, f'<a class="wa-gap" href="{address}">').replace(GAP_CLOSES, '</a>')

    def table(self, table: Table) -> str:
        """Give a table that scrolls on its own when the window is narrow; keyboards can reach it."""
        label = escape(table.title)
        html = super().table(table).replace('<table ', '<table class="wa-table" ', 1)
        return f'<div class="wa-scroll" role="region" tabindex="0" aria-label="{label}">{html}</div>'

    def figure(self, figure: Figure) -> str:
        """Give the drawing in the colours of the page."""
        label = escape(figure.title)
        return f'<div class="wa-scroll" role="region" tabindex="0" aria-label="{label}">{figure.svg}</div>'

    def _foot(self, section: Section, clause: Clause) -> str:
        link = why = ''
        if clause.edit:
            address, place = escape(self._visit.link(clause.edit)), escape(_place(section, clause))
            words = f'wijzig<span class="wa-visually-hidden">{place}</span>'
            link = f'<a class="wa-clause__edit" href="{address}">{words}</a>'
        if self._explain and clause.explanation:
            why = f'<details class="wa-clause__why"><summary>Waarom?</summary>{to_html(clause.explanation)}</details>'
        return f'<div class="wa-clause__foot wa-noprint">{why}{link}</div>' if link or why else ''


def _place(section: Section, clause: Clause) -> str:
    """Say which clause, for who hears the link without seeing where it stands."""
    number = section.clauses.index(clause) + 1
    return f': {section.title}, lid {number}' if section.id.startswith('artikel') else f': {section.title}, {number}'
