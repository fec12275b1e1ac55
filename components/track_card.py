"""The three tracks as cards: how far each is, its screens, and which one is stuck."""

from nicegui import ui

from components.html import Words
from components.observer import Observer
from components.state_badge import StateBadge, short
from components.visit import Visit
from data.content_models import Screen, Track
from data.models import Dossier
from data.rules.progress import Progress, track_progress
from data.rules.states import State


class TrackCards(Observer):
    """A card per track; follows every change in place."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.classes('wa-grid')
        self._cards: list[_Card] = []
        with self:
            for track, progress in zip(visit.content.tracks, self._progress(), strict=True):
                self._cards.append(_Card(visit, track, progress))
        self.listen(visit.changed, self._follow)
        self.listen(visit.workspace.texts.text_changed, self._follow_text)

    def _progress(self) -> list[Progress]:
        visit, texts = self._visit, self._visit.texts
        questions, dossier, today = visit.content.questions, visit.dossier, visit.today
        return [track_progress(track, questions, dossier, texts, today) for track in visit.content.tracks]

    def _follow(self, _dossier: Dossier) -> None:
        for card, progress in zip(self._cards, self._progress(), strict=True):
            card.show(progress)

    def _follow_text(self, dossier_id: str, _text_id: str) -> None:
        if dossier_id == self._visit.dossier_id:
            self._follow(self._visit.dossier)


class _Card(ui.element):
    def __init__(self, visit: Visit, track: Track, progress: Progress) -> None:
        super().__init__('article')
        self.classes(f'wa-card wa-track wa-track--{track.id}')
        with self:
            with ui.element('div').classes('wa-row'):
                Words('span', track.id.upper(), 'wa-track__letter').props('aria-hidden=true')
                Words('h3', track.title).style('flex:1')
            self._count = Words('p', '', 'wa-small wa-subtle').style('margin:12px 0 6px')
            with ui.element('div').classes('wa-meter').props('aria-hidden=true').style('margin-bottom:8px'):
                self._bar = ui.element('span')
            self._screens = {screen.id: _ScreenLink(visit, track, screen) for screen in track.screens}
        self.show(progress)

    def show(self, progress: Progress) -> None:
        """Show another state."""
        self._count.text = f'{progress.done} van {progress.total} vragen klaar'
        self._bar.style(f'width:{100 * progress.done // max(progress.total, 1)}%')
        for screen_id, state in progress.screens.items():
            self._screens[screen_id].show(state)


class _ScreenLink(ui.element):
    def __init__(self, visit: Visit, track: Track, screen: Screen) -> None:
        super().__init__('a')
        self.classes('wa-nav__link')
        self.props['href'] = visit.link(f'/spoor/{track.id}/{screen.id}')
        with self:
            Words('span', screen.title, 'wa-nav__text')
            self._badge = StateBadge(State.EMPTY)

    def show(self, state: State) -> None:
        self._badge.show(state, short(state))
