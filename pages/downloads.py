"""Files to take away: the agreement in five forms, the role matrix, the dossier, the meetings."""

import asyncio
import logging
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.responses import Response

from components.person_data import MINE, OF_PERSON
from components.visit import Visit
from data.account_parts import Session
from data.errors import Damaged, NotAllowed, NotFound
from data.exports.calendar import meetings_ics
from data.exports.dossier_file import write_dossier_json
from data.exports.html_file import to_html_file
from data.exports.markdown_file import to_markdown
from data.exports.office import to_docx, to_odt
from data.exports.pdf import to_pdf
from data.exports.person_file import write_person_zip
from data.exports.role_matrix import to_csv
from data.known_people import known_person
from data.models import Member
from data.person_copy import gather
from data.rules.document import Agreement
from data.rules.permissions import may_copy
from data.rules.threads import as_seen_by
from data.rules.versions import Version, version_of
from pages.errors import answer_to
from pages.session import session_of, visit_of

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
VERSIONS = {str(version): version for version in Version}

_NO_FILE = 'Dit bestand bestaat niet. Kies een bestand bij Overeenkomst.'
_log = logging.getLogger(__name__)


def add_downloads(app: FastAPI) -> None:
    """Serve the files; whoever may see the pages of a dossier may take them away."""
    turn = asyncio.Semaphore(AT_ONCE)

    @app.get('/download/{dossier_id}/{name}', include_in_schema=False)
    async def download(request: Request, dossier_id: str, name: str) -> Response:
        try:
            visit = visit_of(request, dossier_id)
            async with turn:
                content, media_type = await _made(visit, name, session_of(request))
            visit_of(request, dossier_id)  # making it took a while, and access may have ended
        except (NotFound, NotAllowed, Damaged) as error:
            return answer_to(error)
        stem, _, ending = name.partition('.')
        headers = {
            'Content-Disposition': _disposition(f'{stem} {visit.dossier.name}', ending),
            'Cache-Control': 'no-store',
            'X-Content-Type-Options': 'nosniff',
        }
        return Response(content, media_type=media_type, headers=headers)


async def _made(visit: Visit, name: str, session: Session | None) -> tuple[bytes, str]:
    """Make a file; the heavy ones away from the event loop.

    :param session: of the browser that asks
    :raises NotFound: if there is no such file
    :raises NotAllowed: if it is of somebody else
    """
    stem, _, ending = name.partition('.')
    if ending == 'zip':
        return await _person(visit, stem, session), 'application/zip'
    if stem in VERSIONS and ending in AGREEMENT:
        media_type, make = AGREEMENT[ending]
        return await asyncio.to_thread(make, _agreement(visit, VERSIONS[stem])), media_type
    if name in FILES:
        media_type, make_of = FILES[name]
        return await asyncio.to_thread(make_of(visit)), media_type
    raise NotFound(_NO_FILE)


def _csv(visit: Visit) -> Callable[[], bytes]:
    return partial(to_csv, visit.dossier, visit.content)


def _json(visit: Visit) -> Callable[[], bytes]:
    seen = as_seen_by(visit.member, visit.dossier)
    return partial(write_dossier_json, seen, visit.texts, _states(visit))


def _ics(visit: Visit) -> Callable[[], bytes]:
    return partial(meetings_ics, visit.dossier, datetime.now(UTC))


FILES: dict[str, tuple[str, Callable[[Visit], Callable[[], bytes]]]] = {
    'rolmatrix.csv': ('text/csv; charset=utf-8', _csv),
    'dossier.json': ('application/json', _json),
    'overleg.ics': ('text/calendar; charset=utf-8', _ics),
}
"""name of a file -> media type, and what reads all of it from a visit and gives what makes it"""


def _agreement(visit: Visit, version: Version) -> Agreement:
    """Give the agreement for some readers; whoever is in the dossier may read what is in each of them anyway."""
    members = visit.workspace.accounts.members_of(visit.dossier_id)
    return version_of(visit.dossier, visit.texts, visit.content, visit.today, version, members)


async def _person(visit: Visit, stem: str, session: Session | None) -> bytes:
    """Make the file with what is kept of a person: of who asks, or of somebody else for a dossier's owner.

    :raises NotFound: if nobody is known by this name
    :raises NotAllowed: if it is not for who asks, or no longer when it is made
    """
    key = visit.member.id if stem == MINE else stem.removeprefix(OF_PERSON)
    if stem != MINE and not stem.startswith(OF_PERSON):
        raise NotFound(_NO_FILE)
    _let_copy(visit.now, key)
    known = await known_person(visit.workspace, visit.dossier_id, key)
    if known is None:
        raise NotFound('Deze persoon staat niet in dit dossier.')
    read = gather(visit.workspace, visit.member, known, visit.may_read, session if stem == MINE else None)
    content = await asyncio.to_thread(lambda: write_person_zip(read(), is_own=stem == MINE))
    _let_copy(visit.now, key)
    _log.info('Dossier %s: member %s took away what is kept of %s', visit.dossier_id, visit.member.id, key)
    return content


def _let_copy(member: Member | None, key: str) -> None:
    if member is None or not may_copy(member, key):
        raise NotAllowed('Alleen een beheerder van het dossier downloadt gegevens van iemand anders.')


def _states(visit: Visit) -> dict[str, bytes]:
    texts = visit.workspace.texts
    return {text_id: texts.state(visit.dossier_id, text_id) for text_id in visit.texts}


def _disposition(title: str, ending: str) -> str:
    """Name the file for saving, in letters for old programs and in full for the others. Source: RFC 6266."""
    name = ' '.join(re.sub(r'[^\w\s-]', ' ', title).split())[:80]
    plain = unicodedata.normalize('NFKD', name).encode('ascii', 'ignore').decode()
    simple = '-'.join(plain.lower().split()) or 'bestand'
    return f'attachment; filename="{simple}.{ending}"; filename*=UTF-8\'\'{quote(name)}.{ending}'
