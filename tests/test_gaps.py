"""What is still to be agreed stands out in the preview and in every file."""

from datetime import UTC, date, datetime
from pathlib import Path

from data.content import load_content
from data.exports.html import HtmlWriter
from data.models import GOAL, Dossier, Party, PartyType
from data.rules.agreement import build_agreement

CONTENT = load_content(Path(__file__).parent.parent / 'content')
TODAY = date(2026, 11, 23)


def html_of(*, goal: str = '') -> str:
    party = Party(id='gem', type=PartyType.MUNICIPALITY, name='Gemeente Wiedemeer', short_name='Gemeente')
    dossier = Dossier(id='d', name='Proef', created=datetime(2026, 11, 23, tzinfo=UTC), parties=(party,))
    return HtmlWriter().document(build_agreement(dossier, {GOAL: goal}, CONTENT, TODAY))


def test_every_gap_is_marked_also_within_a_sentence() -> None:
    html = html_of()

    assert 'vertegenwoordigd door <mark>nog af te spreken</mark>' in html
    assert html.count('nog af te spreken') == html.count('<mark>nog af te spreken</mark>') > 30


def test_nobody_can_type_a_gap() -> None:
    assert '<mark>niets</mark>' not in html_of(goal='Wij willen \ue000niets\ue001.')
