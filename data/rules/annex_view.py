"""What the builders of annexes work with: the dossier, and the words of the annex from ``content/``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.content_models import Annex, Content
from data.models import Dossier
from data.rules.document import Block, Clause, Prose, Subheading, Table
from data.rules.dutch import date_text
from data.rules.templates import GAP_CLOSES, GAP_OPENS, clean, escaped

Row = Mapping[str, str]
"""column id -> what stands in the cell"""


@dataclass(frozen=True)
class AnnexView:
    """One annex of one dossier."""

    annex: Annex
    edit: str
    dossier: Dossier
    texts: Mapping[str, str]
    content: Content
    today: date

    @property
    def gap(self) -> str:
        """What stands in a cell where something is still to be agreed."""
        return f'{GAP_OPENS}{self.content.opening.missing}{GAP_CLOSES}'

    def clause(self, name: str, blocks: Iterable[Block], *, missing: bool = False, edit: str = '') -> Clause:
        """Make a part of the annex.

        :param name: names it within the annex
        :param edit: where it is changed, if elsewhere than the annex as a whole
        """
        clause_id, address = f'{self.annex.id}-{name}', edit or self.edit
        return Clause(id=clause_id, blocks=tuple(blocks), missing=missing, edit=address, facts=(clause_id,))

    def table(
        self,
        name: str,
        rows: Iterable[Row],
        widths: Sequence[int],
        *,
        columns: Mapping[str, str] | None = None,
        numbers: Sequence[str] = (),
        centred: Sequence[str] = (),
        total: bool = False,
        needed: bool = False,
        edit: str = '',
    ) -> Clause:
        """Make a part of the annex that is one table.

        :param name: the table in ``content/annexes.yaml``
        :param widths: share of each column in percent
        :param columns: column id -> heading, when the dossier decides them
        :param numbers: ids of the columns with amounts
        :param centred: ids of the columns with letters
        :param total: whether the last row adds up the others
        :param needed: whether an empty table is something still to be agreed
        """
        words, filled = self.annex.tables[name], [*rows]
        heads = words.columns if columns is None else columns
        ids = [*heads]
        cells = tuple(tuple(clean_cell(row.get(column, '')) for column in ids) for row in filled)
        head = (Subheading(text=words.title),) if words.title else ()
        if not filled:
            empty = f'{GAP_OPENS}{escaped(words.empty)}{GAP_CLOSES}' if needed else words.empty
            return self.clause(name, (*head, Prose(markdown=empty)), missing=needed, edit=edit)
        table = Table(
            title=words.title or self.annex.title,
            columns=tuple(clean_cell(heads[column]) for column in ids),
            rows=cells,
            widths=tuple(widths),
            numbers=tuple(ids.index(column) for column in numbers),
            centred=tuple(ids.index(column) for column in centred),
            total=total,
        )
        missing = any(GAP_OPENS in cell for row in cells for cell in row)
        return self.clause(name, (*head, table), missing=missing, edit=edit)


def clean_cell(text: str) -> str:
    """Give a cell without characters that no document may hold; lines stay lines, empty ones go."""
    opens, closes = text.startswith(GAP_OPENS), text.endswith(GAP_CLOSES)
    lines = (line.strip() for line in clean(text).splitlines())
    shown = '\n'.join(line for line in lines if line)
    return f'{GAP_OPENS}{shown}{GAP_CLOSES}' if opens and closes else shown


def day(value: date | None) -> str:
    """Write a date; empty if there is none."""
    return date_text(value) if value else ''


def even(columns: int, first: int) -> tuple[int, ...]:
    """Give widths: so many percent for the first column, the rest shared by the others."""
    rest = columns - 1
    return (first, *([(100 - first) // rest] * rest)) if rest else (100,)
