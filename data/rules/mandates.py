"""What a representative may decide alone, and what that spares the party: its own process."""

from collections.abc import Iterable
from datetime import date

from data.content_models import DecisionType
from data.models import Body, Dossier, Mandate, MandateLevel, Party, Person

DECIDING_LEVELS = (MandateLevel.DECIDE_WITHIN_FRAMES, MandateLevel.DECIDE_AND_REPORT, MandateLevel.FULL)
"""M2 and higher: the person may say yes without asking back. Source: domain 5.2."""


def holder(dossier: Dossier, mandate: Mandate) -> Person | None:
    """Give the person who has a mandate; None if nobody was chosen or the person or party is gone."""
    party = dossier.party(mandate.party_id)
    return party.person(mandate.person_id) if party else None


def ended(mandate: Mandate, today: date) -> bool:
    """Tell whether the last day of a mandate is over."""
    return mandate.ends is not None and mandate.ends < today


def has_voice(mandate: Mandate, body: Body) -> bool:
    """Tell whether the person with this mandate sits in a body with a voice, not as adviser."""
    return any(
        seat.person_id == mandate.person_id and seat.party_id == mandate.party_id and not seat.advisory
        for seat in body.seats
        if seat.person_id
    )


def covers(dossier: Dossier, mandate: Mandate, kind: DecisionType, today: date, amount: int | None = None) -> bool:
    """Tell whether a mandate is large enough for a decision, whatever body takes it.

    :param amount: euro the decision costs the party; None if no money is involved or it is not known
    """
    within = amount is None or mandate.limit_euro is None or amount <= mandate.limit_euro
    return (
        kind.mandatable
        and mandate.level in DECIDING_LEVELS
        and kind.id in mandate.subjects
        and within
        and not ended(mandate, today)
        and holder(dossier, mandate) is not None
    )


def sparing(
    dossier: Dossier,
    party: Party,
    kind: DecisionType,
    *,
    deciders: Iterable[Body],
    today: date,
    amount: int | None = None,
) -> Mandate | None:
    """Give the mandate that makes the own process of a party unnecessary for a decision; None if there is none.

    The person decides in the deciding body and reports afterwards, so a voice there is needed; where no body decides,
    the mandate alone is enough. Source: domain 5.2.

    :param deciders: the bodies that take the decision; empty if the parties do so themselves
    """
    bodies = [*deciders]
    return next(
        (
            mandate
            for mandate in dossier.mandates_of(party.id)
            if covers(dossier, mandate, kind, today, amount)
            and (not bodies or any(has_voice(mandate, body) for body in bodies))
        ),
        None,
    )


def enlarged(mandate: Mandate, kind: DecisionType) -> Mandate:
    """Give the mandate as it would be if the person might decide on this type of decision."""
    level = mandate.level if mandate.level in DECIDING_LEVELS else MandateLevel.DECIDE_WITHIN_FRAMES
    subjects = (*(subject for subject in mandate.subjects if subject != kind.id), kind.id)
    return mandate.model_copy(update={'level': level, 'subjects': subjects, 'limit_euro': None, 'ends': None})


def limits_text(mandate: Mandate) -> str:
    """Say the limits of a mandate: 'tot € 10.000 per besluit en 8 uur per week'; empty without limits."""
    euro = f'€ {mandate.limit_euro:,}'.replace(',', '.') + ' per besluit' if mandate.limit_euro is not None else ''
    hours = f'{mandate.limit_hours} uur per week' if mandate.limit_hours is not None else ''
    limits = ' en '.join(limit for limit in (euro, hours) if limit)
    return f'tot {limits}' if limits else ''
