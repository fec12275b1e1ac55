"""How far the agreement is: what still keeps it from being final, and the state of every section."""

from html import escape

from nicegui import ui

from components.blocking_points import blocking_counts
from components.findings import Findings
from components.html import Words, icon_html
from components.observer import Observer
from components.visit import Visit
from data.models import UNREAD, Dossier, Finding, Level
from data.rules.document import Section
from data.rules.point_checks import blocking_points


class AgreementSummary(Observer):
    """One sentence on how far the agreement is, and everything that was found."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.classes('wa-stack')
        with self:
            self._sentence = Words('p', '', 'wa-summary__sentence')
            with ui.element('details').classes('wa-details') as details:
                Words('summary', 'Bekijk wat nog moet')
                with ui.element('div').classes('wa-details__body'):
                    self._findings = Findings(visit, self._check, 'Alles klopt. De overeenkomst kan definitief worden.')
        self._details = details
        self._show()
        self.listen(visit.workspace.agreements.news(visit.dossier_id), self._follow)

    def _check(self, dossier: Dossier) -> tuple[Finding, ...]:
        visit = self._visit
        points = blocking_points(visit.threads(dossier), dossier, visit.content)
        return (*points, *visit.workspace.agreements.findings(dossier, visit.texts, visit.today))

    def _follow(self, _dossier_id: str) -> None:
        self._findings.refresh()
        self._show()

    def _show(self) -> None:
        found = self._check(self._visit.dossier)
        self._sentence.text = _sentence(sum(finding.level is Level.ERROR for finding in found))


class AgreementContents(Observer):
    """Links to all sections, each with what is still missing in it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__('nav')
        self._visit = visit
        self.classes('wa-agreement-contents').props['aria-labelledby'] = 'kop-inhoud'
        with self:
            Words('h2', 'Inhoud').props['id'] = 'kop-inhoud'
            self._list = ui.html(self._html(), sanitize=False, tag='ul')
        self.listen(visit.workspace.agreements.news(visit.dossier_id), self._follow)

    def _follow(self, _dossier_id: str) -> None:
        html = self._html()
        if html != self._list.content:
            self._list.content = html

    def _html(self) -> str:
        blocked = blocking_counts(self._visit, self._visit.dossier)
        return ''.join(_line(each, blocked.get(each.id, 0)) for each in self._visit.agreement.sections)


def _sentence(errors: int) -> str:
    if not errors:
        return 'Niets staat de overeenkomst nog in de weg. Zij kan definitief worden.'
    what = 'één punt' if errors == 1 else f'{errors} punten'
    return f'Nog {what} voordat deze overeenkomst definitief kan worden. Opslaan en downloaden kan altijd.'


def _line(section: Section, blocked: int) -> str:
    points = f'{blocked} blokkeert' if blocked == 1 else f'{blocked} blokkeren'
    badge = f'<span class="wa-badge wa-badge--knelpunt">{points}</span>' if blocked else _badge(section)
    return f'<li><a href="#{escape(section.id)}">{escape(section.title)}</a> {badge}</li>'


def _badge(section: Section) -> str:
    gaps = sum(clause.missing for clause in section.clauses)
    if section.dropped:
        kind = 'knelpunt' if section.fixed else 'warning'
        return f'<span class="wa-badge wa-badge--{kind}">weggelaten</span>'
    if any(text.markdown == UNREAD for clause in section.clauses for text in clause.theirs):
        return '<span class="wa-badge wa-badge--warning">niet te lezen</span>'
    if gaps:
        return f'<span class="wa-badge wa-badge--warning">nog {gaps} open</span>'
    return f'<span class="wa-done">{icon_html("check")}<span class="wa-visually-hidden">ingevuld</span></span>'
