"""Wijkakkoord: compose and run. ``uv run app.py`` serves on http://localhost:8080."""

import argparse
import asyncio
import logging
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from filelock import FileLock, Timeout
from nicegui import app as pages_app
from nicegui import core, ui
from pydantic import ValidationError
from starlette.middleware.gzip import GZipMiddleware

from components.theme import install_theme
from data.content import ContentError, load_content
from data.settings import Settings, secret_of
from data.workspace import Workspace
from pages import add_pages
from pages.demo import clear_demos
from pages.quiet import QuietDisconnects
from pages.session import Site

CONTENT = Path(__file__).parent / 'content'
RECONNECT = 60.0
"""how long (seconds) a page that lost its connection may come back without a reload"""
PING, PONG = 5, 4
"""how often (seconds) a page is asked whether it is there, and how long it may take to say so"""


def build(settings: Settings, workspace: Workspace) -> FastAPI:
    """Put workspace, pages and look together into one web app."""
    add_pages(pages_app, Site(workspace, settings))
    install_theme(settings.tokens)

    @asynccontextmanager
    async def lifespan(_web: FastAPI) -> AsyncIterator[None]:
        core.sio.eio.ping_interval, core.sio.eio.ping_timeout = PING, PONG
        await workspace.texts.start()
        cleaner = asyncio.create_task(_clear_demos(workspace))
        yield
        cleaner.cancel()
        await workspace.texts.stop()

    web = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    web.add_middleware(QuietDisconnects)
    pages_app.config.quasar_config['loadingBar']['skipHijack'] = True  # a bar without a name at every request
    ui.run_with(
        web,
        title='Wijkakkoord',
        favicon=Path(__file__).parent / 'components' / 'static' / 'favicon.svg',
        language='nl',
        dark=None,
        tailwind=False,
        reconnect_timeout=RECONNECT,
        binding_refresh_interval=None,
        show_welcome_message=False,
        gzip_middleware_factory=lambda app: GZipMiddleware(app, minimum_size=500, compresslevel=4),
    )
    return web


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a wrong setting ends it with one sentence."""
    options = _parser().parse_args(arguments)
    given = {name: value for name in ('host', 'port', 'data') if (value := getattr(options, name)) is not None}
    try:
        settings = Settings(**given)
        content = load_content(CONTENT)
    except ValidationError as error:
        name = '_'.join(map(str, error.errors()[0]['loc'])).upper()
        sys.exit(f'WIJKAKKOORD_{name}: {error.errors()[0]["msg"]} (het is nu {error.errors()[0]["input"]!r}).')
    except ContentError as error:
        sys.exit(str(error))
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.data / 'lock', timeout=0):
            workspace = Workspace(settings.data, content, secret_of(settings))
            if options.command == 'invite':
                print(_owner_link(settings, workspace))
            else:
                _serve(settings, workspace, open_browser=not options.no_browser)
    except Timeout:
        sys.exit(f'De map {settings.data} is al in gebruik door een ander Wijkakkoord. Stop dat eerst.')


def _serve(settings: Settings, workspace: Workspace, *, open_browser: bool) -> None:
    logging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(name)s: %(message)s')
    web = build(settings, workspace)
    address = _address(settings)
    if not workspace.accounts.has_owner:
        address = _owner_link(settings, workspace)
        print(f'Wijkakkoord draait. Uw link als beheerder (werkt één keer): {address}', flush=True)
    else:
        print(f'Wijkakkoord draait op {address}', flush=True)
    if open_browser:
        timer = threading.Timer(1.5, webbrowser.open, [address])
        timer.daemon = True
        timer.start()
    uvicorn.run(
        web,
        host=settings.host,
        port=settings.port,
        ws='websockets-sansio',
        ws_per_message_deflate=False,
        ws_max_size=1_000_000,
        timeout_graceful_shutdown=2,
        log_level='warning',
        access_log=False,
    )


async def _clear_demos(workspace: Workspace) -> None:
    while True:
        await asyncio.sleep(600)
        clear_demos(workspace)


def _owner_link(settings: Settings, workspace: Workspace) -> str:
    return f'{_address(settings)}/uitnodiging/{workspace.accounts.invite()}'


def _address(settings: Settings) -> str:
    host = 'localhost' if settings.host in ('127.0.0.1', '0.0.0.0', '::') else settings.host
    return settings.base_url.rstrip('/') or f'http://{host}:{settings.port}'


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='app.py', description='Wijkakkoord')
    parser.add_argument('command', nargs='?', choices=('serve', 'invite'), default='serve', help='what to do')
    parser.add_argument('--host', help='address to listen on (WIJKAKKOORD_HOST, default 127.0.0.1)')
    parser.add_argument('--port', type=int, help='port to listen on (WIJKAKKOORD_PORT, default 8080)')
    parser.add_argument('--data', type=Path, help='folder for the data (WIJKAKKOORD_DATA, default var)')
    parser.add_argument('--no-browser', action='store_true', help='do not open a browser')
    return parser


if __name__ == '__main__':
    main()
