"""Personal links: make, use and revoke them. No I/O; whoever keeps the file asks for the rows."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from data.account_parts import INVITATION_DAYS, Invitation, digest_of, new_token
from data.errors import NotAllowed
from data.rows import Rows


class Invitations:
    """All links by the digest of their token.

    :param rows: what the file held
    :param now: the clock
    """

    def __init__(self, rows: Iterable[Invitation], now: Callable[[], datetime]) -> None:
        self.rows = Rows({link.digest: link for link in rows})
        self._of: dict[str, list[str]] = {}
        for link in self.rows.values():
            self._of.setdefault(link.member_id, []).append(link.digest)
        self._now = now

    def make(self, member_id: str, until: datetime | None) -> str:
        """Make a link and end the earlier ones of the same member; gives its token.

        :param until: when the member's access ends, None if it does not
        """
        self.revoke(member_id)
        token, now = new_token(), self._now()
        expires = now + timedelta(days=INVITATION_DAYS)
        expires = min(expires, until or expires)
        link = Invitation(digest=digest_of(token), member_id=member_id, expires=expires, made=now)
        self.rows[link.digest] = link
        self._of.setdefault(member_id, []).append(link.digest)
        return token

    def find(self, token: str) -> Invitation:
        """Give a link that works.

        :raises NotAllowed: if it is unknown, used, revoked or expired; the sentence does not tell a stranger which
        """
        link = self.rows.get(digest_of(token))
        if link is None or not link.works(self._now()):
            raise NotAllowed('Deze link werkt niet (meer). Vraag om een nieuwe link.')
        return link

    def accept(self, token: str) -> str:
        """Use a link; gives its member ('' for the link of whoever runs this installation, which works once).

        :raises NotAllowed: if it does not work
        """
        link = self.find(token)
        update = {'accepted': self._now(), 'used': not link.member_id}
        self.rows[link.digest] = link.model_copy(update=update)
        return link.member_id

    def revoke(self, member_id: str) -> None:
        """End the links of a member."""
        for digest in self._of.get(member_id, ()):
            if not self.rows[digest].revoked:
                self.rows[digest] = self.rows[digest].model_copy(update={'revoked': True})

    def of(self, member_id: str) -> Invitation | None:
        """Give the link of a member that works, None if there is none."""
        links = (self.rows[digest] for digest in self._of.get(member_id, ()))
        return next((link for link in links if link.works(self._now())), None)

    def forget(self, member_ids: set[str]) -> None:
        """Drop the links of members who are no more."""
        for member_id in member_ids:
            self.rows.drop(self._of.pop(member_id, ()))
