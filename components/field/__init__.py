"""Inputs that write straight into the dossier and follow what others write."""

from components.field.choices import Checks, Radios
from components.field.field import Choice, Field, Kind
from components.field.parts import Cell, PartList

__all__ = ['Cell', 'Checks', 'Choice', 'Field', 'Kind', 'PartList', 'Radios']
