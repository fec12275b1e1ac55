"""Wijkakkoord: compose and run. ``uv run app.py`` serves on http://localhost:8080."""

import asyncio
import gc
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from nicegui import app as pages_app
from nicegui import core, ui
from starlette.middleware.gzip import GZipMiddleware

from components.theme import install_theme, static_address
from data.content import ContentError, load_content
from data.disk import allow_many_files, why
from data.errors import Damaged
from data.logs import start_logging
from data.organisation_entrance import organisation_entrance
from data.settings import Settings, secret_of
from data.workspace import Workspace
from pages import add_pages, commandline
from pages.errors import install_errors, tell_on_page
from pages.garbage import Garbage, rest_what_stays
from pages.hardening import harden
from pages.hardening.socket_messages import guard_messages
from pages.house import keep_house
from pages.live import add_live
from pages.packed import Packed
from pages.quick_elements import remember_signatures
from pages.quiet import QuietDisconnects
from pages.server import serve
from pages.session import Site, TextGate
from pages.shell import NICEGUI_FILES, lighten

CONTENT = Path(__file__).parent / 'content'
RECONNECT = 60.0
"""how long (seconds) a page that lost its connection may come back without a reload"""
PING, PONG = 5, 4
"""how often (seconds) a page is asked whether it is there, and how long it may take to say so"""


def build(settings: Settings, workspace: Workspace) -> FastAPI:
    """Put workspace, pages and look together into one web app."""
    add_pages(pages_app, Site(workspace, settings, organisation_entrance(settings)))
    install_theme(settings.tokens)
    lighten(pages_app)
    remember_signatures()
    garbage = Garbage(workspace.texts.quiet_for)
    pages_app.on_delete(garbage.page_left)
    pages_app.on_exception(tell_on_page)

    @asynccontextmanager
    async def lifespan(_web: FastAPI) -> AsyncIterator[None]:
        core.sio.eio.ping_interval, core.sio.eio.ping_timeout = PING, PONG
        await workspace.texts.start()
        chores = [asyncio.create_task(chore) for chore in (keep_house(workspace), garbage.keep_away())]
        yield
        for chore in chores:
            chore.cancel()
        await workspace.texts.stop()

    web = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    web.add_middleware(QuietDisconnects)
    web.add_middleware(Packed, below=(static_address(), NICEGUI_FILES))
    web.state.site = pages_app.state.site
    install_errors(web)
    add_live(web, workspace.texts, TextGate(), settings.base_url)  # before all pages: a text opens in half the time
    harden(web, settings)
    guard_messages(core.sio.handlers['/'])
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
    """Run the command line; what is wrong ends it with one sentence."""
    options, settings = commandline.parse(arguments)
    if options.command == 'backup':
        commandline.run_backup(settings, options.file)
    elif options.command == 'restore':
        commandline.run_restore(settings, options.file)
    elif options.command == 'check':
        commandline.run_check(settings)
    else:
        with commandline.in_use(settings):
            commandline.bring_up_to_date(settings)
            workspace = _workspace(settings)
            if options.command == 'invite' and options.account:
                start_logging(settings.log)
                commandline.run_reset(workspace.accounts, options.account, _address(settings))
            elif options.command == 'invite':
                print(_owner_link(settings, workspace))
            else:
                _serve(settings, workspace, open_browser=not options.no_browser)


def _workspace(settings: Settings) -> Workspace:
    gc.disable()  # all of it stays; looking for garbage in it took as long as reading it
    try:
        return Workspace(settings.data, load_content(CONTENT), secret_of(settings))
    except ContentError as error:
        sys.exit(str(error))
    except Damaged as error:
        sys.exit(f'{error} Zet het terug uit een reservekopie.')
    except OSError as error:
        sys.exit(f'De map {settings.data} is niet te gebruiken. {why(error)}')
    finally:
        gc.enable()


def _serve(settings: Settings, workspace: Workspace, *, open_browser: bool) -> None:
    start_logging(settings.log)
    allow_many_files()
    commandline.require_address(settings)
    web = build(settings, workspace)
    address = _address(settings)
    if settings.demo:
        address = f'{address}/demo'
        print(f'Wijkakkoord draait als demo: {address}', flush=True)
    elif not workspace.accounts.has_owner:
        address = _owner_link(settings, workspace)
        print(f'Wijkakkoord draait. Uw link als beheerder (werkt één keer): {address}', flush=True)
    else:
        print(f'Wijkakkoord draait op {address}', flush=True)
    rest_what_stays()
    if open_browser:
        timer = threading.Timer(1.5, webbrowser.open, [address])
        timer.daemon = True
        timer.start()
    serve(
        web,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level='warning',
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
    )


def _owner_link(settings: Settings, workspace: Workspace) -> str:
    return f'{_address(settings)}/uitnodiging/{workspace.accounts.invite()}'


def _address(settings: Settings) -> str:
    host = 'localhost' if settings.host in ('127.0.0.1', '0.0.0.0', '::') else settings.host
    return settings.base_url.rstrip('/') or f'http://{host}:{settings.port}'


if __name__ == '__main__':
    main()
