"""The look: style sheet, fonts and the colours of parties. Tokens follow the naming of NL Design System themes."""

import hashlib
from functools import cache
from pathlib import Path

from nicegui import app, ui

from data.models import Dossier

STATIC = Path(__file__).parent / 'static'
_SHEETS = (
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
    app.add_static_files(static_address(), STATIC, max_cache_age=31_536_000)
    if own_tokens:
        app.add_static_file(local_file=own_tokens, url_path='/huisstijl.css')
    ui.add_head_html(head_html(own_tokens), shared=True)


def head_html(own_tokens: Path | None = None) -> str:
    """Give what stands in the head of every page, error pages included."""
    sheets = [f'{static_address()}/{name}.css' for name in _SHEETS]
    if own_tokens:
        sheets.append('/huisstijl.css')
    links = ''.join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    return f'{links}<script src="{static_address()}/theme.js"></script>'
