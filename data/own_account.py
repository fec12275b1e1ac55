"""What an account of one's own is: how a person signs in without a link, and the members that belong to it."""

import re
from datetime import datetime

from pydantic import Field

from data.account_parts import new_id
from data.errors import Unfit
from data.models import Part

_MOST_NAME, _MOST_EMAIL = 200, 254
_EMAIL = re.compile(r'[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}')


class Identity(Part):
    """A person as an organisation's own sign-in knows them (OpenID Connect: ``iss`` and ``sub``)."""

    issuer: str
    subject: str


class Passkey(Part):
    """A key that a device keeps; only its public half is here (bytes as base64url)."""

    id: str
    public_key: str
    count: int = 0
    """of the device, to notice a copied key; many devices always say 0"""
    name: str = ''
    made: datetime
    last_used: datetime | None = None


class Account(Part):
    """A person who signs in by themselves."""

    id: str = Field(default_factory=new_id)
    name: str = Field(default='', max_length=_MOST_NAME)
    email: str = Field(default='', max_length=_MOST_EMAIL)
    """login name as ``normalised`` gives it; empty for who signs in with an identity only"""
    password: str = ''
    """argon2id; empty if there is none"""
    totp: str = ''
    """secret of the second factor, base32; empty if it is off"""
    totp_last: int = 0
    """time step of the last code that was used; no earlier or same one counts again"""
    recovery: tuple[str, ...] = ()
    """digests of the recovery codes that are left"""
    passkeys: tuple[Passkey, ...] = ()
    identities: tuple[Identity, ...] = ()
    members: tuple[str, ...] = ()
    """ids of the members this person is; they may be of many dossiers"""
    links_off: bool = False
    """whoever opens a personal link of these members must sign in here"""
    owner: bool = False
    """runs this installation: may make new dossiers"""
    created: datetime
    reset: str = ''
    """digest of the one link that may set a new password"""
    reset_until: datetime | None = None

    @property
    def ways_in(self) -> int:
        """Count how this person can sign in."""
        return bool(self.password) + len(self.passkeys) + len(self.identities)

    def passkey(self, passkey_id: str) -> Passkey | None:
        """Give a passkey by its id, None if there is none."""
        return next((each for each in self.passkeys if each.id == passkey_id), None)


def checked_name(name: str) -> str:
    """Give the name of a person or a thing of theirs as it is stored; it may be empty.

    :raises Unfit: if there is half a character in it, as a program can send it, which no file holds
    """
    if not _is_storable(name):
        raise Unfit('Vul een naam in met gewone letters; er staat nu een teken in dat wij niet kunnen bewaren.')
    return name.strip()[:_MOST_NAME]


def normalised(email: str) -> str:
    """Give an e-mail address as it is compared and stored: capitals and spaces around do not count."""
    return email.strip().casefold()


def checked_email(email: str) -> str:
    """Give a login name as it is stored.

    :raises Unfit: if it is not an e-mail address
    """
    address = normalised(email)
    if len(address) > _MOST_EMAIL or not _EMAIL.fullmatch(address) or not _is_storable(address):
        raise Unfit('Vul uw e-mailadres in, bijvoorbeeld naam@wijk.example.')
    return address


def _is_storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
