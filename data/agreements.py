"""The agreements of the dossiers that people look at now, each made once per change, however many look."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nicegui import Event

from data.content_models import Content
from data.models import Dossier, Finding
from data.rules.agreement import build_agreement
from data.rules.agreement_checks import check_built
from data.rules.document import Agreement

_KEPT = 50
REST = 0.3
"""seconds between two tellings at the least; typing would otherwise make an agreement per letter"""
AT_ONCE = 0.02
"""seconds in which changes that belong together come in"""


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
        self._news: dict[str, Event[str]] = {}
        self._due: set[str] = set()
        self._told: dict[str, float] = {}

    def news(self, dossier_id: str) -> Event[str]:
        """Give the event that tells (with the id of the dossier), a moment after a change, of another agreement."""
        return self._news.setdefault(dossier_id, Event[str]())

    def changed(self, dossier_id: str, _text_id: str = '') -> None:
        """Take note that a dossier or one of its texts changed; whoever follows it hears within ``REST`` seconds."""
        if dossier_id not in self._news or dossier_id in self._due:
            return
        self._due.add(dossier_id)
        loop = asyncio.get_running_loop()
        rest = self._told.get(dossier_id, 0.0) + REST - loop.time()
        loop.call_later(max(rest, AT_ONCE), self._tell, dossier_id)

    def forget(self, dossier_id: str) -> None:
        """Let go of a dossier that is gone."""
        self._made.pop(dossier_id, None)
        self._news.pop(dossier_id, None)
        self._told.pop(dossier_id, None)

    def _tell(self, dossier_id: str) -> None:
        self._due.discard(dossier_id)
        self._told[dossier_id] = asyncio.get_running_loop().time()
        if dossier_id in self._news:
            self._news[dossier_id].emit(dossier_id)

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
