"""A member: one person with one role in one dossier."""

from datetime import datetime
from enum import StrEnum

from data.models.base import Id, Line, Part


class MemberRole(StrEnum):
    """What somebody is in a dossier; what each may do is in ``data/rules/permissions.py`` only."""

    OWNER = 'eigenaar'
    FACILITATOR = 'procesbegeleider'
    REPRESENTATIVE = 'vertegenwoordiger'
    SUBSTITUTE = 'vervanger'
    ADVISER = 'adviseur'
    READER = 'lezer'

    @property
    def word(self) -> str:
        """What it is called on screen; an owner of a dossier owns no home."""
        return 'beheerder' if self is MemberRole.OWNER else self.value


class Member(Part):
    """Somebody who may enter a dossier."""

    id: Id
    dossier_id: Id
    name: Line
    role: MemberRole
    party_id: str = ''
    """the party somebody acts for; empty for a facilitator or reader"""
    until: datetime | None = None
    """when access ends by itself; None for as long as nobody takes it away"""
    feed: int = 0
    """how often they asked for a new calendar link"""
