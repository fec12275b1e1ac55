"""Everything with an address; thin. This module is the list of addresses."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from nicegui import ui
from starlette.responses import Response

from components.visit import Visit
from data.errors import Damaged, NotAllowed, NotFound
from pages.account import add_account
from pages.agreement import agreement_page
from pages.decisions import decisions_page
from pages.dossier import overview_page
from pages.downloads import add_downloads
from pages.entry import add_entry
from pages.errors import answer_to, install_errors
from pages.feed import add_feed
from pages.form import form_page
from pages.frame import frame
from pages.glossary import glossary_page
from pages.goal import goal_page
from pages.history import history_page
from pages.home import add_home
from pages.meetings import meetings_page
from pages.new_dossier import add_new_dossier
from pages.notebook import notebook_page
from pages.organisation_entrance import add_organisation
from pages.roles import roles_page
from pages.session import Site, visit_of
from pages.sessions import add_sessions
from pages.start import start_page
from pages.statements import add_statements
from pages.steps import Step, step
from pages.take_in import add_take_in
from pages.track import add_tracks

STEP_PAGES: dict[str, Callable[[Visit], None]] = {
    'overzicht': overview_page,
    'start': start_page,
    'doel': goal_page,
    'notities': notebook_page,
    'vorm': form_page,
    'rollen': roles_page,
    'besluiten': decisions_page,
    'overleg': meetings_page,
    'taal': glossary_page,
    'overeenkomst': agreement_page,
    'geschiedenis': history_page,
}
"""id of a step -> what its page shows below the h1"""


def add_pages(app: FastAPI, site: Site) -> None:
    """Put every address on the web app."""
    app.state.site = site
    install_errors(app)
    add_entry(app)
    add_account(app)
    add_organisation(app)
    add_new_dossier(app)
    add_take_in(app)
    add_downloads(app)
    add_feed(app)
    add_home()
    add_statements()
    add_sessions(app)
    add_tracks()
    for step_id, build in STEP_PAGES.items():
        _add_step(step(step_id), build)


def _add_step(here: Step, build: Callable[[Visit], None]) -> None:
    @ui.page(f'/dossier/{{dossier_id}}{here.address}')
    def page(request: Request, dossier_id: str) -> Response | None:
        try:
            visit = visit_of(request, dossier_id)
        except (NotFound, NotAllowed, Damaged) as error:
            return answer_to(error)
        with frame(visit, here):
            build(visit)
        return None
