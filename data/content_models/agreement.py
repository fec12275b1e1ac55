"""The text of the agreement: articles, annexes, and what stands around them."""

from data.content_models.base import Markdown
from data.models import Id, Part


class Paragraph(Part):
    """One numbered paragraph of an article.

    ``text`` is Jinja2 over the facts of ``data/rules/facts.py``; a fact that is still missing makes the paragraph
    'nog af te spreken'. ``when`` is a Jinja2 expression; the paragraph is left out when it is false. ``each`` names a
    list; the text is then repeated as a list item per element, which is called ``item``.
    """

    text: Markdown
    edit: str
    """address below the dossier of where it is changed, e.g. ``/start#period``"""
    when: str = ''
    each: str = ''
    lead: str = ''
    """the sentence before the items of ``each``"""
    explanation: Markdown = ''


class Article(Part):
    """One article of the agreement."""

    id: Id
    number: int
    title: str
    required: bool
    """needed before the agreement can be final"""
    fixed: bool = False
    """public-law and openness clauses: cannot be dropped without a standing warning"""
    tip: Markdown = ''
    paragraphs: tuple[Paragraph, ...]


class Annex(Part):
    """One annex; its content is made from the dossier by the builder of that id."""

    id: Id
    number: int
    title: str
    intro: Markdown
    edit: str


class Opening(Part):
    """Head of the agreement: title, notices, parties, considerations, signing, and the plain-language headings."""

    title: str
    concept_mark: str
    """Jinja2 with ``version`` and ``date``"""
    notice: Markdown
    party: Markdown
    together: Markdown
    considerations_title: str
    considerations: tuple[Paragraph, ...]
    bridge: str
    signing_title: str
    signing_intro: Markdown
    missing: str
    """what stands where something has not been agreed yet"""
