"""The key of this installation: made once, whole or not at all, and never an empty one."""

import os
from pathlib import Path

import pytest

import app
from data.errors import Damaged
from data.settings import Settings, secret_of


def test_the_key_is_made_once_and_for_us_only(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / 'var')

    key = secret_of(settings)

    assert len(key) == 64
    assert secret_of(settings) == key
    assert (tmp_path / 'var' / 'secret').stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / 'var').iterdir()] == ['secret']


def test_a_power_cut_at_any_step_leaves_no_empty_key(tmp_path: Path) -> None:
    class PowerCut(BaseException):
        pass

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    for number, name in enumerate(('pwrite', 'write', 'fsync', 'replace')):
        settings = Settings(data=tmp_path / str(number))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, 'write_text', cut)
            patch.setattr(os, name, cut)
            with pytest.raises(PowerCut):
                secret_of(settings)
                raise PowerCut  # this step is not taken
        assert len(secret_of(settings)) == 64


@pytest.mark.parametrize('content', [b'', b' \n'])
def test_an_empty_key_stops_the_start_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / 'secret').write_bytes(content)

    with pytest.raises(Damaged, match='is leeg'):
        secret_of(Settings(data=tmp_path))
    with pytest.raises(SystemExit) as end:
        app.main(['--data', str(tmp_path), '--no-browser'])

    assert str(end.value.code) == (
        f'Het bestand {tmp_path / "secret"} met de sleutel van deze installatie is leeg. '
        'Zet het terug uit een reservekopie.'
    )
