"""The addresses of the live texts: a WebSocket, and the same by POST where WebSockets are blocked."""

import logging
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response, WebSocket
from starlette.requests import HTTPConnection
from starlette.routing import WebSocketRoute

from data.disk import why
from data.errors import ForAnother, NotAllowed, NotFound, NotSignedIn
from data.live_texts import LiveTexts
from data.peers import GONE, NO_RIGHT, NOT_SIGNED_IN, OTHER_EPOCH, OTHER_PARTY, TRY_AGAIN, Visitor
from pages.live_entry import LiveEntry
from pages.live_here import serve_here
from pages.live_post import PostSessions, ended
from pages.pulse import Pulse
from pages.server import HAND_OVER

ADDRESS = '/live/{dossier_id}/{text_id}'
_log = logging.getLogger(__name__)


class Gate(Protocol):
    """Whoever knows who is asking and what they may see."""

    def admit(self, connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor:
        """Return who is asking.

        :raises NotFound: if there is no such dossier or text
        :raises NotAllowed: if they may not read it
        """


def add_live(app: FastAPI, live_texts: LiveTexts, gate: Gate, base_url: str = '') -> None:
    """Serve live texts; call it before a catch-all is mounted on the app.

    :param base_url: where the app is reached from outside, if a proxy does not pass the ``Host`` on
    """
    sessions, pulse = PostSessions(live_texts), Pulse()

    def admit(connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor | Response:
        if not is_ours(connection, base_url):
            return ended(403, NO_RIGHT, 'Deze aanvraag komt van een andere website.')
        try:
            visitor = gate.admit(connection, dossier_id, text_id)
            live_texts.check(dossier_id, text_id)
            return visitor
        except NotFound:
            return ended(404, GONE, 'Deze tekst bestaat niet.')
        except NotSignedIn as error:  # the editor keeps what is typed until the person is back
            return ended(403, NOT_SIGNED_IN, str(error))
        except ForAnother as error:  # the copy waits too, for a page of the new party
            return ended(403, OTHER_PARTY, str(error))
        except NotAllowed as error:
            return ended(403, NO_RIGHT, str(error))

    async def live_socket(websocket: WebSocket) -> None:
        websocket.scope['route'] = route  # the log of refusals asks for it
        dossier_id, text_id = websocket.path_params['dossier_id'], websocket.path_params['text_id']
        visitor = admit(websocket, dossier_id, text_id)
        if isinstance(visitor, Response):
            await websocket.send_denial_response(visitor)
            return
        await serve(websocket, live_texts, pulse, dossier_id, text_id, visitor)

    route = WebSocketRoute(ADDRESS, live_socket)  # FastAPI's own kind takes longer
    app.router.routes.append(route)

    @app.post(ADDRESS, include_in_schema=False)
    async def live_post(request: Request, dossier_id: str, text_id: str) -> Response:
        def ask() -> Visitor | Response:
            return admit(request, dossier_id, text_id)

        visitor = ask()  # a stranger's body is not even read
        return visitor if isinstance(visitor, Response) else await sessions.exchange(request, dossier_id, text_id, ask)


def is_ours(connection: HTTPConnection, base_url: str) -> bool:
    """Whether a request comes from a page of ours, or from no page at all.

    Every browser names the page's origin here; a program that names none has no one else's cookie to misuse.
    """
    origin = connection.headers.get('origin')
    if origin is None:
        return True
    host = urlsplit(origin).netloc
    return bool(host) and host in (connection.headers.get('host'), urlsplit(base_url).netloc)


async def serve(
    websocket: WebSocket, live_texts: LiveTexts, pulse: Pulse, dossier_id: str, text_id: str, visitor: Visitor
) -> None:
    """Let somebody in, and keep the connection until either side ends it or hands it over."""
    try:
        epoch = websocket.query_params.get('epoch')
        if epoch is not None and epoch != str(live_texts.epoch(dossier_id, text_id)):
            await websocket.accept()
            await websocket.close(OTHER_EPOCH, 'Deze tekst is vervangen.')
            return
        hand_over = websocket.scope.get('extensions', {}).get(HAND_OVER)
        if hand_over is not None:
            hand_over(LiveEntry(live_texts, pulse, dossier_id, text_id, visitor).open)
            return
        await serve_here(websocket, live_texts, dossier_id, text_id, visitor)
    except OSError as error:  # the editor keeps what is typed and comes back
        _log.error('"%s" of dossier %s cannot be opened: %s', text_id, dossier_id, error)
        await websocket.accept()
        await websocket.close(TRY_AGAIN, why(error))
