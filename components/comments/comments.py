"""Comments at one or more places, as one element: threads come and go in place, half-typed words stay."""

from collections.abc import Callable, Sequence
from typing import Any

from nicegui import events

from components.comments.state import owners_of, summary_of, thread_state
from components.field.field import NOT_SAVED
from components.observer import Observer
from components.visit import Visit
from data.errors import NotAllowed, NotSaved
from data.models import WHOLE, Dossier, Thread
from data.rules import permissions
from data.rules.changes import ChangeError
from data.rules.story_threads import place_in
from data.rules.thread_places import anchor_of, spot_name
from data.rules.threads import LONGEST, check_talk

_Place = tuple[str, str]
"""a place, and what it is called where there are more of them"""


class Comments(Observer, component='comments.js', esm={'comment-parts': 'parts'}):
    """What people say at some places, folded away until somebody opens it.

    The browser gets the threads when they are opened, and then only what differs. Everything it sends is judged by the
    workspace, which knows who asks and when.

    :param places: where people talk; with more than one, who begins a thread chooses
    :param about: what it is about, for who hears the button without seeing where it stands
    :param listed: show it as a list of all open points of the dossier instead
    :param unfolded: show what is said at once
    """

    def __init__(
        self, visit: Visit, places: Sequence[_Place], *, about: str, listed: bool = False, unfolded: bool = False
    ) -> None:
        super().__init__()
        self._visit, self._places, self._listed = visit, [place for place, _ in places], listed
        self._sent: dict[str, dict[str, Any]] | None = None
        self._threads = self._find(visit.dossier)
        self._summary = self._sum_up(visit.dossier)
        self._props.update(
            {
                'anchor': 'lijst-open-punten' if listed else anchor_of(self._places[0]),
                'places': [{'id': place, 'name': name} for place, name in places],
                'about': about,
                'listed': listed,
                'first': self._summary,
                'comment': permissions.may_comment(visit.member, visit.dossier),
                'may_plan': permissions.may_plan(visit.member, visit.dossier),
                'unfolded': unfolded,
                'longest': LONGEST,
                'keep': f'wa:{visit.dossier_id}:{visit.member.id}:reactie',
            }
        )
        self.on('open', self._open, args=[])
        self._answer('say', self._say)
        self._answer('reply', lambda member, at, args: visit.workspace.reply(member, at, args['thread'], args['text']))
        self._answer('reword', self._reword)
        self._answer('takeback', self._take_back)
        self._answer('settle', self._settle)
        self._answer('plan', self._plan)
        self.listen(visit.changed, self._follow)

    def _find(self, dossier: Dossier) -> tuple[Thread, ...]:
        return self._visit.threads(dossier, None if self._listed else self._places)

    def _answer(self, name: str, act: Callable[[str, str, dict[str, Any]], object]) -> None:
        """Do what the browser asks, and say whether that worked; the words stay there until it did."""

        def heard(event: events.GenericEventArguments) -> None:
            args = event.args
            refusal, made = NOT_SAVED, None
            try:
                made = act(self._visit.member.id, self._visit.dossier_id, args)
                refusal = ''
            except (NotAllowed, ChangeError, NotSaved) as error:
                refusal = str(error)
            finally:  # a box that hears nothing would say for ever that it is busy
                self.run_method('answered', str(args['ref']), refusal, made if isinstance(made, str) else '')

        self.on(name, heard)

    def _say(self, member: str, dossier: str, args: dict[str, Any]) -> str:
        place = str(args['place'])
        if place not in self._places:
            raise ChangeError('Kies eerst waar uw reactie bij hoort.')
        point = self._listed and permissions.may_plan(self._visit.member, self._visit.dossier)
        return self._visit.workspace.say(member, dossier, place, args['text'], point=point)

    def _reword(self, member: str, dossier: str, args: dict[str, Any]) -> None:
        self._visit.workspace.reword(member, dossier, args['thread'], args['post'], args['text'])

    def _take_back(self, member: str, dossier: str, args: dict[str, Any]) -> None:
        self._visit.workspace.take_back(member, dossier, args['thread'], args['post'])

    def _settle(self, member: str, dossier: str, args: dict[str, Any]) -> None:
        self._visit.workspace.settle(member, dossier, args['thread'], done=args['done'] is True)

    def _plan(self, member: str, dossier: str, args: dict[str, Any]) -> None:
        self._visit.workspace.plan(member, dossier, args['thread'], args['what'], args['value'])

    def _open(self) -> None:
        """Send all threads, once; from then on only what differs."""
        self._sent = {}
        self._threads = self._find(self._visit.dossier)  # a role that changed meanwhile is no change of the dossier
        self.run_method('own', owners_of(self._visit))
        self._send(self._visit.dossier, '')

    def _follow(self, dossier: Dossier) -> None:
        before, self._threads = self._threads, self._find(dossier)
        if self._threads != before or self._summary['mute'] != self._mute(dossier):
            self._send(dossier, self._news(dossier))

    def _sum_up(self, dossier: Dossier) -> dict[str, Any]:
        return {**summary_of(self._threads), 'mute': self._mute(dossier)}

    def _mute(self, dossier: Dossier) -> str:
        """Say why nobody can comment here now; empty if they can."""
        try:
            check_talk(dossier, self._places[0])
        except ChangeError as error:
            return str(error)
        return ''

    def _send(self, dossier: Dossier, news: str) -> None:
        self._summary = self._sum_up(dossier)
        fresh: list[dict[str, Any]] = []
        if self._sent is not None:
            states = {thread.id: thread_state(self._visit, dossier, thread) for thread in self._threads}
            fresh = [state for key, state in states.items() if self._sent.get(key) != state]
            self._sent = states
        self.run_method('show', self._summary, fresh, news)

    def _news(self, dossier: Dossier) -> str:
        """Say who commented; empty for an own comment, and for other changes."""
        entry = self._visit.workspace.latest(dossier.id)
        if entry is None or entry.member_id == self._visit.member.id or entry.operation != 'add':
            return ''
        place = place_in(entry.path)
        if place not in {thread.place for thread in self._threads}:
            return ''
        party = dossier.party(entry.party_id)
        who = f'{entry.name} ({party.short_name})' if party else entry.name
        return f'Nieuwe reactie van {who} bij {spot_name(place, dossier, self._visit.content)}.'


class OpenPoints(Comments):
    """All open points and comments of a dossier in one list, wherever they stand; new points are about the whole."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, [(WHOLE, '')], about='het hele dossier', listed=True)


def comments_at(visit: Visit, place: str) -> Comments:
    """Show the comments at one place."""
    return Comments(visit, [(place, '')], about=spot_name(place, visit.dossier, visit.content))
