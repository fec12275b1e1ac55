"""The look: style sheet, fonts and the colours of parties. Tokens follow the naming of NL Design System themes."""

import hashlib
from functools import cache
from pathlib import Path

from nicegui import app, ui
from starlette.responses import Response

from data.models import Dossier

STATIC = Path(__file__).parent / 'static'
_SHEETS = (
    'shell',
    'tokens',
    'base',
    'parts',
    'steps',
    'matrix',
    'language',
    'home',
    'decisions',
    'agreement',
    'history',
    'comments',
)
_SHEET = 'wijkakkoord.css'
_FONT = 'fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2'
"""the one that every page shows"""
_PARTY_COLOURS = ('#0b6b57', '#9a4a00', '#3b5bb5', '#8a3b86', '#6a6100', '#b03052', '#1f7391', '#5b5f66')
"""dark enough for white text on them (4.5 : 1)"""


def party_colour(dossier: Dossier, party_id: str) -> str:
    """Give the colour of a party, the same for everyone; grey for whoever has no party."""
    ids = [party.id for party in dossier.parties]
    return _PARTY_COLOURS[ids.index(party_id) % len(_PARTY_COLOURS)] if party_id in ids else '#4b5560'


@cache
def static_address() -> str:
    """Give the address of our static files; it holds their hash, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob('*')):
        if path.is_file():
            digest.update(path.read_bytes())
    return f'/static/{digest.hexdigest()[:12]}'


def install_theme(own_tokens: Path | None) -> None:
    """Serve the style sheet and put it on every page.

    :param own_tokens: style sheet with the tokens of a municipality, put after ours; None for our own face
    """

    @app.get(f'{static_address()}/{_SHEET}', include_in_schema=False)
    async def sheet() -> Response:
        return Response(style_sheet(), media_type='text/css')

    app.add_static_files(static_address(), STATIC, max_cache_age=31_536_000)
    if own_tokens:
        app.add_static_file(local_file=own_tokens, url_path='/huisstijl.css')
    ui.add_head_html(head_html(own_tokens), shared=True)


@cache
def style_sheet() -> str:
    """Give all our style sheets as one: a browser waits for each file it asks for."""
    return '\n'.join((STATIC / f'{name}.css').read_text(encoding='utf-8') for name in _SHEETS)


def head_html(own_tokens: Path | None = None) -> str:
    """Give what stands in the head of every page, error pages included."""
    sheets = [f'{static_address()}/{_SHEET}']
    if own_tokens:
        sheets.append('/huisstijl.css')
    links = ''.join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    font = f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{static_address()}/{_FONT}">'
    return f'{font}{links}<script src="{static_address()}/theme.js"></script>'
