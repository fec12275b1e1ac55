"""The drawing of the decision-making as one accessible SVG, for the page, for print and for the PDF."""

from dataclasses import dataclass
from html import escape

from data.rules.diagram_drawing import CAPTION_SIZE, Drawing, draw
from data.rules.diagram_layout import NAME_LINE, NAME_SIZE, NOTE_LINE, NOTE_SIZE, Box, Cluster, Rect
from data.rules.diagram_lines import LABEL_SIZE, Line
from data.rules.diagram_model import PARTIES, Diagram, EdgeKind
from data.rules.diagram_words import printable

_COLOURS = {
    'surface': '#ffffff',
    'surface-sunken': '#efece4',
    'text': '#1c2b2d',
    'text-subtle': '#51605f',
    'border': '#ddd8cc',
    'border-strong': '#7d8884',
    'accent': '#0b6b57',
    'accent-surface': '#e3f1ec',
    'info': '#22518f',
    'danger': '#a32020',
}
_STROKES = {
    EdgeKind.DECISION: ('accent', '2', ''),
    EdgeKind.ADVICE: ('info', '2', ' stroke-dasharray="8 5"'),
    EdgeKind.REPORT: ('text-subtle', '2.2', ' stroke-dasharray="1 5" stroke-linecap="round"'),
    EdgeKind.ESCALATION: ('danger', '5.5', ''),
}
"""colour, width and dashes of a line; a double line is a broad one with a light one on it"""


@dataclass(frozen=True)
class _Pen:
    """How colours and fonts are written."""

    standalone: bool
    font: str

    def colour(self, name: str) -> str:
        return _COLOURS[name] if self.standalone else f'var(--wa-color-{name}, {_COLOURS[name]})'

    def paint(self, **names: str) -> str:
        """Give fill and stroke as attributes that every reader of SVG knows, or as a style on our pages."""
        if self.standalone:
            return ''.join(f' {key}="{_COLOURS.get(name, name)}"' for key, name in names.items())
        style = ';'.join(f'{key}:{self.colour(name) if name in _COLOURS else name}' for key, name in names.items())
        return f' style="{style}"'


def to_svg(diagram: Diagram, *, standalone: bool = False, font: str = 'DejaVu Sans', name: str = 'besluiten') -> str:
    """Give the drawing as SVG; all words in it are escaped.

    :param standalone: write plain colours instead of those of the page, for programs that know no style sheets
    :param font: font family of a standalone drawing; on the page it is that of the page
    :param name: makes the ids of title and description unique on a page
    """
    drawing = draw(diagram)
    pen = _Pen(standalone, font if standalone else 'inherit')
    width, height = _number(drawing.width), _number(drawing.height)
    size = (
        f' width="{width}" height="{height}"' if standalone else f' style="min-width:{min(720, int(drawing.width))}px"'
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{size} role="img" '
        f'aria-labelledby="{name}-titel {name}-uitleg" class="wa-diagram" font-family="{escape(pen.font)}">',
        f'<title id="{name}-titel">{_words(diagram.title)}</title>',
        f'<desc id="{name}-uitleg">{_words(diagram.description)}</desc>',
        *_bands(drawing, pen),
        *(part for cluster in drawing.clusters for part in _cluster(cluster, pen)),
        *(_line(line, pen) for line in drawing.lines),
        *(_label(line, drawing, pen) for line in drawing.lines),
        *(_legend_item(x, y, kind, pen) for x, y, kind in drawing.legend),
        '</svg>',
    ]
    return ''.join(parts)


def _bands(drawing: Drawing, pen: _Pen) -> list[str]:
    parts = []
    named = [*drawing.bands, *([('Bewoners', drawing.lane)] if drawing.lane else [])]
    for title, band in named:
        parts.append(_rect(band, 12, pen.paint(fill='surface-sunken')))
        parts.append(_text(band.x + 12, band.y + 20, title, 13, pen, fill='text-subtle', weight='600'))
    parts += [_text(x, y, words, CAPTION_SIZE, pen, fill='text') for x, y, words in drawing.captions]
    return parts


def _cluster(cluster: Cluster, pen: _Pen) -> list[str]:
    parts = []
    if cluster.framed and cluster.row >= 0:
        dashes = ' stroke-dasharray="5 4"' if cluster.group.id == PARTIES else ''
        paint = pen.paint(fill='none', stroke='border-strong')
        parts.append(_rect(cluster, 10, f'{paint} stroke-width="1.2"{dashes}'))
    if cluster.group.title:
        parts.append(
            _text(cluster.x + 12, cluster.y + 21, cluster.group.title, NOTE_SIZE, pen, fill='text', weight='600')
        )
    own = cluster.group.id == PARTIES
    return parts + [part for box in cluster.boxes for part in _box(box, pen, 'accent-surface' if own else 'surface')]


def _box(box: Box, pen: _Pen, fill: str) -> list[str]:
    paint = pen.paint(fill=fill, stroke='border-strong')
    parts = [f'<g><title>{_words(", ".join([box.node.name, *box.node.notes]))}</title>']
    parts.append(_rect(box, 8, f'{paint} stroke-width="1.5"'))
    y = box.y + 10
    for line in box.name:
        y += NAME_LINE
        parts.append(_text(box.x + 10, y - 4, line, NAME_SIZE, pen, fill='text', weight='600'))
    for line in box.notes:
        y += NOTE_LINE
        parts.append(_text(box.x + 10, y - 2, line, NOTE_SIZE, pen, fill='text-subtle'))
    return [*parts, '</g>']


def _line(line: Line, pen: _Pen) -> str:
    return _stroke(line.points, line.edge.kind, pen)


def _stroke(points: list[tuple[float, float]], kind: EdgeKind, pen: _Pen) -> str:
    """Draw a line with its arrow head; the head is a shape of its own, as not every reader knows markers."""
    colour, width, dashes = _STROKES[kind]
    (x1, y1), (x2, y2) = points[-2], points[-1]
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    path = _path([*points[:-1], (x2 - 7 * dx, y2 - 7 * dy)])
    line = f'<path d="{path}" stroke-width="{width}"{dashes}{pen.paint(fill="none", stroke=colour)}/>'
    if kind is EdgeKind.ESCALATION:
        line += f'<path d="{path}" stroke-width="2"{pen.paint(fill="none", stroke="surface")}/>'
    side_x, side_y = 5.5 * dy, 5.5 * dx
    back_x, back_y = x2 - 11 * dx, y2 - 11 * dy
    corners = [(x2, y2), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y)]
    return line + f'<path d="{_path(corners)}Z"{pen.paint(fill=colour)}/>'


def _label(line: Line, drawing: Drawing, pen: _Pen) -> str:
    label = line.label
    if label is None:
        return ''
    if line.text.isdecimal():
        return _badge(line, label, pen)
    inside = any(band.y < label.y and label.bottom < band.bottom for _, band in drawing.bands)
    back = _rect(label, 4, pen.paint(fill='surface-sunken' if inside else 'surface'))
    return back + _text(label.x + 4, label.bottom - 4, line.text, LABEL_SIZE, pen, fill='text')


def _badge(line: Line, label: Rect, pen: _Pen) -> str:
    """Write the number of a line in a circle on it."""
    x, y, radius = label.x + label.width / 2, label.y + label.height / 2, label.width / 2
    colour = _STROKES[line.edge.kind][0]
    place = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
    circle = f'<circle {place} stroke-width="1.5"{pen.paint(fill="surface", stroke=colour)}/>'
    return circle + _text(x, y + 4, line.text, 11, pen, fill='text', weight='600', anchor='middle')


def _legend_item(x: float, y: float, kind: EdgeKind, pen: _Pen) -> str:
    words = {
        EdgeKind.DECISION: 'voorstel of besluit',
        EdgeKind.ADVICE: 'advies',
        EdgeKind.REPORT: 'achteraf melden',
        EdgeKind.ESCALATION: 'als het niet lukt',
    }[kind]
    return _stroke([(x, y), (x + 44, y)], kind, pen) + _text(x + 54, y + 4, words, NOTE_SIZE, pen, fill='text')


def _text(
    x: float, y: float, words: str, size: int, pen: _Pen, *, fill: str, weight: str = '400', anchor: str = 'start'
) -> str:
    place = f'x="{_number(x)}" y="{_number(y)}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}"'
    return f'<text {place}{pen.paint(fill=fill)}>{_words(words)}</text>'


def _rect(rect: Rect, radius: int, rest: str) -> str:
    place = f'x="{_number(rect.x)}" y="{_number(rect.y)}"'
    return f'<rect {place} width="{_number(rect.width)}" height="{_number(rect.height)}" rx="{radius}"{rest}/>'


def _path(points: list[tuple[float, float]]) -> str:
    return 'M' + 'L'.join(f'{_number(x)} {_number(y)}' for x, y in points)


def _number(value: float) -> str:
    return f'{value:.1f}'.removesuffix('.0')


def _words(text: str) -> str:
    return escape(printable(text))
