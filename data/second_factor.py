"""Codes of an app (TOTP, RFC 6238) and recovery codes for who lost it. No I/O and no clock."""

import secrets
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

from data.account_parts import digest_of

RECOVERY_CODES = 10
_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
"""without those that look alike"""


def new_secret() -> str:
    """Make a secret for an app, 160 bits in base32."""
    return pyotp.random_base32()


def address_of_secret(secret: str, email: str) -> str:
    """Give the otpauth address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email or 'account', issuer_name='Wijkakkoord')


def step_of(secret: str, code: str, now: datetime, *, after: int = 0) -> int | None:
    """Give the time step a code of the app is of, None if it is wrong.

    The steps before and after now count too, for clocks that differ a little.

    :param after: the last step that was used; a code of it or of an earlier one is wrong
    """
    digits = ''.join(code.split())
    if not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(digits, for_time=now, valid_window=1)
    except OTPVerificationError:
        return None
    return step if step > after else None


def recovery_codes() -> tuple[str, ...]:
    """Make codes that work once each, as people write them down: 'abcd-efgh-jkmn-pqrs' (79 bits)."""
    return tuple('-'.join(_four() for _ in range(4)) for _ in range(RECOVERY_CODES))


def digest_of_recovery(code: str) -> str:
    """Give what is stored of a recovery code; capitals, spaces and dashes do not count."""
    return digest_of(''.join(code.casefold().replace('-', '').split()))


def _four() -> str:
    return ''.join(secrets.choice(_LETTERS) for _ in range(4))
