"""What the file of accounts holds besides members: personal links and browser sessions."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import Field

from data.models import Part

P = TypeVar('P', bound=Part)

SESSION_DAYS, IDLE_DAYS = 14, 8
"""how long a session lasts at most, and how long without use: who comes every week stays signed in"""
INVITATION_DAYS = 60
READING_DAYS = (7, 30, 90)
"""how long a link to read along can be made to work"""


class Invitation(Part):
    """A personal link; without a member it is the link of whoever runs this installation."""

    digest: str
    member_id: str = ''
    expires: datetime
    made: datetime | None = None
    revoked: bool = False
    used: bool = False
    """works once, and that was it"""
    accepted: datetime | None = None
    """when somebody entered with it at last"""

    def works(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return not self.revoked and not self.used and self.expires > now


class Session(Part):
    """One browser: the members it may act as."""

    id: str = Field(default_factory=lambda: secrets.token_hex(8))
    """stays when the token is renewed; open pages know it"""
    digest: str
    members: tuple[str, ...] = ()
    owner: bool = False
    """may make new dossiers"""
    account: str = ''
    """the account of one's own that signed in here; empty for who came by link"""
    proven: datetime | None = None
    """when this person last showed to be who the account is of; a link shows nothing"""
    expires: datetime
    begun: datetime | None = None
    last_used: datetime | None = None
    device: str = ''
    """browser and system as words, e.g. 'Firefox op Windows'"""
    ended: bool = False
    """somebody ended it; kept until it expires, so that its browser hears that access ended"""

    def works(self, now: datetime) -> bool:
        """Whether its browser may still act."""
        return not self.ended and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether it has had its time, or was not used for long."""
        used = self.last_used or self.begun
        return self.expires <= now or (used is not None and used + timedelta(days=IDLE_DAYS) <= now)


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


def new_id() -> str:
    """Make an id that tells nothing and that nobody else has."""
    return secrets.token_hex(16)


def new_token() -> str:
    """Make a token of 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Give what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def rows_of(model: type[P], tables: Mapping[str, Mapping[str, Any]], table: str) -> list[P]:
    """Read the rows of a table; an unknown table is an empty one."""
    return [model.model_validate(row, strict=False) for row in tables.get(table, {}).values()]


def dump(rows: Mapping[str, Any]) -> dict[str, Any]:
    """Give rows as they are written; what is no model is so already."""
    return {key: row.model_dump(mode='json') if isinstance(row, Part) else row for key, row in rows.items()}
