"""Private copies of the demo dossier."""

import secrets
import time

from data.demo import demo_dossier, demo_members
from data.models import DEMO_PREFIX
from data.workspace import Workspace

HOURS = 24
"""how long a copy lives"""


def open_demo(workspace: Workspace, session_token: str | None, device: str) -> tuple[str, str]:
    """Make a copy of De Lindelanden for one visitor, who may act as each of its parties.

    :param device: the browser as words
    :return: id of the copy, token of the visitor's session
    """
    dossier_id = f'{DEMO_PREFIX}{int(time.time()):x}-{secrets.token_hex(8)}'
    dossier, texts = demo_dossier(dossier_id, workspace.content, workspace.today())
    workspace.install(dossier, texts)
    members = [
        workspace.accounts.add_member(dossier_id, member.name, member.role, member.party_id)
        for member in demo_members(dossier)
    ]
    token = workspace.accounts.enter(session_token, *(member.id for member in members), device=device)
    return dossier_id, token


def clear_demos(workspace: Workspace) -> None:
    """Remove the copies that have had their time."""
    for dossier_id in workspace.expired_demos(HOURS):
        workspace.delete(dossier_id)
