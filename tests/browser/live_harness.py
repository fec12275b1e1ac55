"""The smallest app with live texts: who you are is in the address (?als=henk), nothing else is needed."""

import errno
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI
from nicegui import app as nicegui_app
from nicegui import core, ui
from starlette.requests import HTTPConnection

from components.live_text import LiveText
from data.errors import NotAllowed, NotFound
from data.live_texts import LiveTexts
from data.peers import Visitor
from data.room_log import RoomLog
from pages.live import add_live
from pages.server import serve

PEOPLE = {
    'henk': Visitor('p1', 'Henk', 'LindeWarm', '#0f6e6e', may_write=True),
    'fatima': Visitor('p2', 'Fatima', 'Gemeente', '#8a3d86', may_write=True),
    'lezer': Visitor('p3', 'Lies', 'Waterschap', '#4a5a9c', may_write=False),
}
live_texts = LiveTexts(Path(os.environ['WIJKAKKOORD_DATA']) / 'dossiers')
outside: set[str] = set()
readers: set[str] = set()


class QueryGate:
    def admit(self, connection: HTTPConnection, dossier_id: str, text_id: str) -> Visitor:
        name = connection.query_params.get('als', '')
        if dossier_id != 'proef':
            raise NotFound(dossier_id)
        if name not in PEOPLE or name in outside:
            raise NotAllowed('U mag deze tekst niet lezen.')
        return replace(PEOPLE[name], may_write=False) if name in readers else PEOPLE[name]


def root() -> None:
    ui.sub_pages({'/': page})


def page(als: str = 'henk', tekst: str = 'goal', aantal: int = 1, donker: bool = False) -> None:
    visitor = PEOPLE[als]
    if donker:
        ui.add_css(DARK)
    ui.add_css(
        'body { background: var(--wa-color-surface, #f5f7f9) } .nicegui-content { max-width: 46rem; margin: 0 auto }'
    )
    for number in range(aantal):
        text_id = tekst if number == 0 else f'answer:q{number}'
        label = 'Gezamenlijk doel' if number == 0 else f'Vraag {number}'
        ui.label(label).style('font-weight: 600')
        LiveText(
            'proef',
            text_id,
            label,
            visitor=visitor,
            epoch=live_texts.epoch('proef', text_id),
            may_write=visitor.may_write,
            query=f'als={als}',
            placeholder='Wat willen we samen bereiken?',
        ).style('width: 100%')


DARK = """
:root {
  color-scheme: dark;
  --wa-color-text: #e8ecf1; --wa-color-text-subtle: #a3afbd;
  --wa-color-surface: #12171d; --wa-color-surface-raised: #1a2129;
  --wa-color-border: #323c48; --wa-color-border-strong: #76828f;
  --wa-color-accent: #7db8e8; --wa-color-accent-strong: #a8d0f0; --wa-color-accent-surface: #1f3040;
  --wa-color-focus: #7db8e8;
  --wa-color-success: #6cc596; --wa-color-warning: #e6b45c; --wa-color-danger: #f2908a;
}
body { color: var(--wa-color-text) }
"""


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    await live_texts.start()
    yield
    await live_texts.stop()


app = FastAPI(lifespan=lifespan)


@app.get('/healthz')
def healthz() -> dict[str, str]:
    return {'status': 'ok'}


@app.get('/tekst')
def tekst(text_id: str = 'goal') -> dict[str, str]:
    return {'text': live_texts.text('proef', text_id)}


@app.get('/toegang/{name}/{state}')
def toegang(name: str, state: str) -> dict[str, str]:
    """Let somebody in or out, or only read, as a change of rights would."""
    (outside.add if state == 'uit' else outside.discard)(name)
    (readers.add if state == 'lezen' else readers.discard)(name)
    live_texts.dismiss('proef', PEOPLE[name].key)
    return {'status': 'ok'}


@app.get('/schijf/{state}')
def schijf(state: str) -> dict[str, str]:
    """Let the disk be full, or have space again."""
    RoomLog.append = full if state == 'vol' else append
    return {'status': 'ok'}


def full(_log: RoomLog, _updates: list[bytes]) -> None:
    raise OSError(errno.ENOSPC, 'No space left on device')


append = RoomLog.append


@nicegui_app.on_startup
def notice_dead_sockets_soon() -> None:
    core.sio.eio.ping_interval, core.sio.eio.ping_timeout = 5, 4


add_live(app, live_texts, QueryGate())
ui.run_with(app, root=root, language='nl', tailwind=False, reconnect_timeout=60, storage_secret='proef')

if __name__ == '__main__':
    serve(
        app,
        host=os.environ.get('WIJKAKKOORD_HOST', '127.0.0.1'),
        port=int(os.environ['WIJKAKKOORD_PORT']),
        log_level='warning',
    )
