"""A device with passkeys, in software: answers the questions of WebAuthn as a browser and its device would."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, NEW_KEY = 1, 4, 64


class SoftPasskey:
    """One key.

    :param origin: the page it believes to be on
    :param verified: whether the device asks who is there
    """

    def __init__(self, origin: str, *, verified: bool = True) -> None:
        self.origin = origin
        self.count = 0
        self.id = secrets.token_bytes(16)
        self._flags = PRESENT | (VERIFIED if verified else 0)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer the question for a new key."""
        data = self._data(question['rp']['id'], NEW_KEY) + bytes(16)
        data += len(self.id).to_bytes(2, 'big') + self.id + self._public_key()
        said = self._said('webauthn.create', question)
        attested = cbor2.dumps({'fmt': 'none', 'attStmt': {}, 'authData': data})
        return self._answer({'clientDataJSON': text(said), 'attestationObject': text(attested)})

    def prove(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer the question who is there."""
        self.count += 1
        data, said = self._data(question['rpId']), self._said('webauthn.get', question)
        signature = self._key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        parts = {'clientDataJSON': said, 'authenticatorData': data, 'signature': signature}
        return self._answer({name: text(part) for name, part in parts.items()})

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {'id': text(self.id), 'rawId': text(self.id), 'type': 'public-key', 'response': response}

    def _said(self, what: str, question: dict[str, Any]) -> bytes:
        return json.dumps({'type': what, 'challenge': question['challenge'], 'origin': self.origin}).encode()

    def _data(self, name: str, more: int = 0) -> bytes:
        flags = self._flags | more
        return hashlib.sha256(name.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, 'big')

    def _public_key(self) -> bytes:
        numbers = self._key.public_key().public_numbers()
        point = {-2: numbers.x.to_bytes(32, 'big'), -3: numbers.y.to_bytes(32, 'big')}
        return cbor2.dumps({1: 2, 3: -7, -1: 1, **point})


def text(data: bytes) -> str:
    """Give bytes as base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b'=').decode()


def changed(answer: dict[str, Any], part: str) -> dict[str, Any]:
    """Give an answer with the last byte of a part of it changed."""
    data = urlsafe_b64decode(answer['response'][part] + '==')
    return {**answer, 'response': {**answer['response'], part: text(data[:-1] + bytes([data[-1] ^ 1]))}}
