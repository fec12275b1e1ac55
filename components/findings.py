"""What a check finds, now and after every change, with a link to where it can be mended."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from nicegui import ui

from components.html import Words, icon_html
from components.observer import Observer
from components.visit import Visit
from data.models import Dossier, Finding, Level

ICONS = {Level.ERROR: 'circle-x', Level.WARNING: 'triangle-alert', Level.INFO: 'info'}
WORDS = {Level.ERROR: 'Fout', Level.WARNING: 'Aandachtspunt', Level.INFO: 'Ter informatie'}
_HEADINGS = {
    Level.ERROR: ('Eerst oplossen', 'Dit moet kloppen voordat de overeenkomst definitief kan worden.'),
    Level.WARNING: ('Bespreek dit samen', 'Het mag zo blijven, als u er bewust voor kiest.'),
    Level.INFO: ('Goed om te weten', ''),
}


class _Group(NamedTuple):
    """What shows the findings of one level."""

    whole: ui.element
    heading: Words
    items: ui.html
    fold: ui.element
    summary: Words
    rest: ui.html


_AT_ONCE, _FIRST = 8, 5
"""more warnings than this are folded away, but for the first ones: a new dossier has dozens of a kind"""


class Findings(Observer):
    """A list per level; says so when there is nothing to mend.

    :param check: gives the findings of a dossier; called a moment after a change
    :param nothing: sentence for when there are no errors and warnings
    """

    def __init__(
        self, visit: Visit, check: Callable[[Dossier], Sequence[Finding]], nothing: str = 'Alles klopt.'
    ) -> None:
        super().__init__()
        self._visit, self._check = visit, check
        self._found: Sequence[Finding] = ()
        self._groups: dict[Level, _Group] = {}
        self.classes('wa-stack')
        with self:
            with ui.element('p').classes('wa-note wa-note--success') as self._nothing:
                ui.html(icon_html('circle-check'), sanitize=False, tag='span')
                Words('span', nothing)
            for level in Level:
                self._groups[level] = self._build(level)
        self._show(visit.dossier, first=True)
        self.listen_later(visit.changed, self._show)

    def refresh(self) -> None:
        """Look again, because something else than the dossier changed."""
        self._show(self._visit.dossier)

    def _build(self, level: Level) -> _Group:
        title, explanation = _HEADINGS[level]
        folded = level is Level.INFO
        with ui.element('details' if folded else 'div').classes('wa-details' if folded else '') as group:
            heading = Words('summary' if folded else 'h3', title)
            with ui.element('div').classes('wa-details__body' if folded else 'wa-stack wa-stack--small'):
                if explanation:
                    Words('p', explanation, 'wa-subtle wa-small')
                items = ui.html('', sanitize=False, tag='ul').classes('wa-findings')
                with ui.element('details').classes('wa-details wa-details--quiet') as fold:
                    summary = Words('summary')
                    rest = ui.html('', sanitize=False, tag='ul').classes('wa-details__body wa-findings')
        return _Group(group, heading, items, fold, summary, rest)

    def _show(self, dossier: Dossier, first: bool = False) -> None:
        """Write the lists anew only if something else was found."""
        found = self._check(dossier)
        if found == self._found and not first:
            return
        self._found = found
        for level, group in self._groups.items():
            own = [finding for finding in found if finding.level is level]
            group.whole.set_visibility(bool(own))
            group.heading.text = f'{_HEADINGS[level][0]} ({len(own)})'
            self._fill(group, own, _FIRST if level is Level.WARNING and len(own) > _AT_ONCE else len(own))
        self._nothing.set_visibility(not any(finding.level is not Level.INFO for finding in found))

    def _fill(self, group: _Group, own: Sequence[Finding], first: int) -> None:
        """Show the first findings, and the others folded away."""
        group.items.content = ''.join(self._item(finding) for finding in own[:first])
        group.fold.set_visibility(len(own) > first)
        group.summary.text = f'Toon ook de andere {len(own) - first}' if len(own) > first else ''
        group.rest.content = ''.join(self._item(finding) for finding in own[first:])

    def _item(self, finding: Finding) -> str:
        """Give one finding as HTML; all words are escaped, because names come from users."""
        return (
            f'<li class="wa-finding wa-finding--{finding.level}">{icon_html(ICONS[finding.level])}'
            f'<a href="{escape(self._visit.link(finding.link))}"><span class="wa-visually-hidden">'
            f'{WORDS[finding.level]}: </span>{escape(finding.message)}</a></li>'
        )
