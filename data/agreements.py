"""The agreements of the dossiers that people look at now, each made once per change, however many look."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.content_models import Content
from data.models import Dossier, Finding
from data.rules.agreement import build_agreement
from data.rules.agreement_checks import check_built
from data.rules.document import Agreement

_KEPT = 50


@dataclass
class _Made:
    dossier: Dossier
    texts: Mapping[str, str]
    today: date
    agreement: Agreement
    findings: tuple[Finding, ...] | None = None

    def holds(self, dossier: Dossier, texts: Mapping[str, str], today: date) -> bool:
        """Tell whether nothing has changed since; every change of a dossier makes a new one."""
        return self.dossier is dossier and self.today == today and self.texts == texts


class Agreements:
    """Remembers the latest agreement of each dossier.

    :param content: articles and annexes
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        self._made: OrderedDict[str, _Made] = OrderedDict()

    def of(self, dossier: Dossier, texts: Mapping[str, str], today: date) -> Agreement:
        """Give the agreement as it stands."""
        return self._current(dossier, texts, today).agreement

    def findings(self, dossier: Dossier, texts: Mapping[str, str], today: date) -> tuple[Finding, ...]:
        """Give what keeps it from being final, and what to look at."""
        made = self._current(dossier, texts, today)
        if made.findings is None:
            made.findings = check_built(made.agreement, dossier, texts, self._content, today)
        return made.findings

    def _current(self, dossier: Dossier, texts: Mapping[str, str], today: date) -> _Made:
        made = self._made.get(dossier.id)
        if made is None or not made.holds(dossier, texts, today):
            made = _Made(dossier, texts, today, build_agreement(dossier, texts, self._content, today))
            self._made[dossier.id] = made
        self._made.move_to_end(dossier.id)
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return made
