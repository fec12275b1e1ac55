"""The agreement as HTML for pandoc: no boxes, no anchors on list items, drawings in a form that it understands."""

import re
from base64 import b64encode
from collections.abc import Callable

from data.exports.html import HtmlWriter, plain
from data.rules.document import Agreement, Clause, Figure, Section, Table

MARK_OPENS, MARK_CLOSES = '\ue002', '\ue003'
"""stand around the name of something that is put in after pandoc"""


_TAGS_AND_CODE = re.compile(r'(<(?:code|pre)>.*?</(?:code|pre)>|<[^>]*>)', re.DOTALL)
STYLES = {'mark': 'Concept', 'notice': 'Toelichting', 'warning': 'Waarschuwing'}
"""names of paragraph styles in text documents"""


def mark(name: str) -> str:
    """Give a paragraph that is replaced after pandoc."""
    return f'<p>{MARK_OPENS}{name}{MARK_CLOSES}</p>'


def in_words(html: str, change: Callable[[str], str]) -> str:
    """Change the words of HTML, but no tags and nothing in code."""
    parts = _TAGS_AND_CODE.split(html)
    return ''.join(part if place % 2 else change(part) for place, part in enumerate(parts))


class PandocWriter(HtmlWriter):
    """Writes for pandoc.

    :param picture: gives a drawing as PNG; without it drawings are put in later, see ``figures``
    """

    def __init__(self, picture: Callable[[str], bytes] | None = None) -> None:
        super().__init__()
        self._picture = picture
        self.figures: list[Figure] = []
        """drawings that are put in later, in their order"""

    def section(self, section: Section) -> str:
        """Give heading and clauses without a box around them."""
        return super().section(section).removeprefix('<section>').removesuffix('</section>')

    def preamble(self, agreement: Agreement) -> str:
        """Give label, mark, notice and warnings, each in a style of its own."""
        label = self._box('mark', f'<p>{plain(agreement.label)}</p>') if agreement.label else ''
        notice = self._box('notice', self.prose(agreement.notice))
        warnings = ''.join(self._box('warning', self.prose(warning)) for warning in agreement.warnings)
        return f'{label}{self._box("mark", f"<p>{plain(agreement.mark)}</p>")}{notice}{warnings}{self.after_preamble()}'

    def after_preamble(self) -> str:
        """Give what stands between the notices and the parties."""
        return ''

    def _box(self, style: str, html: str) -> str:
        return f'<div data-custom-style="{STYLES[style]}">{html}</div>'

    def anchor(self, clause: Clause) -> str:
        """Name no clauses: pandoc would make a box of each."""
        return ''

    def aligned(self, table: Table, place: int) -> str:
        """Say of each cell how it is aligned; the usual way of a table in a figure is centred."""
        return super().aligned(table, place) or ' style="text-align: left"'

    def figure(self, figure: Figure) -> str:
        """Give a picture, or a mark where the drawing will stand."""
        if self._picture is None:
            self.figures.append(figure)
            return mark(f'drawing-{len(self.figures) - 1}')
        data = b64encode(self._picture(figure.print_svg)).decode()
        return f'<p><img src="data:image/png;base64,{data}" alt="{plain(figure.alt)}" style="width: 100%"></p>'
