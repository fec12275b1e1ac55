"""Live texts and a workspace in a process that is killed again and again.

Everything is imported once; for each word ``start`` on its input it forks a server, so that a start takes a moment
instead of seconds. The server listens on the port of the command line and keeps its data in the folder named there.
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import HTTPConnection

from data import open_text, room_saver
from data.content import load_content
from data.peers import Visitor
from data.workspace import Workspace
from pages import live, live_socket
from pages.server import serve as run
from tests.crash.killed_server import PATIENCE

ROOT = Path(__file__).parents[2]
CONTENT = load_content(ROOT / 'content')


class OpenDoor:
    """Lets everybody in who says a name."""

    def admit(self, connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor:
        name = connection.query_params['als']
        return Visitor(name, name, 'Proef', '#0f6e6e', may_write=True)


def serve(root: Path, port: int) -> None:
    """Run the server until somebody kills it; logs are written anew often, so that kills hit that too,
    its patience with slow peers is short, and even a slow machine can flood it.
    """
    open_text.COMPACT_AFTER = room_saver.COMPACT_AFTER = 40
    live_socket.PATIENCE, live_socket.FLOOD = PATIENCE, 1000
    workspace = Workspace(root, CONTENT, b'secret')

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await workspace.texts.start()
        yield
        await workspace.texts.stop()

    app = FastAPI(lifespan=lifespan)
    live.add_live(app, workspace.texts, OpenDoor())

    @app.post('/set')
    async def change(member: str, dossier: str, number: int) -> int:
        """Change a field, or add a part at every fifth number; it is on disk when this answers."""
        if number % 5:
            workspace.set(member, dossier, 'reason', str(number))
        else:
            workspace.add(member, dossier, 'principles', {'text': str(number)})
        return number

    run(app, host='127.0.0.1', port=port, log_level='warning')


def main() -> None:
    root, port = Path(sys.argv[1]), int(sys.argv[2])
    print('ready', flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            sys.stdin = Path(os.devnull).open()  # noqa: SIM115 - lives as long as the process
            serve(root, port)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print('ended', flush=True)


if __name__ == '__main__':
    main()
