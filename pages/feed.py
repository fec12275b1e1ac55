"""The calendar of a dossier as a feed that calendar programs subscribe to; the token in the address is the key."""

import asyncio
from datetime import UTC, datetime

from fastapi import FastAPI, Request
from nicegui import ui
from starlette.responses import Response

from components.visit import Visit
from data.errors import Damaged, NotFound, NotSaved
from data.exports.calendar import meetings_ics
from pages.errors import answer_to
from pages.session import address_of, site_of


def add_feed(app: FastAPI) -> None:
    """Put the feed on the web app."""

    @app.get('/agenda/{token}.ics')
    async def feed(request: Request, token: str) -> Response:
        """Give the meetings of the dossier a personal link belongs to."""
        workspace = site_of(request).workspace
        try:
            member = workspace.accounts.member_of_feed(token)
            dossier = workspace.dossier(member.dossier_id)
        except (NotFound, Damaged, NotSaved) as error:
            return answer_to(error)
        return Response(
            await asyncio.to_thread(meetings_ics, dossier, datetime.now(UTC)),
            media_type='text/calendar',
            headers={'Content-Disposition': 'inline; filename="overleg.ics"', 'Cache-Control': 'private, no-cache'},
        )


def feed_address(visit: Visit) -> str:
    """Give the whole address of a member's own feed."""
    return f'{address_of(ui.context.client.request)}/agenda/{visit.workspace.accounts.feed_token(visit.member)}.ics'
