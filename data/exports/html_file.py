"""The agreement as one HTML file that needs nothing else."""

from functools import cache
from html import escape

from data.exports.html import HtmlWriter, plain
from data.exports.pdf import TEMPLATES
from data.rules.document import Agreement


def to_html_file(agreement: Agreement) -> bytes:
    """Make a complete, accessible page with its own style sheet, a table of contents and nothing from elsewhere."""
    title = plain(agreement.title)
    words = ' – '.join(map(plain, filter(None, (agreement.label, agreement.mark))))
    links = ''.join(
        f'<li><a href="#{escape(section.id)}">{plain(section.title)}</a></li>' for section in agreement.sections
    )
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n'
        f'<nav aria-label="Inhoud"><details open><summary>Inhoud</summary><ol>{links}</ol></details></nav>\n'
        f'<main>{HtmlWriter().document(agreement)}</main>\n'
        f'<footer><p>{words}</p></footer>\n</body>\n</html>\n'
    ).encode()


@cache
def _style() -> str:
    return (TEMPLATES / 'agreement.css').read_text(encoding='utf-8')
