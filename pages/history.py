"""Step: who changed what and when, who wrote what, and putting it back."""

import logging
from datetime import datetime

from nicegui import ui

from components.history_dossier import DossierDifferences
from components.history_texts import TextPast
from components.history_timeline import Timeline
from components.visit import Visit
from pages.sections import contents, section
from pages.steps import STEPS

_SECTIONS = (
    ('tijdlijn', 'Wat er gebeurde'),
    ('teksten', 'Teksten door de tijd'),
    ('verschillen', 'Vergelijk het dossier'),
)
_log = logging.getLogger(__name__)


def history_page(visit: Visit) -> None:
    """Show the changes of a dossier, newest first, and the past of its texts."""
    visit.workspace.texts.history.settle(visit.dossier_id)
    before = _earlier_visit(visit)
    contents(_SECTIONS)
    with ui.element('div').classes('wa-stack wa-stack--large'):
        with section(
            *_SECTIONS[0], 'Alles wat iemand wijzigt, staat hier. Niets verdwijnt, ook niet als u iets terugzet.'
        ):
            timeline = ui.element('div')
        with section(*_SECTIONS[1], 'Kies een tekst. U ziet wie wat schreef en hoe de tekst eerder was.'):
            past = TextPast(visit)
        with section(*_SECTIONS[2], 'Wat is er anders dan eerder? Teksten vergelijkt u hierboven.'):
            DossierDifferences(visit, before)

    def show_text(text_id: str, number: int) -> None:
        past.show(text_id, number)
        ui.run_javascript(
            'document.getElementById("teksten").scrollIntoView(); document.querySelector("#teksten select").focus()'
        )

    with timeline:
        Timeline(visit, [(each.id, each.nav or each.title) for each in STEPS if not each.private], before, show_text)


def _earlier_visit(visit: Visit) -> datetime | None:
    try:
        return visit.workspace.history.visit(visit.dossier_id, visit.member.id)
    except OSError as error:  # a full disk must not keep anybody from reading
        _log.warning('The visit of %s is not remembered: %s', visit.member.id, error)
        return None
