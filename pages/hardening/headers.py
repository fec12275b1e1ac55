"""Headers that tell browsers what not to do with our answers."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.hardening.csp import NONCE, policy

_ALWAYS = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': ', '.join(
        f'{feature}=()'
        for feature in (
            *('accelerometer', 'autoplay', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid'),
            *('magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'),
        )
    ),
}
_HSTS = 'max-age=31536000'
"""this name only: a municipality may have other services below it without https"""


class SecurityHeaders:
    """Puts the headers on every answer, and a fresh nonce for scripts in the state of every request.

    :param app: what is protected
    :param secure: whether people come over https
    :param behind_proxy: whether a trusted proxy says under which prefix people see us
    """

    def __init__(self, app: ASGIApp, *, secure: bool, behind_proxy: bool) -> None:
        self.app = app
        self._headers = {**_ALWAYS, **({'Strict-Transport-Security': _HSTS} if secure else {})}
        self._behind_proxy = behind_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope['type'] != 'http':
            await self.app(scope, receive, send)
            return
        nonce = scope.setdefault('state', {})[NONCE] = secrets.token_urlsafe(16)
        if not self._behind_proxy:
            scope['headers'] = [header for header in scope['headers'] if header[0] != b'x-forwarded-prefix']

        async def send_with_headers(message: Message) -> None:
            if message['type'] == 'http.response.start':
                headers = MutableHeaders(scope=message)
                headers['Content-Security-Policy'] = policy(nonce)
                headers.update(self._headers)
                headers.setdefault('Cache-Control', 'no-store')
            await send(message)

        await self.app(scope, receive, send_with_headers)
