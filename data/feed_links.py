"""The personal links of calendar feeds: a member's id with a signature, so no token is stored."""

import hashlib
import hmac


class FeedLinks:
    """Makes and checks the tokens of feeds.

    :param secret: key of this installation; another key ends all links
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, member_id: str, number: int) -> str:
        """Give the token for a member.

        :param number: how often they asked for a new link; each ends the one before
        """
        return f'{member_id}-{self._signature(member_id, number)}'

    def fits(self, token: str, member_id: str, number: int) -> bool:
        """Whether a token was made here, for this member, and is the latest one."""
        return hmac.compare_digest(token.encode(), self.token(member_id, number).encode())

    def _signature(self, member_id: str, number: int) -> str:
        signed = f'feed:{member_id}:{number}' if number else f'feed:{member_id}'
        return hmac.new(self._secret, signed.encode(), hashlib.sha256).hexdigest()


def claimed(token: str) -> str:
    """Give the id of the member a token says it is for."""
    return token.partition('-')[0]
