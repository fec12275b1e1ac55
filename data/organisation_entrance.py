"""The way in with an account of one's own organisation: its provider, attempts under way, and who may bind."""

import hashlib
import hmac
import secrets

from data.attempts import Attempts
from data.provider import Provider
from data.settings import Settings


class OrganisationEntrance:
    """One organisation whose people can sign in with the account they have there.

    :param provider: who knows them
    """

    def __init__(self, provider: Provider, attempts: Attempts | None = None) -> None:
        self.provider = provider
        self.attempts = Attempts() if attempts is None else attempts
        self._key = secrets.token_bytes(32)

    @property
    def name(self) -> str:
        """What people call the organisation."""
        return self.provider.name

    def permission(self, session_id: str) -> str:
        """Give what a page of ours shows to the person of a session, so that only they can ask to bind.

        Without it another web site could begin the binding, to an account that it signed this browser in to before.
        """
        return hmac.new(self._key, session_id.encode(), hashlib.sha256).hexdigest()

    def permits(self, permission: str, session_id: str) -> bool:
        """Whether a permission was given to the person of this session, since the server started."""
        return hmac.compare_digest(permission.encode(), self.permission(session_id).encode())


def organisation_entrance(settings: Settings) -> OrganisationEntrance | None:
    """Give the way in that the settings name, None if they name none."""
    return OrganisationEntrance(Provider(settings)) if settings.oidc_issuer else None
