"""The members of all dossiers. No I/O; whoever keeps the file asks for the rows."""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from data.errors import NotAllowed
from data.models import Member, MemberRole
from data.rows import Rows

_READING = timedelta(days=30)
"""how long somebody reads along for whom no other time was chosen"""


class Members:
    """All members by id.

    :param rows: what the file held
    :param now: the clock
    """

    def __init__(self, rows: Iterable[Member], now: Callable[[], datetime]) -> None:
        self.rows = Rows({member.id: member for member in rows})
        self._of: dict[str, dict[str, None]] = {}
        for member in self.rows.values():
            self._of.setdefault(member.dossier_id, {})[member.id] = None
        self._now = now

    def add(self, dossier_id: str, name: str, role: MemberRole, party_id: str, days: int | None) -> Member:
        """Make a member; ``days`` is how long they have access, None for as long as nobody takes it away."""
        until = self._now() + timedelta(days=days) if days else None
        member = Member(
            id=secrets.token_hex(6), dossier_id=dossier_id, name=name, role=role, party_id=party_id, until=until
        )
        self.rows[member.id] = member
        self._of.setdefault(dossier_id, {})[member.id] = None
        return member

    def get(self, member_id: str) -> Member | None:
        """Give a member as it is now, None if there is none or its time is over."""
        member = self.rows.get(member_id)
        return None if member is None or self.is_over(member) else member

    def of(self, dossier_id: str) -> list[Member]:
        """Give all members of a dossier, in the order they came."""
        return [self.rows[member_id] for member_id in self._of.get(dossier_id, ())]

    def change_role(self, member: Member, role: MemberRole, party_id: str) -> Member:
        """Give somebody another role or party; only who reads along does so until a day, and always.

        :raises NotAllowed: if it is the last owner of the dossier
        """
        if role is not MemberRole.OWNER:
            self.keep_an_owner(member)
        until = (member.until or self._now() + _READING) if role is MemberRole.READER else None
        self.rows[member.id] = member.model_copy(update={'role': role, 'party_id': party_id, 'until': until})
        return self.rows[member.id]

    def renew(self, member_id: str) -> Member | None:
        """Give somebody whose time is over 30 days more; gives the member as it is then."""
        member = self.rows.get(member_id)
        if member and self.is_over(member):
            member = self.rows[member_id] = member.model_copy(update={'until': self._now() + _READING})
        return member

    def renew_feed(self, member_id: str) -> Member | None:
        """Count one more calendar link of somebody; gives the member as it is then, None if there is none."""
        member = self.get(member_id)
        if member:
            member = self.rows[member_id] = member.model_copy(update={'feed': member.feed + 1})
        return member

    def keep_an_owner(self, leaving: Member) -> None:
        """See to it that a dossier keeps an owner.

        :raises NotAllowed: if it has no other
        """
        owners = [each for each in self.of(leaving.dossier_id) if each.role is MemberRole.OWNER]
        if leaving in owners and all(each == leaving or self.is_over(each) for each in owners):
            raise NotAllowed('Dit is de laatste beheerder van het dossier. Maak eerst iemand anders beheerder.')

    def forget(self, member_ids: set[str]) -> None:
        """Drop members."""
        for member in [self.rows[each] for each in member_ids if each in self.rows]:
            del self.rows[member.id]
            del self._of[member.dossier_id][member.id]

    def is_over(self, member: Member) -> bool:
        """Whether the time of a member is over."""
        return member.until is not None and member.until <= self._now()
