"""Shared language: what words mean to whom."""

from data.models.base import Id, Line, Part, Text


class Term(Part):
    """A word and its meaning; own words of the dossier, besides the start list in ``content/glossary.yaml``."""

    id: Id
    term: Line
    meaning: Text = ''
    note: Text = ''


class Stance(Part):
    """What one party says of a term."""

    agrees: bool = False
    proposal: Text = ''
    """the meaning the party would rather use; empty if it has none"""
