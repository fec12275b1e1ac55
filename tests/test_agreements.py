"""The agreement is made once per change, however many look; followers hear of changes soon, not of each letter."""

import asyncio

from data.agreements import REST, Agreements
from tests.dossiers import TODAY, content, demo


def test_two_who_look_get_the_same_agreement() -> None:
    agreements, (dossier, texts) = Agreements(content()), demo()

    first = agreements.of(dossier, texts, TODAY)

    assert agreements.of(dossier, dict(texts), TODAY) is first
    assert agreements.findings(dossier, texts, TODAY) is agreements.findings(dossier, texts, TODAY)


def test_a_changed_text_makes_another_one() -> None:
    agreements, (dossier, texts) = Agreements(content()), demo()
    first = agreements.of(dossier, texts, TODAY)

    second = agreements.of(dossier, {**texts, 'goal': 'Een ander doel.'}, TODAY)

    assert [new.id for old, new in zip(first.sections, second.sections, strict=True) if old != new] == ['artikel-2']


async def test_many_changes_are_told_of_together_and_the_last_is_never_missed() -> None:
    agreements, told = Agreements(content()), []
    agreements.news('d').subscribe(told.append)
    loop = asyncio.get_running_loop()

    begin = loop.time()
    while loop.time() < begin + 1:
        agreements.changed('d')
        await asyncio.sleep(0.01)
    during = len(told)
    await asyncio.sleep(REST + 0.1)

    assert 2 <= during <= 1 / REST + 2
    assert len(told) in (during, during + 1)
    assert set(told) == {'d'}


async def test_the_first_change_is_told_of_at_once() -> None:
    agreements, told = Agreements(content()), []
    agreements.news('d').subscribe(told.append)

    agreements.changed('d')
    await asyncio.sleep(0.1)

    assert told == ['d']


async def test_nobody_follows_so_nothing_is_made() -> None:
    agreements = Agreements(content())

    agreements.changed('d')
    agreements.forget('d')

    assert agreements.news('d') is agreements.news('d')
