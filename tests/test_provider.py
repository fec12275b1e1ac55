"""What a provider answers is believed only when all of it holds; attempts are for one browser and once."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from data import provider as provider_module
from data.attempts import MOST, SECONDS, Attempts
from data.errors import NotAllowed
from data.provider import Provider, ProviderDown, ProviderLies, Question
from data.settings import Settings

ISSUER = 'https://login.example/realm'
SECRET = 'geheim: 1 + genoeg tekens'
CALLBACK = 'https://wijk.example/inloggen/organisatie/terug'
KEY = RSAKey.generate_key(2048, {'kid': 'one', 'use': 'sig', 'alg': 'RS256'})
STRANGE_KEY = RSAKey.generate_key(2048, {'kid': 'one'})
DISCOVERY = {
    'issuer': ISSUER,
    'authorization_endpoint': 'https://login.example/authorize?p=policy',
    'token_endpoint': 'https://login.example/token',
    'jwks_uri': 'https://login.example/keys',
    'id_token_signing_alg_values_supported': ['RS256', 'HS256', 'none'],
}
Answer = Callable[[httpx2.Request], httpx2.Response]


@dataclass
class Fake:
    """A provider that answers whatever a test wants.

    :param claims: of the id token, over the right ones
    :param answers: path -> what it says there instead
    """

    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=lambda: {**DISCOVERY})
    key: Any = field(default_factory=lambda: KEY)
    header: dict[str, Any] = field(default_factory=lambda: {'alg': 'RS256', 'kid': 'one'})
    answers: dict[str, Answer] = field(default_factory=dict)
    nonce: str = ''
    asked: list[httpx2.Request] = field(default_factory=list)

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        if other := self.answers.get(request.url.path):
            return other(request)
        if request.url.path == '/token':
            return httpx2.Response(200, json={'access_token': 'a', 'token_type': 'Bearer', 'id_token': self.id_token()})
        if request.url.path == '/keys':
            return httpx2.Response(200, json=KeySet([KEY]).as_dict(private=False))
        return httpx2.Response(200, json=self.discovery)

    def id_token(self) -> str:
        now = int(time.time())
        right = {'iss': ISSUER, 'sub': '42', 'aud': 'us', 'iat': now, 'exp': now + 60, 'nonce': self.nonce}
        claims = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        return jwt.encode(self.header, claims, self.key, algorithms=['RS256', 'HS256', 'none'])

    def provider(self) -> Provider:
        settings = Settings(
            oidc_issuer=ISSUER, oidc_client_id='us', oidc_client_secret=SECRET, oidc_name='Gemeente Wiedemeer'
        )
        return Provider(settings, httpx2.MockTransport(self.handle))

    async def sign_in(self, issuer: str | None = None) -> str:
        provider = self.provider()
        question = await provider.ask(CALLBACK)
        self.nonce = question.nonce
        return await provider.subject(question, 'the-code', issuer)


async def test_the_question_has_all_that_protects_it() -> None:
    fake = Fake()

    question = await fake.provider().ask(CALLBACK)

    address = urlsplit(question.address)
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f'{address.scheme}://{address.netloc}{address.path}' == 'https://login.example/authorize'
    assert asked == {
        'p': 'policy',
        'response_type': 'code',
        'client_id': 'us',
        'redirect_uri': CALLBACK,
        'scope': 'openid',
        'state': question.state,
        'nonce': question.nonce,
        'code_challenge': create_s256_code_challenge(question.verifier),
        'code_challenge_method': 'S256',
    }
    assert min(map(len, (question.state, question.nonce))) >= 20
    assert len(question.verifier) >= 43
    assert repr(question) == f'Question(callback={CALLBACK!r})'
    again = await fake.provider().ask(CALLBACK)
    assert {again.state, again.nonce, again.verifier}.isdisjoint({question.state, question.nonce, question.verifier})


async def test_the_code_is_redeemed_with_secret_and_verifier() -> None:
    fake = Fake()
    provider = fake.provider()
    question = await provider.ask(CALLBACK)
    fake.nonce = question.nonce

    assert await provider.subject(question, 'the-code', ISSUER) == '42'

    request = next(each for each in fake.asked if each.url.path == '/token')
    sent = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
    assert sent == {
        'grant_type': 'authorization_code',
        'code': 'the-code',
        'redirect_uri': CALLBACK,
        'code_verifier': question.verifier,
    }
    assert request.headers['authorization'].startswith('Basic ')
    assert [each.url.path for each in fake.asked].count('/realm/.well-known/openid-configuration') == 1


async def test_a_provider_that_takes_the_secret_in_the_body_only_gets_it_there() -> None:
    fake = Fake(discovery={**DISCOVERY, 'token_endpoint_auth_methods_supported': ['client_secret_post']})

    await fake.sign_in()

    request = next(each for each in fake.asked if each.url.path == '/token')
    assert parse_qs(request.content.decode())['client_secret'] == [SECRET]
    assert 'authorization' not in request.headers


@pytest.mark.parametrize(
    'claims',
    [
        {'iss': 'https://other.example'},
        {'iss': None},
        {'aud': 'somebody-else'},
        {'aud': 'somebody-else', 'azp': 'us'},
        {'aud': ['us', 'somebody-else']},
        {'aud': ['us', 'somebody-else'], 'azp': 'somebody-else'},
        {'aud': None},
        {'azp': 'somebody-else'},
        {'nonce': 'of-another-attempt'},
        {'nonce': None},
        pytest.param({'exp': int(time.time()) - 120}, id='expired'),  # every worker must give it the same name
        {'exp': None},
        {'exp': 'morgen'},
        pytest.param({'iat': int(time.time()) + 3600}, id='made later'),
        pytest.param({'nbf': int(time.time()) + 3600}, id='not yet'),
        {'sub': None},
        {'sub': ''},
        {'sub': 42},
        {'sub': 'x' * 256},
        {'at_hash': 'wrong'},
    ],
    ids=str,
)
async def test_an_id_token_with_a_wrong_claim_proves_nothing(claims: dict[str, Any]) -> None:
    with pytest.raises(ProviderLies):
        await Fake(claims=claims).sign_in()


async def test_an_id_token_for_us_among_others_counts() -> None:
    assert await Fake(claims={'aud': ['us', 'somebody-else'], 'azp': 'us'}).sign_in() == '42'


@pytest.mark.parametrize(
    'key, header',
    [
        (STRANGE_KEY, {'alg': 'RS256', 'kid': 'one'}),
        (STRANGE_KEY, {'alg': 'RS256', 'kid': 'unknown'}),
        (OctKey.import_key(SECRET), {'alg': 'HS256', 'kid': 'one'}),
        (OctKey.import_key(SECRET), {'alg': 'none', 'kid': 'one'}),
        (OctKey.import_key(SECRET), {'alg': 'none'}),
    ],
    ids=['wrong key', 'unknown key', 'shared secret', 'none', 'none without key'],
)
async def test_an_id_token_that_is_not_signed_by_the_provider_proves_nothing(key: Any, header: dict[str, str]) -> None:
    with pytest.raises(ProviderLies):
        await Fake(key=key, header=header).sign_in()


async def test_a_shared_key_that_everyone_can_read_proves_nothing() -> None:
    shared = OctKey.import_key(SECRET, {'kid': 'one'})
    fake = Fake(key=shared, header={'alg': 'HS256', 'kid': 'one'})
    fake.answers['/keys'] = lambda _: httpx2.Response(200, json=KeySet([shared]).as_dict(private=True))

    with pytest.raises(ProviderLies):
        await fake.sign_in()


async def test_keys_are_fetched_again_when_the_provider_has_new_ones() -> None:
    fake, new = Fake(), RSAKey.generate_key(2048, {'kid': 'two'})
    provider = fake.provider()
    question = await provider.ask(CALLBACK)
    fake.nonce = question.nonce
    assert await provider.subject(question, 'code', None) == '42'
    fake.key, fake.header = new, {'alg': 'RS256', 'kid': 'two'}
    fake.answers['/keys'] = lambda _: httpx2.Response(200, json=KeySet([KEY, new]).as_dict(private=False))

    assert await provider.subject(question, 'code', None) == '42'


async def test_a_code_that_another_issuer_sent_is_not_taken_to_ours() -> None:
    fake = Fake()

    with pytest.raises(ProviderLies):
        await fake.sign_in('https://other.example')

    assert not [each for each in fake.asked if each.url.path == '/token']


async def test_a_provider_that_promises_to_name_itself_must_do_so() -> None:
    fake = Fake(discovery={**DISCOVERY, 'authorization_response_iss_parameter_supported': True})

    with pytest.raises(ProviderLies):
        await fake.sign_in(None)

    assert await fake.sign_in(ISSUER) == '42'


@pytest.mark.parametrize(
    'said',
    [
        {'issuer': 'https://other.example'},
        {'issuer': f'{ISSUER}/'},
        {'authorization_endpoint': 'http://login.example/authorize'},
        {'authorization_endpoint': 'javascript:alert(1)'},
        {'token_endpoint': 'http://169.254.169.254/latest'},
        {'token_endpoint': 'http://127.0.0.1/latest'},
        {'token_endpoint': None},
        {'jwks_uri': 'file:///etc/passwd'},
    ],
    ids=str,
)
async def test_a_provider_that_says_wrong_things_of_itself_is_not_used(said: dict[str, Any]) -> None:
    with pytest.raises(ProviderDown):
        await Fake(discovery={**DISCOVERY, **said}).provider().ask(CALLBACK)


async def test_a_discovery_document_cannot_change_how_we_connect() -> None:
    fake = Fake(discovery={**DISCOVERY, 'verify': False, 'proxy': 'http://evil.example', 'client_secret': 'x'})

    assert await fake.sign_in() == '42'


NONSENSE = [
    lambda _: httpx2.Response(500, text='kapot'),
    lambda _: httpx2.Response(302, headers={'location': 'https://evil.example'}),
    lambda _: httpx2.Response(200, text='<html>'),
    lambda _: httpx2.Response(200, json=[]),
    lambda _: httpx2.Response(200, json=None),
    lambda _: httpx2.Response(200, text='[' * 100_000),
    lambda _: httpx2.Response(200, json={'keys': [{'kty': 'RSA', 'kid': 'one', 'n': '!', 'e': '!'}]}),
    lambda _: httpx2.Response(400, json={'error': 'invalid_grant', 'error_description': 'the-code'}),
    lambda _: httpx2.Response(200, json={'id_token': 'a.b.c', 'token_type': 'Bearer'}),
    lambda _: httpx2.Response(200, json={'id_token': None}),
    lambda _: httpx2.Response(200, json={'id_token': 7}),
    lambda _: httpx2.Response(200, json={'access_token': 'a', 'token_type': 'Bearer'}),
]


@pytest.mark.parametrize('path', ['/token', '/keys', '/realm/.well-known/openid-configuration'])
@pytest.mark.parametrize('answer', NONSENSE, ids=range(len(NONSENSE)))
async def test_nonsense_is_a_refusal(path: str, answer: Answer) -> None:
    with pytest.raises((ProviderDown, ProviderLies)) as refusal:
        await Fake(answers={path: answer}).sign_in()

    assert 'the-code' not in str(refusal.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(['keys', 'kid', 'id_token']), part),
    max_leaves=6,
)


@given(JSON, st.sampled_from(['/token', '/keys', '/realm/.well-known/openid-configuration']))
def test_whatever_json_a_provider_answers_is_a_refusal(said: object, path: str) -> None:
    content = json.dumps(said).encode()
    fake = Fake(answers={path: lambda _: httpx2.Response(200, content=content)})

    with pytest.raises((ProviderDown, ProviderLies)):
        asyncio.run(fake.sign_in())


@pytest.mark.parametrize('path', ['/token', '/keys', '/realm/.well-known/openid-configuration'])
async def test_a_provider_that_is_not_there_or_slow_is_down(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError('no', request=request)

    with pytest.raises(ProviderDown):
        await Fake(answers={path: refuse}).sign_in()

    async def linger(request: httpx2.Request) -> httpx2.Response:
        if request.url.path == path:
            await asyncio.sleep(3600)
        return fake.handle(request)

    monkeypatch.setattr(provider_module, 'WAIT', 0.05)
    fake = Fake()
    monkeypatch.setattr(httpx2, 'MockTransport', lambda _: _Slow(linger))
    with pytest.raises(ProviderDown):
        await fake.sign_in()


class _Slow(httpx2.AsyncBaseTransport):
    def __init__(self, handle: Callable[[httpx2.Request], Any]) -> None:
        self._handle = handle

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        answer: httpx2.Response = await self._handle(request)
        return answer


async def test_every_attempt_asks_first_whether_the_provider_is_there() -> None:
    fake = Fake()
    provider = fake.provider()
    await provider.ask(CALLBACK)
    fake.answers['/realm/.well-known/openid-configuration'] = lambda _: httpx2.Response(503)

    with pytest.raises(ProviderDown):
        await provider.ask(CALLBACK)

    fake.answers.clear()
    assert await provider.ask(CALLBACK)


# attempts


def question(state: str = 'state') -> Question:
    return Question('https://login.example/?state', CALLBACK, state, 'nonce', 'verifier')


def test_an_attempt_is_finished_once() -> None:
    attempts = Attempts()
    token = attempts.begin(question(), binds='session')

    assert attempts.finish('state', token).binds == 'session'

    with pytest.raises(NotAllowed):
        attempts.finish('state', token)


@pytest.mark.parametrize('token', [None, '', 'of-another-browser'])
def test_another_browser_can_neither_finish_nor_end_an_attempt(token: str | None) -> None:
    attempts = Attempts()
    mine = attempts.begin(question())

    with pytest.raises(NotAllowed):
        attempts.finish('state', token)

    assert attempts.finish('state', mine)


def test_a_state_of_another_attempt_does_not_go_with_this_one() -> None:
    attempts = Attempts()
    mine = attempts.begin(question('mine'))
    attempts.begin(question('theirs'))

    with pytest.raises(NotAllowed):
        attempts.finish('theirs', mine)


def test_an_attempt_expires() -> None:
    moment = [0.0]
    attempts = Attempts(lambda: moment[0])
    late, early = attempts.begin(question('late')), attempts.begin(question('early'))
    moment[0] = SECONDS - 1

    assert attempts.finish('early', early)

    moment[0] = SECONDS
    with pytest.raises(NotAllowed, match='verlopen'):
        attempts.finish('late', late)


def test_attempts_fill_no_memory() -> None:
    moment = [0.0]
    attempts = Attempts(lambda: moment[0])
    for number in range(MOST + 5):
        attempts.begin(question(str(number)))
    assert len(attempts) == MOST

    moment[0] = SECONDS
    attempts.begin(question())
    assert len(attempts) == 1
