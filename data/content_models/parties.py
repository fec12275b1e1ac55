"""Kinds of parties and how far a representative may go."""

from data.models import Id, MandateLevel, Part, PartyType


class PartyTypeInfo(Part):
    """A kind of party."""

    id: PartyType
    name: str
    role: str
    """usual role in this phase"""
    note: str
    legal_form: str = ''
    decides: str = ''
    signs: str = ''
    bodies: tuple[Id, ...] = ()
    """ids of the party bodies in ``bodies.yaml`` it usually has"""


class MandateLevelInfo(Part):
    """A level of mandate."""

    id: MandateLevel
    name: str
    text: str
    example: str
