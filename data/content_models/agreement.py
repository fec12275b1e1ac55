"""The text of the agreement: articles, annexes, and what stands around them."""

from collections.abc import Mapping

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
    """address below the dossier of where it is changed, e.g. ``/start#periode``; ``@A3`` is the question A3"""
    when: str = ''
    each: str = ''
    lead: str = ''
    """the sentence before the items of ``each``"""
    ordered: bool = False
    """whether the items of ``each`` are numbered"""
    block: str = ''
    """names a live text that stands below the text, or below each item"""
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


class AnnexTable(Part):
    """A table of an annex, filled from the dossier."""

    title: str = ''
    columns: Mapping[Id, str]
    """column id -> heading, in order; the builder of the annex knows the ids"""
    empty: str
    """what stands there as long as there are no rows"""


class Annex(Part):
    """One annex; its content is made from the dossier by the builder of that id."""

    id: Id
    number: int
    title: str
    intro: Markdown
    edit: str
    """address below the dossier of where it is changed; ``@B5`` is the question B5"""
    tables: Mapping[Id, AnnexTable] = {}


class Opening(Part):
    """Head of the agreement: title, notices, parties, considerations, signing, and the plain-language headings."""

    title: str
    """Jinja2, like the paragraphs, but plain text"""
    concept_mark: str
    """Jinja2, plain text; stands on every page of a draft"""
    notice: Markdown
    parties_title: str
    parties_edit: str
    party: Markdown
    """one party, Jinja2 with ``item``"""
    together: Markdown
    considerations_title: str
    considerations: tuple[Paragraph, ...]
    bridge: str
    annex: str
    """what an annex is called, before its number"""
    article: str
    """what an article is called, before its number"""
    additions: str
    """the sentence before own additions to an article"""
    answer: Markdown
    """the sentence before an answer that no paragraph names; Jinja2 with ``item``, the question"""
    advisers: Markdown
    """who takes part without signing, Jinja2"""
    dropped: Markdown
    """stands in place of an article that the parties left out"""
    dropped_warning: Markdown
    """standing warning when an article that protects everyone was left out; Jinja2 with ``item``, the article"""
    signing_title: str
    signing_intro: Markdown
    signing: Markdown
    """where one party signs, Jinja2 with ``item``"""
    missing: str
    """what stands where something has not been agreed yet"""
