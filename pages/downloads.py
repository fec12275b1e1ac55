"""Files to take away: the agreement in five forms, the role matrix, the dossier, the meetings."""

import asyncio
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.responses import Response

from components.visit import Visit
from data.errors import Damaged, NotAllowed, NotFound
from data.exports.calendar import meetings_ics
from data.exports.dossier_file import write_dossier_json
from data.exports.html_file import to_html_file
from data.exports.markdown_file import to_markdown
from data.exports.office import to_docx, to_odt
from data.exports.pdf import to_pdf
from data.exports.role_matrix import to_csv
from data.rules.document import Agreement
from data.rules.threads import as_seen_by
from pages.errors import answer_to
from pages.session import visit_of

AT_ONCE = 2
"""files that are made at the same time; the others wait, so that typing stays quick"""
AGREEMENT: dict[str, tuple[str, Callable[[Agreement], bytes]]] = {
    'md': ('text/markdown; charset=utf-8', to_markdown),
    'html': ('text/html; charset=utf-8', to_html_file),
    'docx': ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', to_docx),
    'odt': ('application/vnd.oasis.opendocument.text', to_odt),
    'pdf': ('application/pdf', to_pdf),
}
"""ending of the file -> media type, and what makes it"""


def add_downloads(app: FastAPI) -> None:
    """Serve the files; whoever may see the pages of a dossier may take them away."""
    turn = asyncio.Semaphore(AT_ONCE)

    @app.get('/download/{dossier_id}/{name}', include_in_schema=False)
    async def download(request: Request, dossier_id: str, name: str) -> Response:
        try:
            visit = visit_of(request, dossier_id)
            async with turn:
                content, media_type = await _made(visit, name)
        except (NotFound, NotAllowed, Damaged) as error:
            return answer_to(error)
        stem, _, ending = name.partition('.')
        headers = {
            'Content-Disposition': _disposition(f'{stem} {visit.dossier.name}', ending),
            'Cache-Control': 'no-store',
            'X-Content-Type-Options': 'nosniff',
        }
        return Response(content, media_type=media_type, headers=headers)


async def _made(visit: Visit, name: str) -> tuple[bytes, str]:
    """Make a file; the heavy ones away from the event loop.

    :raises NotFound: if there is no such file
    """
    stem, _, ending = name.partition('.')
    if stem == 'overeenkomst' and ending in AGREEMENT:
        media_type, make = AGREEMENT[ending]
        return await asyncio.to_thread(make, visit.agreement), media_type
    match name:
        case 'rolmatrix.csv':
            return await asyncio.to_thread(to_csv, visit.dossier, visit.content), 'text/csv; charset=utf-8'
        case 'dossier.json':
            return await asyncio.to_thread(
                write_dossier_json, as_seen_by(visit.member, visit.dossier), visit.texts, _states(visit)
            ), 'application/json'
        case 'overleg.ics':
            return await asyncio.to_thread(
                meetings_ics, visit.dossier, datetime.now(UTC)
            ), 'text/calendar; charset=utf-8'
    raise NotFound('Dit bestand bestaat niet. Kies een bestand bij Overeenkomst.')


def _states(visit: Visit) -> dict[str, bytes]:
    texts = visit.workspace.texts
    return {text_id: texts.state(visit.dossier_id, text_id) for text_id in visit.texts}


def _disposition(title: str, ending: str) -> str:
    """Name the file for saving, in letters for old programs and in full for the others. Source: RFC 6266."""
    name = ' '.join(re.sub(r'[^\w\s-]', ' ', title).split())[:80]
    plain = unicodedata.normalize('NFKD', name).encode('ascii', 'ignore').decode()
    simple = '-'.join(plain.lower().split()) or 'bestand'
    return f'attachment; filename="{simple}.{ending}"; filename*=UTF-8\'\'{quote(name)}.{ending}'
