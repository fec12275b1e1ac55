"""What a document says and how it is built, read from each of the formats, to compare them."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import docx
import pypdf
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph
from markdown_it import MarkdownIt

_HEADINGS = {f'h{level}': level for level in range(1, 7)}
_BLOCKS = {'p', 'li', 'th', 'td', 'pre', *_HEADINGS}
_SILENT = {'style', 'title', 'svg', 'nav', 'footer', 'desc'}


@dataclass
class Outline:
    """Headings with their level (the title is 1), rows of cells, how many list items, and all words in order."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    items: int = 0
    blocks: list[str] = field(default_factory=list)


def squeezed(text: str) -> str:
    """Leave out all spaces: formats differ in those between parts."""
    return ''.join(text.split())


class _HtmlOutline(HTMLParser):
    def __init__(self, shift: int) -> None:
        super().__init__()
        self.outline = Outline()
        self._shift, self._silent = shift, 0
        self._texts: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS or tag in ('ul', 'ol', 'table', 'blockquote'):
            self._flush()
        if tag == 'li' and not self._silent:
            self.outline.items += 1
        if tag == 'tr':
            self.outline.rows.append([])
        if tag in ('td', 'th'):
            self._cell = []
        if tag == 'br':
            self._texts.append(' ')

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        if tag in ('td', 'th') and self._cell is not None:
            self.outline.rows[-1].append(squeezed(''.join(self._texts)))
            self._cell = None
        if tag in _HEADINGS:
            self.outline.headings.append((_HEADINGS[tag] - self._shift, squeezed(''.join(self._texts))))
        if tag in _BLOCKS:
            self._flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._texts.append(data)

    def _flush(self) -> None:
        text = squeezed(''.join(self._texts))
        self._texts = []
        if text:
            self.outline.blocks.append(text)


def of_html(html: str, shift: int = 0) -> Outline:
    """Read HTML; ``shift`` is how much lower its headings are than in a document of its own."""
    parser = _HtmlOutline(shift)
    parser.feed(html)
    parser.close()
    return parser.outline


def of_markdown(markdown: bytes) -> Outline:
    """Read Markdown of GitHub's flavour."""
    parser = MarkdownIt('commonmark', {'html': True}).enable(['table', 'strikethrough'])
    return of_html(parser.render(markdown.decode()))


def of_docx(content: bytes) -> Outline:
    """Read a DOCX in the order of its body."""
    outline = Outline()
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, DocxTable):
            for row in part.rows:
                cells = [squeezed(cell.text) for cell in row.cells]
                outline.rows.append(cells)
                outline.blocks += [cell for cell in cells if cell]
        else:
            _docx_paragraph(part, outline)
    return outline


def _docx_paragraph(part: DocxParagraph, outline: Outline) -> None:
    text, style = squeezed(part.text), str(part.style.name if part.style else '')
    if style == 'Title':
        outline.headings.append((1, text))
    elif found := re.fullmatch(r'[Hh]eading (\d)', style):
        outline.headings.append((int(found[1]) + 1, text))
    numbered = part._p.pPr is not None and part._p.pPr.numPr is not None
    if numbered and part._p.pPr.numPr.numId.val != 1000:  # pandoc's number for further paragraphs of an item
        outline.items += 1
    if text:
        outline.blocks.append(text)


_ODT = {
    'text': 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
    'table': 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
    'office': 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
}


def of_odt(content: bytes) -> Outline:
    """Read an ODT in the order of its body."""
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read('content.xml'))
    body = root.find('.//office:text', _ODT)
    assert body is not None
    outline = Outline()
    text, table = f'{{{_ODT["text"]}}}', f'{{{_ODT["table"]}}}'
    for part in body.iter():
        words = squeezed(''.join(part.itertext()))
        if part.tag == f'{text}h':
            outline.headings.append((int(part.get(f'{text}outline-level', '0')) + 1, words))
        elif part.tag == f'{text}p' and part.get(f'{text}style-name') == 'Title':
            outline.headings.append((1, words))
        elif part.tag == f'{text}list-item':
            outline.items += 1
        elif part.tag == f'{table}table-row':
            outline.rows.append([squeezed(''.join(cell.itertext())) for cell in part.iter(f'{table}table-cell')])
        if part.tag in (f'{text}h', f'{text}p') and words:
            outline.blocks.append(words)
    return outline


def pdf_text(content: bytes, pages: int | None = None) -> str:
    """Give the text of (the first pages of) a PDF without spaces and hyphens."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return loose(''.join(page.extract_text() for page in reader.pages[:pages]))


def pdf_tags(content: bytes) -> Counter[str]:
    """Count each kind of tag in a PDF."""
    return Counter(_tags(pypdf.PdfReader(io.BytesIO(content)).trailer['/Root']['/StructTreeRoot']))


def loose(text: str) -> str:
    """Leave out spaces and hyphens: a PDF breaks lines within words."""
    return re.sub(r'[\s\-\u00ad\u200b]', '', text)


def _tags(element: Any) -> Iterator[str]:
    element = element.get_object() if hasattr(element, 'get_object') else element
    if isinstance(element, list):
        for part in element:
            yield from _tags(part)
    elif isinstance(element, dict):
        if '/S' in element:
            yield str(element['/S'])
        if '/K' in element:
            yield from _tags(element['/K'])
