"""The personal links of calendar feeds: a member's id with a signature, so nothing is stored."""

import hashlib
import hmac


class FeedLinks:
    """Makes and checks the tokens of feeds.

    :param secret: key of this installation; another key ends all links
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, member_id: str) -> str:
        """Give the token for a member."""
        return f'{member_id}-{self._signature(member_id)}'

    def member_id(self, token: str) -> str:
        """Give the id of the member a token was made for, '' if it was not made here."""
        member_id, _, signature = token.partition('-')
        right = hmac.compare_digest(signature.encode(), self._signature(member_id).encode())
        return member_id if right else ''

    def _signature(self, member_id: str) -> str:
        return hmac.new(self._secret, f'feed:{member_id}'.encode(), hashlib.sha256).hexdigest()
