"""The screens of a track with the state of each, above every screen."""

from nicegui import ui

from components.html import Words
from components.observer import Observer
from components.state_badge import StateBadge, short
from components.visit import Visit
from data.content_models import Screen, Track
from data.models import Dossier
from data.rules.progress import track_progress
from data.rules.states import State


class ScreenSteps(Observer):
    """Links to the screens of a track; states follow every change."""

    def __init__(self, visit: Visit, track: Track, here: Screen) -> None:
        super().__init__('nav')
        self._visit, self._track = visit, track
        self._badges: dict[str, StateBadge] = {}
        self.props['aria-label'] = f'Schermen van spoor {track.id.upper()}'
        with self, ui.element('ol').classes('wa-steps'):
            for screen in track.screens:
                self._link(screen, screen.id == here.id)
        self._follow(visit.dossier)
        self.listen(visit.changed, self._follow)
        self.listen(visit.workspace.texts.text_changed, self._follow_text)

    def _link(self, screen: Screen, here: bool) -> None:
        with ui.element('li'), ui.element('a') as link:
            link.props['href'] = self._visit.link(f'/spoor/{self._track.id}/{screen.id}')
            if here:
                link.props['aria-current'] = 'step'
            Words('span', screen.title)
            self._badges[screen.id] = StateBadge(State.EMPTY)

    def _follow_text(self, dossier_id: str, _text_id: str) -> None:
        if dossier_id == self._visit.dossier_id:
            self._follow(self._visit.dossier)

    def _follow(self, dossier: Dossier) -> None:
        visit = self._visit
        progress = track_progress(self._track, visit.content.questions, dossier, visit.texts, visit.today)
        for screen_id, state in progress.screens.items():
            self._badges[screen_id].show(state, short(state))
