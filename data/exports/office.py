"""The agreement as a text document for word processors: DOCX and ODT, made by pandoc in our own styles."""

import io
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from data.exports.html import plain, shortened
from data.exports.pandoc import convert, default_file
from data.exports.pandoc_html import PandocWriter
from data.exports.pdf import TEMPLATES, to_png
from data.rules.document import Agreement

_OPTIONS = ('--shift-heading-level-by=-1', '--metadata=lang:nl-NL')
_RELATION = (
    '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" '
    'Target="{1}.xml"/>'
)
_CONTENT = (
    '<Override PartName="/word/{0}.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{0}+xml"/>'
)
_CELLS = {
    'TableHeaderRowCell': 'fo:background-color="#e3f1ec" fo:padding="0.1cm" fo:border-bottom="1pt solid #0b6b57"',
    'TableRowCell': 'fo:padding="0.1cm" fo:border-bottom="0.5pt solid #c9c6bc"',
}
"""styles that pandoc gives to cells -> their look in ODT"""
_LONGEST = 56
"""characters of title and mark that fit beside each other in the header"""


def to_docx(agreement: Agreement) -> bytes:
    """Make a DOCX.

    :raises ConversionError: if a step fails
    """
    made = _converted(agreement, 'docx', _docx_reference)
    return _changed(made, {'word/document.xml': _mend_docx})


def to_odt(agreement: Agreement) -> bytes:
    """Make an ODT.

    :raises ConversionError: if a step fails
    """
    made = _converted(agreement, 'odt', _odt_reference)
    return _changed(made, {'content.xml': _mend_odt})


def _converted(agreement: Agreement, to: str, reference: Callable[[Agreement], bytes]) -> bytes:
    html = PandocWriter(picture=to_png).document(agreement)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f'reference.{to}'
        path.write_bytes(reference(agreement))
        return convert(html, to, (*_OPTIONS, f'--reference-doc={path}'))


def _docx_reference(agreement: Agreement) -> bytes:
    """Give a document with our styles, header and footer; pandoc takes those over."""
    words = _words(agreement)
    relations = _RELATION.format('rIdHeader', 'header') + _RELATION.format('rIdFooter', 'footer')
    kinds = ''.join(map(_CONTENT.format, ('header', 'footer')))
    section = _template('docx/section.xml')
    return _changed(
        default_file('reference.docx'),
        {
            'word/styles.xml': lambda _: _template('docx/styles.xml'),
            'word/header.xml': lambda _: _template('docx/header.xml').format(**words),
            'word/footer.xml': lambda _: _template('docx/footer.xml'),
            'word/settings.xml': lambda old: old.replace('</w:settings>', '<w:autoHyphenation/></w:settings>'),
            'word/document.xml': lambda old: re.sub('<w:sectPr>.*?</w:sectPr>', section, old, flags=re.DOTALL),
            'word/_rels/document.xml.rels': lambda old: old.replace('</Relationships>', f'{relations}</Relationships>'),
            '[Content_Types].xml': lambda old: old.replace('</Types>', f'{kinds}</Types>'),
        },
    )


def _odt_reference(agreement: Agreement) -> bytes:
    words = _words(agreement)
    pages = _template('odt/pages.xml').format(**words)
    return _changed(default_file('reference.odt'), {'styles.xml': lambda old: _with_pages(_with_styles(old), pages)})


def _with_styles(old: str) -> str:
    """Put our styles in the place of those with the same name."""
    ours = _template('odt/styles.xml')
    for name in re.findall(r'style:name="([^"]+)"', ours):
        old = re.sub(rf'<style:style style:name="{name}"[^>]*?(?:/>|>.*?</style:style>)', '', old, flags=re.DOTALL)
    return old.replace('</office:styles>', f'{ours}</office:styles>')


def _with_pages(old: str, pages: str) -> str:
    start, end = old.index('<office:automatic-styles>'), old.index('</office:master-styles>')
    return old[:start] + pages + old[end + len('</office:master-styles>') :]


def _mend_docx(document: str) -> str:
    """Take the whole picture out of its name, and mark the first column as headings."""
    document = re.sub(r'descr="data:[^"]*"', 'descr=""', document)
    return document.replace('w:firstColumn="0"', 'w:firstColumn="1"').replace('w:val="0020"', 'w:val="00A0"')


def _mend_odt(content: str) -> str:
    """Give cells their lines, and let no automatic style build on another: word processors ignore those that do."""
    cell = '<style:style style:name="{0}" style:family="table-cell">{1}<style:table-cell-properties {2}/>'
    for name, lines in _CELLS.items():
        content = re.sub(cell.format(name, r'(\s*)', r'fo:border="none"\s*'), cell.format(name, r'\1', lines), content)
    parents = dict(re.findall(r'<style:style style:name="(P\d+)"[^>]*?style:parent-style-name="([^"]+)"', content))

    def root(name: str) -> str:
        return root(parents[name]) if name in parents else name

    return re.sub(
        r'style:parent-style-name="(P\d+)"', lambda found: f'style:parent-style-name="{root(found[1])}"', content
    )


def _words(agreement: Agreement) -> dict[str, str]:
    title, mark = shortened(agreement.title, _LONGEST), shortened(agreement.mark, _LONGEST)
    return {'title': plain(title), 'mark': plain(mark), 'label': plain(agreement.label)}


def _changed(archive: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """Give a zip with some files changed or added; the first file stays the first, as ODT asks."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(made, 'w', ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename in changes:
                content = changes[info.filename](content.decode()).encode()
            new.writestr(info, content)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name](''))
    return made.getvalue()


@cache
def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding='utf-8')
