"""Settings from the environment (``WIJKAKKOORD_...``) and the command line."""

import secrets
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.disk import write_atomically
from data.errors import Damaged

LOOPBACK = ('127.0.0.1', '::1', 'localhost')


class Settings(BaseSettings):
    """How this installation runs; every setting has a default that works at once."""

    model_config = SettingsConfigDict(env_prefix='WIJKAKKOORD_', extra='ignore', frozen=True)

    data: Path = Path('var')
    host: str = '127.0.0.1'
    port: int = Field(default=8080, ge=1, le=65535)
    secret: str = ''
    base_url: str = ''
    """address people use, e.g. https://wijkakkoord.example; empty takes it from the request"""
    proxies: str = ''
    """addresses or networks of proxies whose X-Forwarded-For and -Proto are believed, e.g. 127.0.0.1,10.0.0.0/8"""
    tokens: Path | None = None
    """style sheet with the design tokens of the municipality"""
    log: Literal['text', 'json'] = 'text'
    """how the log is written"""
    demo: bool = False
    """offer the demo only: no link for an owner is made"""
    oidc_issuer: str = ''
    """address of the OpenID Connect provider of an organisation; empty offers none"""
    oidc_client_id: str = Field(default='', validate_default=True)
    oidc_client_secret: str = Field(default='', validate_default=True)
    oidc_name: str = Field(default='', validate_default=True, max_length=60)
    """whose accounts these are, as people call it, e.g. Gemeente Wiedemeer"""

    @field_validator('oidc_issuer')
    @classmethod
    def _is_safe(cls, issuer: str) -> str:
        if issuer and (not is_safe_address(issuer) or '?' in issuer or '#' in issuer):
            said = 'dit moet een adres zijn dat begint met https:// (http:// mag alleen op deze machine zelf)'
            raise PydanticCustomError('address', said)
        return issuer

    @field_validator('oidc_client_id', 'oidc_client_secret', 'oidc_name')
    @classmethod
    def _goes_with_an_issuer(cls, value: str, info: ValidationInfo) -> str:
        has_issuer = bool(info.data.get('oidc_issuer'))
        if has_issuer and not value.strip():
            raise PydanticCustomError('missing', 'vul dit in, want WIJKAKKOORD_OIDC_ISSUER is ingevuld')
        if value and not has_issuer:
            raise PydanticCustomError('lonely', 'vul ook WIJKAKKOORD_OIDC_ISSUER in, of laat dit leeg')
        return value

    @property
    def secure(self) -> bool:
        """Whether people come over https, so that cookies are for https only."""
        return self.base_url.startswith('https://')


def is_safe_address(address: str) -> bool:
    """Whether what is sent there can be read by nobody on the way: https, or http to this machine itself."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == 'https' or (parts.scheme == 'http' and host in LOOPBACK)


def secret_of(settings: Settings) -> bytes:
    """Give the key of this installation; made once and kept in the data folder unless it is set.

    :raises Damaged: if the file with it is empty; anybody could guess that key
    """
    if settings.secret:
        return settings.secret.encode()
    path = settings.data / 'secret'
    if not path.exists():
        write_atomically(path, secrets.token_hex(32).encode())
    if secret := path.read_bytes().strip():
        return secret
    raise Damaged(f'Het bestand {path} met de sleutel van deze installatie is leeg.')
