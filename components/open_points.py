"""What still has to be sorted out, with an owner and a date."""

from components.field import Cell, PartList
from components.visit import Visit

_CELLS = (
    Cell('text', 'Wat', 'area'),
    Cell('owner', 'Wie'),
    Cell('due', 'Vóór', 'date'),
    Cell('done', 'Klaar', 'check'),
)


class OpenPoints(PartList):
    """The list of open points; everyone adds to it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, 'open_points', _CELLS, item='open punt', empty='Er zijn geen open punten.')
