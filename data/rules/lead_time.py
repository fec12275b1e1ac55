"""How long a decision takes: its steps from the route, the bodies and the own processes, and the critical path.

Source: domain 5.1 to 5.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from data.content_models import Content, DecisionType
from data.models import EACH_PARTY, MUNICIPALITY, Dossier, Finding, Level, Mandate, Party
from data.rules.dutch import weeks_text
from data.rules.mandates import sparing
from data.rules.own_process import Weeks, own_process
from data.rules.routes import ACTOR_NAMES, Actors, actors, deciding_parties, decision_type, route_of
from data.rules.steps import Stage, Step, critical_path, total_weeks

OFFICE = Weeks(1, 1, 2)
"""usual time for a project leader or an office to prepare, advise or decide; a guideline, as all weeks"""


@dataclass(frozen=True)
class LeadTime:
    """The expected lead time of one type of decision."""

    type_id: str
    weeks: Weeks
    steps: tuple[Step, ...]
    path: tuple[Step, ...]
    """the critical path: the longest way in usual weeks"""
    spared: tuple[Mandate, ...]
    """mandates that make an own process unnecessary; the person reports afterwards"""
    unknown: tuple[str, ...]
    """ids of parties that have to decide themselves but have named no process for it"""
    findings: tuple[Finding, ...]

    @property
    def longest(self) -> Step | None:
        """The step of the critical path that takes most weeks; the first of equals."""
        return max(self.path, key=lambda step: step.weeks.usual, default=None)

    @property
    def summary(self) -> str:
        """The lead time in a few words."""
        if self.longest is None:
            return 'nog niet te berekenen: er is nog geen stap met een tijd'
        return f'langste route: ongeveer {weeks_text(self.weeks.usual)}, langste stap: {self.longest.name}'


def lead_time(dossier: Dossier, content: Content, type_id: str, today: date, amount: int | None = None) -> LeadTime:
    """Compute how long a type of decision takes in this dossier.

    Bodies of one stage work side by side; a stage waits for the whole stage before it. The parties that decide or
    confirm themselves do so side by side, each in the order of its own processes.

    :param today: decides which mandates have ended
    :param amount: euro it costs each party, tested against the limits of mandates; None if unknown or no money
    :raises KeyError: if there is no such type of decision
    """
    build = _Build(dossier, decision_type(content, type_id), today, amount)
    build.run()
    return LeadTime(
        type_id=type_id,
        weeks=total_weeks(build.steps),
        steps=tuple(build.steps),
        path=critical_path(build.steps),
        spared=tuple(build.spared),
        unknown=tuple(build.unknown),
        findings=tuple(dict.fromkeys(build.findings)),
    )


class _Build:
    """Puts the steps of one decision together, stage after stage."""

    def __init__(self, dossier: Dossier, kind: DecisionType, today: date, amount: int | None) -> None:
        self.dossier = dossier
        self.kind = kind
        self.route = route_of(dossier, kind)
        self.today = today
        self.amount = amount
        self.steps: list[Step] = []
        self.spared: list[Mandate] = []
        self.unknown: list[str] = []
        self.findings: list[Finding] = []
        self._last: tuple[str, ...] = ()
        """the steps at the end of the last stage that has any"""

    def run(self) -> None:
        deciders = actors(self.dossier, [self.route.decides])
        deciding = deciding_parties(self.dossier, self.route.decides)
        confirming = [party for party in deciding_parties(self.dossier, self.route.ratifies) if party not in deciding]
        self._add(self._shared(Stage.PREPARE, actors(self.dossier, self.route.prepares)))
        self._add(self._shared(Stage.ADVISE, actors(self.dossier, self.route.advises)))
        self._add(self._shared(Stage.DECIDE, _without_parties(deciders)) + self._own(Stage.DECIDE, deciding, deciders))
        self._add(self._own(Stage.CONFIRM, confirming, deciders))

    def _shared(self, stage: Stage, who: Actors) -> list[Step]:
        """Give the steps of bodies and other actors, side by side."""
        self.findings += [missing_actor(self.kind, stage, name) for name in who.missing]
        steps = [
            Step(
                id=f'{stage}:{body.id}',
                stage=stage,
                name=body.name,
                weeks=self._agreed(stage) or Weeks.of(body.weeks_min, body.weeks, body.weeks_max),
                after=self._last,
                body_id=body.id,
            )
            for body in who.bodies
        ]
        weeks = self._agreed(stage) or OFFICE
        return steps + [Step(f'{stage}:{name}', stage, ACTOR_NAMES[name], weeks, self._last) for name in who.others]

    def _own(self, stage: Stage, parties: Iterable[Party], deciders: Actors) -> list[Step]:
        """Give the own processes of parties, side by side, but for those a mandate spares."""
        steps: list[Step] = []
        for party in parties:
            mandate = sparing(
                self.dossier, party, self.kind, deciders=deciders.bodies, today=self.today, amount=self.amount
            )
            if mandate:
                self.spared.append(mandate)
                steps += self._mandated(stage, party)
            else:
                steps += self._process(stage, party)
        return steps

    def _mandated(self, stage: Stage, party: Party) -> list[Step]:
        """Give the step of somebody who decides for a party alone, if the route names a time for it."""
        weeks = self._agreed(stage)
        name = f'besluit met mandaat {party.short_name}'
        return [Step(f'mandaat:{party.id}', stage, name, weeks, self._last, party.id)] if weeks else []

    def _process(self, stage: Stage, party: Party) -> list[Step]:
        own = own_process(self.dossier, party.id, self.kind.id)
        self.findings += own.findings
        if not own.processes:
            self.unknown.append(party.id)
            weeks = self._agreed(stage)
            step = Step(f'partij:{party.id}', stage, step_name('', party), weeks or OFFICE, self._last, party.id)
            return [step] if weeks else []
        return [
            Step(
                id=f'proces:{process.id}',
                stage=stage,
                name=step_name(process.body, party),
                weeks=Weeks.of(process.weeks_min, process.weeks, process.weeks_max),
                after=(f'proces:{own.after[process.id]}',) if process.id in own.after else self._last,
                party_id=party.id,
            )
            for process in own.processes
        ]

    def _agreed(self, stage: Stage) -> Weeks | None:
        """Give the time the route itself names for deciding."""
        if stage is not Stage.DECIDE or self.route.weeks is None:
            return None
        return Weeks(self.route.weeks, self.route.weeks, self.route.weeks)

    def _add(self, steps: list[Step]) -> None:
        """Add the steps of a stage and remember those that nothing in it waits for."""
        if steps:
            waited_for = {before for step in steps for before in step.after}
            self.steps += steps
            self._last = tuple(step.id for step in steps if step.id not in waited_for)


def step_name(body: str, party: Party) -> str:
    """Name a step of an own process: 'RvC Wiedezicht'."""
    name = body or 'eigen besluit'
    return name if party.short_name in name else f'{name} {party.short_name}'


def missing_actor(kind: DecisionType, stage: Stage, name: str) -> Finding:
    """Say that somebody in a route does not exist (any more)."""
    if stage is Stage.DECIDE:
        message = f'Over ‘{kind.name}’ besluit ‘{name}’, maar dat overleg is er niet (meer). Kies wie er besluit.'
        code, level = 'R2', Level.ERROR
    else:
        message = (
            f'Bij ‘{kind.name}’ hoort ‘{name}’ bij het {stage}, maar dat overleg is er niet (meer). Kies een ander.'
        )
        code, level = 'R3', Level.WARNING
    return Finding(code=code, level=level, message=message, link=f'/besluiten#besluit-{kind.id}', subject=kind.id)


def _without_parties(who: Actors) -> Actors:
    """Leave out those who decide by the own processes of parties."""
    return replace(who, others=tuple(name for name in who.others if name not in (EACH_PARTY, MUNICIPALITY)))
