import socket
from pathlib import Path

import pytest

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
