"""The role matrix as CSV for spreadsheets."""

import csv
import io

from data.content_models import Content
from data.models import Dossier
from data.rules.roles import letters
from data.rules.versions import matrix_mark

_DANGEROUS = ('=', '+', '-', '@', '\t', '\r')


def to_csv(dossier: Dossier, content: Content) -> bytes:
    """Make a CSV: a row per task, a column per party; semicolons and a byte order mark, as Dutch Excel expects.

    A last row says that it is confidential, unless the annex with the matrix is public.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it. Source: OWASP, CSV injection.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=';', lineterminator='\r\n')
    writer.writerow(_safe(['Nummer', 'Groep', 'Taak', *(party.short_name for party in dossier.parties)]))
    notation, names = dossier.matrix.notation, content.tasks.roles
    for task in dossier.matrix.tasks:
        roles = (letters(dossier.matrix.roles(task.id, party.id), notation, names) for party in dossier.parties)
        writer.writerow(_safe([task.id, task.group, task.name, *roles]))
    if mark := matrix_mark(dossier):
        writer.writerow([mark])
    return made.getvalue().encode('utf-8-sig')


def _safe(cells: list[str]) -> list[str]:
    return [f"'{cell}" if cell.lstrip(' \n').startswith(_DANGEROUS) else cell for cell in cells]
