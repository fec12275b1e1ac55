"""The Content-Security-Policy: what a page may load, run and send. Found by trying in a real Chromium."""

from pages.page_template import change_template

NONCE = 'csp_nonce'
"""name of the nonce in the state of a request"""

_RULES = {
    'default-src': "'none'",
    # NiceGUI's page has inline scripts: they carry the nonce. Its commands to the page go through eval.
    'script-src': "'self' 'nonce-{nonce}' 'unsafe-eval'",
    'script-src-attr': "'none'",
    # NiceGUI, Vue and CodeMirror add style elements and attributes while the page runs.
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
    change_template(
        'nonces', lambda source: source.replace('<script', f'<script nonce="{{{{ request.state.{NONCE} }}}}"')
    )
