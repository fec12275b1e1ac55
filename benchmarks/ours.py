"""Fill a data folder of Wijkakkoord with dossiers and people, in a process of its own: ``python -m benchmarks.ours``.

Prints what the load needs: the cookies, the addresses of the texts, and those of pages worth opening.
"""

import json
import sys
from pathlib import Path

from data.content import load_content
from data.demo import demo_dossier
from data.models import GOAL, MemberRole, answer_of, clause_of
from data.settings import Settings, secret_of
from data.workspace import Workspace
from pages.session import COOKIE

CONTENT = Path(__file__).parent.parent / 'content'
DOSSIERS = 20
"""each has one goal, and a text per question and per article"""
PEOPLE = 50
DEMO = 'meting'
PAGES = ('', '/rollen')


def fill(folder: Path) -> dict[str, list[str]]:
    """Make dossiers that the same people are members of, and a copy of the demo to open pages of."""
    workspace = Workspace(folder, load_content(CONTENT), secret_of(Settings(data=folder)))
    dossiers = [workspace.create(f'Wijk {number}', 'Wiedemeer', 'Jeroen').dossier_id for number in range(DOSSIERS)]
    workspace.install(*demo_dossier(DEMO, workspace.content, workspace.today()))
    cookies = []
    for number in range(PEOPLE):
        known = (*dossiers, DEMO) if number < 3 else dossiers[:1]
        members = [
            workspace.accounts.add_member(dossier_id, f'Deelnemer {number}', MemberRole.FACILITATOR).id
            for dossier_id in known
        ]
        cookies.append(f'{COOKIE}={workspace.accounts.enter(None, *members)}')
    content = workspace.content
    texts = [GOAL, *map(answer_of, content.questions), *(clause_of(article.id) for article in content.articles)]
    return {
        'cookies': cookies,
        'texts': [f'/live/{dossier_id}/{text_id}' for dossier_id in dossiers for text_id in texts],
        'pages': [f'/dossier/{DEMO}{page}' for page in PAGES],
    }


if __name__ == '__main__':
    print(json.dumps(fill(Path(sys.argv[1]))))
