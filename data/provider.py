"""The OpenID Connect provider of an organisation: sends somebody there and judges what it answers.

Authorization code flow with PKCE; the protocol is authlib's. Only ``openid`` is asked for: no name, no e-mail address.
Rules: OpenID Connect Core 1.0 section 3.1, Discovery 1.0 section 4.3, RFC 7636 and RFC 9207.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import httpx2
from authlib.integrations.starlette_client import StarletteOAuth2App
from pydantic import BaseModel

from data.settings import LOOPBACK, Settings, is_safe_address

WAIT = 8.0
"""how long (seconds) the provider may take for all its answers to one step"""
_ALGORITHMS = ('RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512')
"""with a key pair only: a signature by the shared secret, or none, proves too little"""
_SKEW = 60
"""by how much (seconds) two clocks may differ"""
_LONGEST = 255
"""characters of an id, OpenID Connect Core 1.0 section 2"""
_KNOWN_CODES = {'invalid_client', 'invalid_grant', 'invalid_request', 'unauthorized_client', 'bad_signature'}
_KNOWN_CODES |= {'expired_token', 'invalid_claim', 'missing_claim', 'invalid_key_id', 'decode_error'}


class ProviderDown(Exception):
    """The provider gives no answer, not in time, or none that can be used; the message says what, for the log."""


class ProviderLies(Exception):
    """The provider's answer does not prove who somebody is; the message says why, for the log."""


@dataclass(frozen=True)
class Question:
    """What was asked of the provider for one attempt to sign in; all but the callback is secret."""

    address: str = field(repr=False)
    """where the browser goes; holds state and nonce, so it stays out of logs"""
    callback: str
    """where it comes back"""
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class _Discovered(BaseModel):
    """What a provider says of itself, as far as we use it; the rest of its document is not believed for anything."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    id_token_signing_alg_values_supported: list[str] = ['RS256']
    token_endpoint_auth_methods_supported: list[str] = ['client_secret_basic']
    authorization_response_iss_parameter_supported: bool = False

    @property
    def is_safe(self) -> bool:
        """Whether all addresses are https; to this machine itself http will do, if the issuer is there too."""
        addresses, local = (self.authorization_endpoint, self.token_endpoint, self.jwks_uri), self.issuer[:5] == 'http:'
        return all(is_safe_address(each) and (local or each.startswith('https:')) for each in addresses)

    @property
    def algorithms(self) -> list[str]:
        """How an id token may be signed."""
        return [each for each in self.id_token_signing_alg_values_supported if each in _ALGORITHMS]

    @property
    def secret_goes(self) -> str:
        """How our secret is sent: in a header unless the provider takes it in the body only."""
        known = self.token_endpoint_auth_methods_supported
        return 'client_secret_post' if known and 'client_secret_basic' not in known else 'client_secret_basic'


class Provider:
    """One provider, as the settings name it. It is asked when somebody signs in, never at the start.

    :param transport: carries the requests, in tests
    """

    def __init__(self, settings: Settings, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self.issuer = settings.oidc_issuer
        self.name = settings.oidc_name
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        by_proxy = httpx2.URL(self.issuer).host not in LOOPBACK
        self._http: dict[str, Any] = {'timeout': WAIT, 'trust_env': by_proxy, 'transport': transport}
        if transport is None:
            self._http['verify'] = httpx2.create_ssl_context()  # once: reading all authorities takes 30 ms
        self._known: tuple[_Discovered, StarletteOAuth2App] | None = None

    async def ask(self, callback: str) -> Question:
        """Begin an attempt, if the provider is there: else the browser would be sent to an address without an answer.

        :param callback: address of ours where the browser comes back
        :raises ProviderDown: if the provider does not say of itself what is needed
        """
        _, client = self._known = await self._discover()
        asked = await client.create_authorization_url(callback)
        return Question(asked['url'], callback, asked['state'], asked['nonce'], asked['code_verifier'])

    async def subject(self, question: Question, code: str, issuer: str | None) -> str:
        """Take the code to the provider; gives its id of the person, which is unique with this issuer only.

        :param issuer: who says it sent the code (RFC 9207), None if nobody says so
        :raises ProviderDown: if it gives no answer
        :raises ProviderLies: if the answer proves nothing
        """
        discovered, client = self._known or await self._discover()
        if issuer != self.issuer and (issuer is not None or discovered.authorization_response_iss_parameter_supported):
            raise ProviderLies('the code comes from another issuer')
        try:
            async with asyncio.timeout(WAIT):
                token = await client.fetch_access_token(
                    question.callback, code=code, code_verifier=question.verifier, grant_type='authorization_code'
                )
                claims = await client.parse_id_token(token, question.nonce, self._demands(), leeway=_SKEW)
        except (TimeoutError, httpx2.HTTPError) as error:
            raise ProviderDown(_kind(error)) from None
        except Exception as error:  # what a provider sends can break its readers in any way
            raise ProviderLies(_kind(error)) from None
        subject = claims and claims['sub']
        if not subject or len(subject) > _LONGEST:
            raise ProviderLies('there is no usable subject')
        return str(subject)

    def _demands(self) -> dict[str, dict[str, object]]:
        """Give what an id token must hold; authlib adds the nonce and, with many audiences, ``azp``."""
        return {'iss': {'essential': True, 'value': self.issuer}, 'aud': {'essential': True, 'value': self._client_id}}

    async def _discover(self) -> tuple[_Discovered, StarletteOAuth2App]:
        """Give what the provider says of itself now, and a client made of that."""
        try:
            async with asyncio.timeout(WAIT), httpx2.AsyncClient(**self._http) as http:
                answer = await http.get(f'{self.issuer.rstrip("/")}/.well-known/openid-configuration')
                discovered = _Discovered.model_validate(answer.raise_for_status().json())
        except Exception as error:  # what a provider sends can break its readers in any way
            raise ProviderDown(f'discovery: {_kind(error)}') from None
        if discovered.issuer != self.issuer:
            raise ProviderDown('discovery: it calls itself otherwise than WIJKAKKOORD_OIDC_ISSUER')
        if not discovered.is_safe:
            raise ProviderDown('discovery: it names an address without https')
        return discovered, self._client(discovered)

    def _client(self, discovered: _Discovered) -> StarletteOAuth2App:
        """Make a client; only what was checked goes in, because authlib would take connection options as well."""
        return StarletteOAuth2App(
            None,
            client_id=self._client_id,
            client_secret=self._secret,
            client_kwargs={
                'scope': 'openid',
                'code_challenge_method': 'S256',
                'token_endpoint_auth_method': discovered.secret_goes,
                **self._http,
            },
            issuer=self.issuer,
            authorization_endpoint=discovered.authorization_endpoint,
            token_endpoint=discovered.token_endpoint,
            jwks_uri=discovered.jwks_uri,
            id_token_signing_alg_values_supported=discovered.algorithms or [*_ALGORITHMS[:1]],
        )


def _kind(error: Exception) -> str:
    """Say for the log what went wrong, in words that hold nothing of the answer itself."""
    code = getattr(error, 'error', '')
    return f'{type(error).__name__} {code}' if code in _KNOWN_CODES else type(error).__name__
