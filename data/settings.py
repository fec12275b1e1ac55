"""Settings from the environment (``WIJKAKKOORD_...``) and the command line."""

import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


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

    @property
    def secure(self) -> bool:
        """Whether people come over https, so that cookies are for https only."""
        return self.base_url.startswith('https://')


def secret_of(settings: Settings) -> bytes:
    """Give the key of this installation; made once and kept in the data folder unless it is set."""
    if settings.secret:
        return settings.secret.encode()
    path = settings.data / 'secret'
    if not path.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip().encode()
