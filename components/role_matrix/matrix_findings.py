"""What the role matrix still lacks, as a list that follows every change."""

from components.findings import Findings
from components.visit import Visit
from data.models import Dossier, Finding
from data.rules.raci import check_matrix, condensed


class MatrixFindings(Findings):
    """The findings of all thirteen rules, with what one step mends put together."""

    def __init__(self, visit: Visit) -> None:
        def check(dossier: Dossier) -> tuple[Finding, ...]:
            return condensed(dossier, check_matrix(dossier, visit.content.decision_types, visit.today))

        super().__init__(visit, check, 'Elke taak is goed verdeeld.')
