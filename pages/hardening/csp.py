"""The Content-Security-Policy: what a page may load, run and send. Found by trying in a real Chromium."""

from collections.abc import Callable

from jinja2 import BaseLoader, Environment
from nicegui import client

NONCE = 'csp_nonce'
"""name of the nonce in the state of a request"""

_RULES = {
    'default-src': "'none'",
    # NiceGUI's page has inline scripts: they carry the nonce. Its commands to the page go through eval.
    'script-src': "'self' 'nonce-{nonce}' 'unsafe-eval'",
    'script-src-attr': "'none'",
    # NiceGUI, Quasar, Vue and CodeMirror add style elements and attributes while the page runs.
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'object-src': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
}


def policy(nonce: str) -> str:
    """Give the policy for one answer."""
    return '; '.join(f'{name} {value}' for name, value in _RULES.items()).format(nonce=nonce)


def put_nonces_on_scripts() -> None:
    """Have NiceGUI's page template mark its own scripts, so that no other inline script runs."""
    environment = client.templates.env
    if not isinstance(environment.loader, _NonceLoader):
        assert environment.loader is not None
        environment.loader = _NonceLoader(environment.loader)


class _NonceLoader(BaseLoader):
    """Changes the source of the template, not what it is filled with: words of users never get a nonce."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Give the source of a template."""
        source, path, uptodate = self._loader.get_source(environment, template)
        return source.replace('<script', f'<script nonce="{{{{ request.state.{NONCE} }}}}"'), path, uptodate
