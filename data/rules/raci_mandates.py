"""Rule V5 of the role matrix: the accountable party may decide what the task asks."""

from collections.abc import Iterable, Sequence
from datetime import date

from data.content_models import DecisionType
from data.models import Dossier, Mandate, MandateLevel, Party, Task
from data.rules.dutch import joined
from data.rules.mandates import DECIDING_LEVELS, ended, holder


def missing_mandate(
    dossier: Dossier, party: Party, task: Task, decision_types: Sequence[DecisionType], today: date
) -> str:
    """Say in a clause what the mandates of a party lack for a task.

    Every subject of the task has to be covered by some mandate of level M2 or higher of any representative; a task
    without subjects asks for some such mandate. Subjects that no mandate can cover go through the own process of the
    party anyway and are left out.

    :return: for example 'Dirk Hoekstra mag alleen adviseren'; empty if nothing is missing
    """
    beyond_mandates = {kind.id for kind in decision_types if not kind.mandatable}
    subjects = [subject for subject in task.subjects if subject not in beyond_mandates]
    if task.subjects and not subjects:
        return ''
    held = [mandate for mandate in dossier.mandates_of(party.id) if holder(dossier, mandate)]
    running = [mandate for mandate in held if not ended(mandate, today)]
    deciding = [mandate for mandate in running if mandate.level in DECIDING_LEVELS]
    if not deciding:
        return _nobody_decides(dossier, held, running)
    covered = {subject for mandate in deciding for subject in mandate.subjects}
    names = {kind.id: kind.name for kind in decision_types}
    lacking = [f'‘{names.get(subject, subject)}’' for subject in subjects if subject not in covered]
    return f'{_holders(dossier, deciding)} niet beslissen over {joined(lacking)}' if lacking else ''


def _nobody_decides(dossier: Dossier, held: Sequence[Mandate], running: Sequence[Mandate]) -> str:
    advising = [mandate for mandate in running if mandate.level is MandateLevel.ADVISE]
    if advising:
        return f'{_holders(dossier, advising)} alleen adviseren'
    if running:
        return f'{_holders(dossier, running)} alleen meeluisteren'
    if held:
        return 'het mandaat van deze partij is afgelopen'
    return 'er is nog niet vastgelegd wie namens deze partij mag beslissen'


def _holders(dossier: Dossier, mandates: Iterable[Mandate]) -> str:
    """Name the people and the verb that goes with them: 'Dirk mag', 'Noor en Jeroen mogen'."""
    people = {person.id: person.name for mandate in mandates if (person := holder(dossier, mandate))}
    names = [name for name in people.values() if name]
    if len(people) > 1 and len(names) == len(people):
        return f'{joined(names)} mogen'
    return f'{joined(names) or "de vertegenwoordiger"} mag'
