"""The wizards: one per track, a screen per theme."""

from collections.abc import Sequence

from fastapi import Request
from nicegui import ui
from starlette.responses import RedirectResponse, Response

from components.agreement_preview import AgreementPreview
from components.guidance import Cases
from components.html import Icon, Prose, Words
from components.question import QuestionCard
from components.screen_steps import ScreenSteps
from components.visit import Visit
from data.content_models import Question, Screen, Track
from data.errors import Damaged, NotAllowed, NotFound
from pages.blocks import BLOCKS
from pages.errors import answer_to
from pages.frame import frame
from pages.session import visit_of
from pages.steps import step

_WIDE = ('matrix', 'bodies', 'form', 'meetings', 'mandates', 'processes', 'methods', 'escalation')
"""building blocks that need the whole width"""


def add_tracks() -> None:
    """Put the wizards on their addresses."""

    @ui.page('/dossier/{dossier_id}/spoor/{track_id}')
    def track(request: Request, dossier_id: str, track_id: str) -> Response:
        try:
            visit = visit_of(request, dossier_id)
            first = _track(visit, track_id).screens[0]
        except (NotFound, NotAllowed, Damaged) as error:
            return answer_to(error)
        return RedirectResponse(visit.link(f'/spoor/{track_id}/{first.id}'), status_code=303)

    @ui.page('/dossier/{dossier_id}/spoor/{track_id}/{screen_id}')
    def screen(request: Request, dossier_id: str, track_id: str, screen_id: str) -> Response | None:
        try:
            visit = visit_of(request, dossier_id)
            here = _track(visit, track_id)
            shown = _screen(here, screen_id)
        except (NotFound, NotAllowed, Damaged) as error:
            return answer_to(error)
        visit.workspace.accounts.remember_place(visit.member.id, f'/spoor/{track_id}/{screen_id}')
        with frame(visit, step(f'spoor-{track_id}'), here.title):
            _show(visit, here, shown)
        return None


def _track(visit: Visit, track_id: str) -> Track:
    for track in visit.content.tracks:
        if track.id == track_id:
            return track
    raise NotFound(f'Spoor ‘{track_id}’ bestaat niet. Er zijn drie sporen: A, B en C.')


def _screen(track: Track, screen_id: str) -> Screen:
    for screen in track.screens:
        if screen.id == screen_id:
            return screen
    raise NotFound(f'Scherm ‘{screen_id}’ bestaat niet in spoor {track.id.upper()}.')


def _show(visit: Visit, track: Track, screen: Screen) -> None:
    ScreenSteps(visit, track, screen)
    questions = [visit.content.questions[question_id] for question_id in screen.questions]
    beside = not any(question.block in _WIDE for question in questions)
    with ui.element('div').classes('wa-columns wa-columns--aside' if beside else 'wa-stack wa-stack--large'):
        with ui.element('div').classes('wa-stack wa-stack--large'):
            with ui.element('div'):
                Words('h2', screen.title).style('margin-bottom:8px')
                Prose(screen.intro, 'wa-subtle')
            for question in questions:
                QuestionCard(visit, question, BLOCKS)
            Cases(visit, f'{track.id}/{screen.id}')
        _growing(visit, questions, beside)
    _walk(visit, track, screen)


def _growing(visit: Visit, questions: Sequence[Question], beside: bool) -> None:
    """Show what the answers become in the agreement: beside them, or folded away below a wide building block."""
    fed = [section for question in questions for section in question.feeds]
    sections = tuple(section for section in fed if section.startswith('artikel'))  # annexes are tables: too wide here
    with ui.element('aside').classes('wa-aside' if beside else '') as aside:
        aside.props['aria-label'] = 'Zo komt het in de overeenkomst'
        with ui.element('details').classes('wa-details wa-details--section') as details:
            if beside:
                details.props['open'] = True
            with ui.element('summary'):
                Icon('file-signature')
                Words('span', 'Zo komt het in de overeenkomst').style('font-weight:600')
            with ui.element('div').classes('wa-details__body'):
                AgreementPreview(visit, articles=sections)


def _walk(visit: Visit, track: Track, screen: Screen) -> None:
    """Show Vorige and Volgende; after the last screen comes the next track, then the agreement."""
    screens = [(each.id, other.id) for each in visit.content.tracks for other in each.screens]
    at = screens.index((track.id, screen.id))
    before = f'/spoor/{screens[at - 1][0]}/{screens[at - 1][1]}' if at else '/doel'
    after = f'/spoor/{screens[at + 1][0]}/{screens[at + 1][1]}' if at + 1 < len(screens) else '/overeenkomst'
    with ui.element('div').classes('wa-wizard__foot'):
        _button(visit.link(before), 'Vorige', 'arrow-left', 'wa-button wa-button--second')
        _button(visit.link(after), 'Volgende', 'arrow-right', 'wa-button')


def _button(address: str, text: str, icon: str, classes: str) -> None:
    """Make a button that goes to an address; everything typed has been saved already."""
    button = ui.element('button').classes(classes).props('type=button')
    with button:
        if icon == 'arrow-left':
            Icon(icon)
        Words('span', text)
        if icon == 'arrow-right':
            Icon(icon)
    button.props.update({'data-wa': 'go', 'data-wa-to': address})
