"""What an agreement is as a document: sections of numbered clauses, made of prose, lists, tables and figures."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from data.models import Part


class Prose(Part):
    """Our own words in Markdown, with what parties filled in escaped."""

    markdown: str


class Theirs(Part):
    """A live text of parties in Markdown; hostile until it is cleaned."""

    text_id: str
    markdown: str


class Subheading(Part):
    """A heading below that of the section; plain text."""

    text: str


class Items(Part):
    """A list; each item has its own blocks."""

    items: tuple[tuple[Prose | Theirs, ...], ...]
    ordered: bool = False


class Table(Part):
    """A table with a row of headings; the first cell of a row names the row. All cells are plain text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """share of each column in the width of the page, in percent"""
    numbers: tuple[int, ...] = ()
    """positions of the columns with amounts"""
    centred: tuple[int, ...] = ()
    """positions of the columns with letters"""
    total: bool = False
    """whether the last row adds up the others"""


class Figure(Part):
    """A drawing, with the words that say the same."""

    svg: str
    """in the colours of the page it stands on"""
    print_svg: str
    """in colours of its own"""
    alt: str
    title: str


Block = Prose | Theirs | Subheading | Items | Table | Figure


class Clause(Part):
    """The smallest part that is numbered, changed and linked to."""

    id: str
    """names it within the document and over changes, e.g. ``artikel-2-1``"""
    blocks: tuple[Block, ...]
    missing: bool = False
    """whether something in it is still to be agreed"""
    edit: str = ''
    """address below the dossier of where it is changed"""
    facts: tuple[str, ...] = ()
    """names of the facts it is made of"""
    explanation: str = ''
    """why it is there, in Markdown; not printed in the agreement"""

    @property
    def theirs(self) -> Iterator[Theirs]:
        """The live texts in it, also those in its lists."""
        for block in self.blocks:
            inside = (each for item in block.items for each in item) if isinstance(block, Items) else (block,)
            yield from (each for each in inside if isinstance(each, Theirs))


class Marks(StrEnum):
    """How the clauses of a section are numbered."""

    NONE = 'none'
    NUMBERS = '1'
    LETTERS = 'A'


class Section(Part):
    """One article, annex or other part with a heading."""

    id: str
    title: str
    """the whole heading, e.g. 'Artikel 2 – Doel'"""
    marks: Marks = Marks.NONE
    clauses: tuple[Clause, ...]
    after: str = ''
    """what stands below the clauses; Markdown"""
    tip: str = ''
    edit: str = ''
    dropped: bool = False
    fixed: bool = False

    @property
    def missing(self) -> bool:
        """Whether something in it is still to be agreed."""
        return any(clause.missing for clause in self.clauses)


class Agreement(Part):
    """The whole agreement, ready to be shown or printed."""

    title: str
    version: str
    day: date
    mark: str
    """says on every page that this is a draft, with version and date"""
    notice: str
    """that this is no legal advice; Markdown"""
    warnings: tuple[str, ...]
    """standing warnings that cannot be taken out; Markdown"""
    parties: Section
    considerations: Section
    articles: tuple[Section, ...]
    signing: Section
    annexes: tuple[Section, ...]
    gap: str
    """what stands where something has not been agreed yet"""
    label: str = ''
    """for whom this version is; stands on every page"""
    confidential: bool = False
    """whether it is not for everyone"""

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in the order of the document."""
        return (self.parties, self.considerations, *self.articles, self.signing, *self.annexes)

    def section(self, section_id: str) -> Section:
        """Give a section by its id.

        :raises KeyError: if there is none
        """
        found = next((section for section in self.sections if section.id == section_id), None)
        if found is None:
            raise KeyError(f'The agreement has no section {section_id!r}.')
        return found

    def clauses(self) -> Iterator[Clause]:
        """Give all clauses in the order of the document."""
        return (clause for section in self.sections for clause in section.clauses)
