"""Accounts of one's own: signing in, and changing how. Plain pages with forms, which need no socket and no script."""

from fastapi import FastAPI

from pages.account.codes import add_codes
from pages.account.desk import Desk
from pages.account.make import add_make
from pages.account.mine import add_mine
from pages.account.passkeys import Unreadable, add_passkeys, unreadable
from pages.account.reset import add_reset
from pages.account.sign_in import add_sign_in


def add_account(app: FastAPI) -> None:
    """Put all of it on its addresses."""
    desk = Desk()
    add_sign_in(app, desk)
    add_passkeys(app, desk)
    app.add_exception_handler(Unreadable, unreadable)
    add_make(app)
    add_mine(app)
    add_codes(app, desk)
    add_reset(app)
