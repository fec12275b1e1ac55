"""The parties, the people who act for them, what those may decide and how the party decides itself."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from data.models.base import Id, Line, Part, Text


class PartyType(StrEnum):
    """Kinds of parties; their Dutch names are in ``content/party_types.yaml``."""

    MUNICIPALITY = 'GEM'
    COOPERATIVE = 'COOP'
    HOUSING = 'CORP'
    GRID = 'NETB'
    OWNERS = 'VVE'
    RESIDENTS = 'BEW'
    TENANTS = 'HO'
    HEAT = 'WB'
    OTHER = 'ANDERS'


class PersonKind(StrEnum):
    """How somebody acts for a party."""

    REPRESENTATIVE = 'vertegenwoordiger'
    SUBSTITUTE = 'vervanger'
    CONTACT = 'contactpersoon'


class Person(Part):
    """Somebody who acts for a party."""

    id: Id
    name: Line = ''
    function: Line = ''
    kind: PersonKind = PersonKind.REPRESENTATIVE


class Party(Part):
    """An organisation or group that takes part."""

    id: Id
    type: PartyType
    name: Line
    short_name: Line
    legal_form: Line = ''
    seat: Line = ''
    kvk: Line = ''
    signatory: Line = ''
    signatory_function: Line = ''
    decision_basis: Line = ''
    """by what decision the signatory may sign, e.g. 'collegebesluit van 12 januari 2027'"""
    signs: bool = True
    """whether the party signs; an adviser takes part without signing"""
    own_goal: Text = ''
    interest: Text = ''
    worry: Text = ''
    wants: Text = ''
    avoids: Text = ''
    needs: Text = ''
    people: tuple[Person, ...] = ()

    def person(self, person_id: str) -> Person | None:
        """Give the person with this id, None if the party has no such person."""
        return next((person for person in self.people if person.id == person_id), None)


class MandateLevel(StrEnum):
    """How far a representative may go without asking back; meanings in ``content/mandate_levels.yaml``."""

    LISTEN = 'M0'
    ADVISE = 'M1'
    DECIDE_WITHIN_FRAMES = 'M2'
    DECIDE_AND_REPORT = 'M3'
    FULL = 'M4'


class Mandate(Part):
    """What one representative may decide for the party."""

    id: Id
    party_id: Id
    person_id: str = ''
    level: MandateLevel = MandateLevel.LISTEN
    subjects: tuple[Id, ...] = ()
    """ids of the decision types it covers"""
    limit_euro: int | None = Field(default=None, ge=0)
    """most money per decision in euro; None is no limit stated"""
    limit_hours: int | None = Field(default=None, ge=0)
    """most hours per week; None is no limit stated"""
    excluded: Text = ''
    granted_by: Line = ''
    ends: date | None = None


class InternalProcess(Part):
    """A body inside a party that has to decide or advise, and how long that takes."""

    id: Id
    party_id: Id
    body: Line = ''
    subjects: tuple[Id, ...] = ()
    """ids of the decision types that have to pass here"""
    after: str = ''
    """id of the process of the same party that has to be finished first"""
    weeks_min: int = Field(default=1, ge=0, le=104)
    weeks: int = Field(default=2, ge=0, le=104)
    """usual lead time in weeks"""
    weeks_max: int = Field(default=4, ge=0, le=104)
    planned_on: date | None = None
    note: Text = ''
