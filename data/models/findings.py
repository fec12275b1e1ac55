"""What a check finds: a sentence for people and where to mend it."""

from enum import StrEnum

from data.models.base import Line, Part, Text


class Level(StrEnum):
    """How much a finding weighs; nothing ever blocks saving, an error only blocks 'definitief'."""

    ERROR = 'fout'
    WARNING = 'waarschuwing'
    INFO = 'info'


class Finding(Part):
    """One finding of a rule."""

    code: Line
    """the rule, e.g. 'V1'"""
    level: Level
    message: Text
    """plain Dutch (B1): what is the matter and what would be right"""
    link: Line
    """address below the dossier of where to mend it, e.g. '/rollen#cel-T05-p2'"""
    party_id: str = ''
    subject: str = ''
    """id of the task, article, body ... it is about"""
