"""What the role matrix still lacks, as a list that follows every change."""

from components.findings import Findings
from components.role_matrix.shared import findings_of
from components.visit import Visit


class MatrixFindings(Findings):
    """The findings of all thirteen rules, with what one step mends put together."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, lambda dossier: findings_of(visit, dossier), 'Elke taak is goed verdeeld.')
