"""The stock y-websocket client works against our endpoint."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import StartApp
from tests.test_live_bundle import npm_install

pytestmark = pytest.mark.asyncio(loop_scope='session')


async def test_two_stock_clients_share_a_text(start_app: StartApp, tmp_path: Path) -> None:
    sources = await asyncio.to_thread(npm_install, tmp_path)
    shutil.copy(Path(__file__).with_name('stock_client.mjs'), sources)
    app = await start_app('tests/browser/live_harness.py')
    address = app.url.replace('http', 'ws') + '/live/proef'

    process = await asyncio.create_subprocess_exec(
        'node', 'stock_client.mjs', address, 'goal', cwd=sources, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await asyncio.wait_for(process.communicate(), 60)

    result = json.loads(output)
    assert sorted(result['text']) == sorted('hé😀!x\n' + 'hé😀!x\n'.upper())
    assert result['name'] == 'Henk', "names are the server's to say"
    assert result['errors'] == []
