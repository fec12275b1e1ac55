"""Passkeys (WebAuthn): the questions a browser is asked, and whether its answers hold."""

import base64
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from data.errors import NotAllowed
from data.own_account import Account, Passkey

_REFUSED = 'Deze passkey klopt niet. Probeer het opnieuw, of log in met uw wachtwoord.'


@dataclass(frozen=True)
class Place:
    """Where passkeys belong: they work for one name only, and so cannot be used by a page that pretends to be ours.

    :param name: host name (WebAuthn: relying party id)
    :param origin: address of the pages, without a slash at the end
    """

    name: str
    origin: str


def place_of(address: str) -> Place | None:
    """Give where passkeys belong; None where browsers offer none: numbers instead of a name, or no https.

    :param address: under which people reach us
    """
    parts = urlsplit(address)
    name = parts.hostname or ''
    if not name or _is_number(name) or (parts.scheme != 'https' and name != 'localhost'):
        return None
    return Place(name, f'{parts.scheme}://{parts.netloc}')


def question(place: Place, token: str) -> str:
    """Give what a browser needs to sign in with any passkey of this place, as JSON.

    :param token: base64url; comes back in the answer
    """
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=place.name,
            challenge=base64url_to_bytes(token),
            user_verification=UserVerificationRequirement.PREFERRED,
        )
    )


def new_question(place: Place, token: str, account: Account) -> str:
    """Give what a browser needs to make a passkey for an account, as JSON."""
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=place.name,
            rp_name='Wijkakkoord',
            user_id=account.id.encode(),
            user_name=account.email or account.name or 'Wijkakkoord',
            user_display_name=account.name,
            challenge=base64url_to_bytes(token),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.PREFERRED
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(base64url_to_bytes(each.id)) for each in account.passkeys
            ],
        )
    )


def token_in(answer: Mapping[str, Any]) -> str:
    """Give the token of the question a browser answers; empty if the answer is no answer."""
    try:
        said = json.loads(_bytes(answer['response']['clientDataJSON']))
        return str(said['challenge'])
    except (KeyError, TypeError, ValueError, RecursionError):
        return ''


def made(place: Place, token: str, answer: Mapping[str, Any], name: str, now: datetime) -> Passkey:
    """Give the passkey a browser made.

    :raises NotAllowed: if the answer does not hold
    """
    try:
        found = webauthn.verify_registration_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(token),
            expected_rp_id=place.name,
            expected_origin=place.origin,
        )
    except Exception as error:  # what strangers send breaks this library in many ways; none of them lets anybody in
        raise NotAllowed(_REFUSED) from error
    return Passkey(
        id=bytes_to_base64url(found.credential_id),
        public_key=bytes_to_base64url(found.credential_public_key),
        count=found.sign_count,
        name=name,
        made=now,
    )


def counted(place: Place, token: str, answer: Mapping[str, Any], account: Account) -> int:
    """Give what the device of a passkey says how often it was used, if the answer to a question holds.

    :raises NotAllowed: if it does not; where codes of an app are on, also if the device did not ask who is there
    """
    passkey = account.passkey(str(answer.get('id')))
    try:
        assert passkey
        found = webauthn.verify_authentication_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(token),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.count,
        )
    except Exception as error:  # as above
        raise NotAllowed(_REFUSED) from error
    if account.totp and not found.user_verified:
        raise NotAllowed('Uw apparaat vroeg niet wie u bent. Log in met uw wachtwoord en de code van uw app.')
    return found.new_sign_count


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
