from datetime import UTC, date, datetime
from pathlib import Path

from data.content import load_content
from data.models import GOAL, Answer, Consent, Dossier, Party, PartyType, Unknown, text_digest
from data.rules.waiting import waiting

CONTENT = load_content(Path(__file__).parent.parent / 'content')
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def make_dossier(**fields: object) -> Dossier:
    parties = tuple(
        Party(
            id=party_id, type=PartyType.COOPERATIVE, name=party_id, short_name=party_id.upper(), signs=party_id != 'z'
        )
        for party_id in ('a', 'b', 'z')
    )
    return Dossier.model_validate({'id': 'd', 'name': 'n', 'created': NOW, 'parties': parties, **fields})


def messages(dossier: Dossier, goal: str) -> list[str]:
    return [found.message for found in waiting(CONTENT, dossier, {GOAL: goal}, TODAY) if found.code.startswith('W')]


def test_parties_that_sign_and_have_not_agreed_are_named() -> None:
    consent = Consent(by='x', at=NOW, digest=text_digest('Doel'))

    assert messages(make_dossier(), 'Doel') == ['A en B zijn nog niet akkoord met het doel.']
    assert messages(make_dossier(consents={GOAL: {'a': consent}}), 'Doel') == ['B is nog niet akkoord met het doel.']
    assert messages(make_dossier(), '') == []


def test_an_answer_somebody_looks_up_is_named_with_the_person_and_the_day() -> None:
    unknown = Unknown(owner='Lotte', due=date(2026, 12, 8))

    (message,) = messages(make_dossier(answers={'A6': Answer(unknown=unknown)}), '')

    assert message.startswith('Lotte zoekt vóór 8 december 2026 uit:')
    assert 'A6' in message
