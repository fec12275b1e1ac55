import socket
from pathlib import Path

import pytest

from data.accounts import Accounts
from data.settings import Settings
from pages import commandline


def test_a_port_in_use_ends_with_a_sentence_that_names_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f'Poort {port} is al in gebruik.*--port'):
            commandline.require_address(Settings(data=tmp_path, port=port))


def test_an_address_of_another_machine_ends_with_a_sentence_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r'‘192\.0\.2\.1’ poort 8080.*--host'):
        commandline.require_address(Settings(data=tmp_path, host='192.0.2.1'))


@pytest.mark.parametrize('name, value', [('WIJKAKKOORD_PORT', 'veel'), ('WIJKAKKOORD_PORT', '70000')])
def test_a_wrong_setting_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit, match=f'{name}.*{value}'):
        commandline.parse([])


ORGANISATION = {
    'WIJKAKKOORD_OIDC_ISSUER': 'https://login.example/realm',
    'WIJKAKKOORD_OIDC_CLIENT_ID': 'wijkakkoord',
    'WIJKAKKOORD_OIDC_CLIENT_SECRET': 'zeer-geheim',
    'WIJKAKKOORD_OIDC_NAME': 'Gemeente Wiedemeer',
}


@pytest.mark.parametrize('issuer', ['https://login.example', 'http://127.0.0.1:9400/o', 'http://localhost'])
def test_an_organisation_is_reached_safely(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    for name, value in (ORGANISATION | {'WIJKAKKOORD_OIDC_ISSUER': issuer}).items():
        monkeypatch.setenv(name, value)

    assert commandline.parse([])[1].oidc_issuer == issuer


@pytest.mark.parametrize(
    'name, value, said',
    [
        ('ISSUER', 'http://login.example', 'https://'),
        ('ISSUER', 'login.example', 'https://'),
        ('ISSUER', 'https://', 'https://'),
        ('ISSUER', 'https://127.0.0.1:poort', 'https://'),
        ('ISSUER', 'https://naam@login.example', 'https://'),
        ('ISSUER', 'https://login.example/?realm=x', 'https://'),
        ('CLIENT_ID', '', 'vul dit in'),
        ('CLIENT_SECRET', ' ', 'vul dit in'),
        ('NAME', '', 'vul dit in'),
        ('NAME', 'x' * 61, '60'),
    ],
)
def test_a_wrong_setting_of_the_organisation_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    for each, right in ORGANISATION.items():
        monkeypatch.setenv(each, right)
    monkeypatch.setenv(f'WIJKAKKOORD_OIDC_{name}', value)

    with pytest.raises(SystemExit, match=f'^WIJKAKKOORD_OIDC_{name}: .*{said}'):
        commandline.parse([])


def test_a_secret_without_an_organisation_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('WIJKAKKOORD_OIDC_CLIENT_SECRET', 'zeer-geheim')

    with pytest.raises(SystemExit, match='WIJKAKKOORD_OIDC_CLIENT_SECRET: vul ook WIJKAKKOORD_OIDC_ISSUER in') as end:
        commandline.parse([])

    assert 'zeer-geheim' not in str(end.value)


def test_who_runs_this_gets_a_link_for_a_new_password_and_the_log_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level('INFO')
    accounts = Accounts(tmp_path / 'accounts.json', b'')
    token, _ = accounts.accept(accounts.invite(), None)
    accounts.make_account(token, 'Beheer', email='beheer@wijk.example', password='x')

    commandline.run_reset(accounts, 'Beheer@wijk.example', 'https://wijk.example')

    link = capsys.readouterr().out.split()[-1]
    assert link.startswith('https://wijk.example/herstel/')
    assert accounts.reset_of(link.rsplit('/', 1)[1]).email == 'beheer@wijk.example'
    assert 'made a link for a new password' in caplog.text
    assert 'beheer@' not in caplog.text
    assert link.rsplit('/', 1)[1] not in caplog.text


def test_for_an_account_that_does_not_exist_there_is_no_link(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r'geen account met het e-mailadres ‘x@wijk\.example’'):
        commandline.run_reset(Accounts(tmp_path / 'accounts.json', b''), 'x@wijk.example', '')
