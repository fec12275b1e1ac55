"""What protects every address at once, before any page is asked. Reasons and limits: ``SECURITY.md``."""

from fastapi import FastAPI

from data.settings import Settings
from pages.hardening.body_limit import BodyLimit
from pages.hardening.csp import put_nonces_on_scripts
from pages.hardening.headers import SecurityHeaders
from pages.hardening.refusals import LogRefusals
from pages.hardening.same_origin import SameOrigin
from pages.hardening.throttling import Throttling


def harden(web: FastAPI, settings: Settings) -> None:
    """Put the protections around the whole web app, sockets and NiceGUI's own addresses included.

    The last one added is the first one asked: headers go on every answer, also on refusals.
    """
    put_nonces_on_scripts()
    web.add_middleware(BodyLimit)
    web.add_middleware(Throttling)
    web.add_middleware(SameOrigin, base_url=settings.base_url)
    web.add_middleware(LogRefusals)
    web.add_middleware(SecurityHeaders, secure=settings.secure, behind_proxy=bool(settings.proxies))
