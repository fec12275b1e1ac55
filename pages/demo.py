"""Private copies of the demo dossier."""

import asyncio
import secrets
import time

from data.demo import demo_dossier, demo_members
from data.models import DEMO_PREFIX
from data.workspace import Workspace

HOURS = 24
"""how long a copy lives"""


async def open_demo(workspace: Workspace, session_token: str | None, device: str) -> tuple[str, str]:
    """Make a copy of De Lindelanden for one visitor, who may act as each of its parties.

    :param device: the browser as words
    :return: id of the copy, token of the visitor's session
    :raises NotSaved: if the disk refuses; there is no copy then
    """
    dossier_id = f'{DEMO_PREFIX}{int(time.time()):x}-{secrets.token_hex(8)}'
    dossier, texts = await asyncio.to_thread(demo_dossier, dossier_id, workspace.content, workspace.today())
    token = await workspace.install_for(dossier, texts, demo_members(dossier), session_token, device)
    return dossier_id, token


async def clear_demos(workspace: Workspace) -> None:
    """Remove the copies that have had their time; between two of them pages get their turn."""
    for dossier_id in workspace.expired_demos(HOURS):
        workspace.delete(dossier_id)
        await asyncio.sleep(0)
