"""What a larger mandate would win: the lead time if somebody on the critical path might decide alone.

Source: domain 5.2, the core lesson that a contact person with a mandate keeps speed.
"""

from dataclasses import dataclass
from datetime import date

from data.content_models import Content, DecisionType
from data.models import Body, Dossier, Mandate, Seat
from data.rules.dutch import joined, weeks_text
from data.rules.lead_time import lead_time
from data.rules.mandates import covers, enlarged, has_voice, holder
from data.rules.own_process import Weeks
from data.rules.routes import actors, decision_type, route_of


@dataclass(frozen=True)
class WhatIf:
    """What the lead time would be if one mandate were larger."""

    mandate: Mandate
    weeks: Weeks
    now: Weeks
    sentence: str
    needs_voice: bool = False
    """whether the person would need a voice in the deciding body too"""

    @property
    def saved(self) -> int:
        """Usual weeks won."""
        return self.now.usual - self.weeks.usual


def what_if(
    dossier: Dossier, content: Content, type_id: str, today: date, amount: int | None = None
) -> tuple[WhatIf, ...]:
    """Try a larger mandate for everyone whose party is on the critical path; the largest gain first, and of
    equals the one that needs least.

    Where a body decides, the person needs a voice there as well; the sentence says so if it is missing. A type of
    decision that no mandate can cover has no alternatives.

    :param amount: as for ``lead_time``
    :raises KeyError: if there is no such type of decision
    """
    kind = decision_type(content, type_id)
    now = lead_time(dossier, content, type_id, today, amount)
    spared = {mandate.party_id for mandate in now.spared}
    parties = {step.party_id for step in now.path if step.party_id} - spared
    if not kind.mandatable:
        return ()
    tried = [
        _tried(dossier, content, kind, mandate, now.weeks, today, amount)
        for mandate in dossier.mandates
        if mandate.party_id in parties and holder(dossier, mandate)
    ]
    return tuple(sorted(tried, key=lambda option: (-option.saved, option.needs_voice)))


def _tried(
    dossier: Dossier,
    content: Content,
    kind: DecisionType,
    mandate: Mandate,
    now: Weeks,
    today: date,
    amount: int | None,
) -> WhatIf:
    bodies = actors(dossier, [route_of(dossier, kind).decides]).bodies
    voiceless = bodies if not any(has_voice(mandate, body) for body in bodies) else ()
    changed = dossier.model_copy(
        update={
            'mandates': tuple(enlarged(other, kind) if other is mandate else other for other in dossier.mandates),
            'bodies': tuple(_with_voice(body, mandate) if body in voiceless else body for body in dossier.bodies),
        }
    )
    weeks = lead_time(changed, content, kind.id, today, amount).weeks
    conditions = [] if covers(dossier, mandate, kind, today, amount) else ['hierover zelf mag beslissen']
    conditions += [f'stem krijgt in {joined(body.name for body in voiceless)}'] if voiceless else []
    person = holder(dossier, mandate)
    name = (person.name if person else '') or 'de vertegenwoordiger'
    sentence = f'Als {name} {" en ".join(conditions)}, {_outcome(weeks, now)}.'
    return WhatIf(mandate, weeks, now, sentence, needs_voice=bool(voiceless))


def _with_voice(body: Body, mandate: Mandate) -> Body:
    seat = Seat(id='stem', party_id=mandate.party_id, person_id=mandate.person_id)
    return body.model_copy(update={'seats': (*body.seats, seat)})


def _outcome(weeks: Weeks, now: Weeks) -> str:
    if weeks.usual == now.usual:
        return f'blijft het ongeveer {weeks_text(now.usual)}'
    return f'duurt het ongeveer {weeks_text(weeks.usual)} in plaats van {now.usual}'
