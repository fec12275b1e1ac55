"""The agreement as it grows: what any party changes shows within a second, and only that is written anew."""

import asyncio
from collections.abc import Callable, Sequence

from nicegui import ui

from components.agreement_html import PreviewWriter
from components.html import Words
from components.observer import Observer
from components.visit import Visit
from data.rules.document import Agreement, Clause, Marks, Section

CALM = 6.0
"""seconds after which a changed clause looks like the others again"""
_TAGS = {Marks.NONE: ('div', 'div'), Marks.NUMBERS: ('ol', 'li'), Marks.LETTERS: ('ol', 'li')}


class AgreementPreview(Observer):
    """The agreement, or some of its sections, as HTML that follows every change.

    :param articles: ids of the sections to show, e.g. ``artikel-2``; empty shows all
    :param explain: show why a clause is there
    :param announce: tell screen readers which section changed
    :param tools: puts something below a section
    """

    def __init__(
        self,
        visit: Visit,
        articles: Sequence[str] = (),
        *,
        explain: bool = False,
        announce: bool = False,
        tools: Callable[[Section], None] | None = None,
    ) -> None:
        super().__init__()
        self._visit, self._articles = visit, articles
        self._agreement = visit.agreement
        self.classes('wa-agreement')
        self._writer = writer = PreviewWriter(visit, explain=explain)
        with self:
            self._head = None if articles else ui.html(writer.head(self._agreement), sanitize=False)
            self._status = Words('p', '', 'wa-visually-hidden').props('role=status') if announce else None
            self._sections = {each.id: SectionView(each, writer, tools) for each in self._chosen(self._agreement)}
        self.listen(visit.workspace.agreements.news(visit.dossier_id), self._follow)

    def _chosen(self, agreement: Agreement) -> list[Section]:
        return [each for each in agreement.sections if not self._articles or each.id in self._articles]

    def _follow(self, _dossier_id: str) -> None:
        agreement = self._visit.agreement
        if agreement is self._agreement:
            return
        self._agreement = agreement
        if self._head and self._head.content != (head := self._writer.head(agreement)):
            self._head.content = head
        changed = [each.title for each in self._chosen(agreement) if self._sections[each.id].show(each)]
        if changed and self._status:
            self._status.text = f'Gewijzigd: {changed[0]}'


class SectionView(ui.element):
    """One section: heading and clauses, patched in place."""

    def __init__(self, section: Section, writer: PreviewWriter, tools: Callable[[Section], None] | None = None) -> None:
        super().__init__('section')
        self._section, self._writer = section, writer
        self._clauses: dict[str, ui.html] = {}
        self._bright: list[ui.html] = []
        self.classes('wa-agreement__section').props['id'] = section.id
        self.props['aria-labelledby'] = f'kop-{section.id}'
        with self:
            self._heading = Words('h3', section.title)
            self._heading.props['id'] = f'kop-{section.id}'
            self._body = ui.element()
            self._after = ui.html(writer.after(section), sanitize=False).classes('wa-clause__text')
            self._build()
            if tools:
                tools(section)

    def show(self, section: Section) -> bool:
        """Show how a section is now; tells whether that is different."""
        old, self._section = self._section, section
        if section == old:
            return False
        self._heading.text = section.title
        self._after.content = self._writer.after(section)
        self._calm()
        if section.marks is not old.marks or [each.id for each in section.clauses] != [*self._clauses]:
            self._body.clear()
            self._build()
        before = {clause.id: clause for clause in old.clauses}
        for clause in section.clauses:
            if clause != before.get(clause.id):
                self._write(clause)
        asyncio.get_running_loop().call_later(CALM, self._calm)
        return True

    def _build(self) -> None:
        outer, inner = _TAGS[self._section.marks]
        with self._body, ui.element(outer).classes('wa-clauses') as clauses:
            if self._section.marks is Marks.LETTERS:
                clauses.props['type'] = 'A'
            self._clauses = {each.id: self._element(each, inner) for each in self._section.clauses}

    def _element(self, clause: Clause, tag: str) -> ui.html:
        element = ui.html(self._writer.whole(self._section, clause), sanitize=False, tag=tag).classes('wa-clause')
        element.props['id'] = clause.id
        return element

    def _write(self, clause: Clause) -> None:
        element = self._clauses[clause.id]
        element.content = self._writer.whole(self._section, clause)
        element.classes(add='wa-clause--changed')
        self._bright.append(element)

    def _calm(self) -> None:
        for element in self._bright:
            if not element.is_deleted:
                element.classes(remove='wa-clause--changed')
        self._bright = []
