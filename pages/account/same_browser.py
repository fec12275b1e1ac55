"""Ties the steps of one sign-in to one browser: what was begun in one counts in no other."""

from fastapi import Request
from starlette.responses import Response

from data.account_parts import digest_of, new_token
from data.settings import Settings
from pages.session import cookie_of, give_cookie, site_of

SECONDS = 900
"""how long a browser is known; longer than any step may take"""


def step_cookie_of(settings: Settings) -> str:
    """Give the name of the cookie that tells one browser from another while somebody signs in."""
    return f'{cookie_of(settings)}-stap'


def tie(request: Request, response: Response, browser: str) -> Response:
    """Let a browser be known as the one that ``browser_of`` gave."""
    settings = site_of(request).settings
    return give_cookie(response, settings, step_cookie_of(settings), browser, seconds=SECONDS, samesite='strict')


def browser_of(request: Request) -> str:
    """Give what a browser is known by; something new for one that is not known yet."""
    return request.cookies.get(step_cookie_of(site_of(request).settings)) or new_token()


def mark_of(browser: str) -> str:
    """Give what is kept of a browser between two steps."""
    return digest_of(browser)
