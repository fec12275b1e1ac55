"""Passwords: which are good enough, and their argon2id hashes.

Rules after NIST SP 800-63B: length and a look at what is easily guessed, no rules about kinds of characters.
"""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from string import digits, punctuation

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from data.errors import Unfit

LEAST, MOST = 12, 200
_STRONG = 3
"""of the five grades of zxcvbn (0 to 4): more than 10^8 guesses"""
_LOOKED_AT = 72
"""characters; zxcvbn takes long over longer ones"""
_DUTCH = ('welkom', 'wachtwoord', 'geheim', 'gemeente', 'wijkakkoord', 'akkoord', 'zomer', 'winter', 'herfst', 'lente')
_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_NOBODY = _HASHER.hash('the password of an account that is not there')
_TWO = ThreadPoolExecutor(2, thread_name_prefix='passwords')
"""a hash takes 32 MiB and a core for a moment: never more than two at once"""


def require_strong(password: str, *known: str) -> None:
    """See to it that a password is hard to guess.

    :param known: what anybody knows about the person, such as their name and e-mail address
    :raises Unfit: if it is not
    """
    if len(password) < LEAST:
        raise Unfit(f'Kies een wachtwoord van ten minste {LEAST} tekens. Een paar woorden achter elkaar is prima.')
    if len(password) > MOST:
        raise Unfit(f'Kies een wachtwoord van ten hoogste {MOST} tekens.')
    words = [word.casefold() for word in (*_DUTCH, *known)]
    guess = zxcvbn(password[:_LOOKED_AT], user_inputs=words, max_length=_LOOKED_AT)
    if guess['score'] < _STRONG or password.casefold().strip(digits + punctuation + ' ') in words:
        raise Unfit('Dit wachtwoord is makkelijk te raden. Kies een paar woorden die niet bij elkaar horen.')


async def hash_of(password: str) -> str:
    """Give what is stored of a password; the event loop goes on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_TWO, _HASHER.hash, _plain(password))


async def matches(hashed: str, password: str) -> bool:
    """Whether a password is the right one; without a hash it takes as long and never is."""
    return await asyncio.get_running_loop().run_in_executor(_TWO, _verify, hashed, _plain(password))


def _verify(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed or _NOBODY, password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


def _plain(password: str) -> str:
    """Give the same characters for the same password, whatever keyboard they come from."""
    return unicodedata.normalize('NFKC', password[: MOST + 1])
