"""Who has which page of a dossier open right now; kept in memory only."""

from collections.abc import Iterator

from nicegui import Event

from data.models import Member


class Whereabouts:
    """Open pages per dossier."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, tuple[Member, str]]] = {}
        self._moved: dict[str, Event[str]] = {}

    def moved(self, dossier_id: str) -> Event[str]:
        """Give the event that tells when somebody comes or goes; its argument is the dossier's id."""
        return self._moved.setdefault(dossier_id, Event[str]())

    def enter(self, client_id: str, member: Member, step: str) -> None:
        """Note that a browser page is open at a step."""
        self._pages.setdefault(member.dossier_id, {})[client_id] = (member, step)
        self._tell(member.dossier_id)

    def leave(self, client_id: str, dossier_id: str) -> None:
        """Note that a browser page was closed.

        Whoever goes to another page of the same dossier leaves after that page began to listen, so the event stays.
        """
        pages = self._pages.get(dossier_id, {})
        if pages.pop(client_id, None):
            self._tell(dossier_id)
        if not pages:
            self._pages.pop(dossier_id, None)
            self._drop_unheard(dossier_id)

    def forget(self, dossier_id: str) -> None:
        """Drop everything of a dossier that is gone."""
        self._pages.pop(dossier_id, None)
        self._moved.pop(dossier_id, None)

    def who(self, dossier_id: str) -> Iterator[tuple[Member, str]]:
        """Give who is at which step, each member once per step."""
        seen = dict.fromkeys(self._pages.get(dossier_id, {}).values())
        return iter(seen)

    def _tell(self, dossier_id: str) -> None:
        if dossier_id in self._moved:
            self._moved[dossier_id].emit(dossier_id)

    def _drop_unheard(self, dossier_id: str) -> None:
        """Drop the event of a dossier that nobody has open, unless somebody listens to it."""
        if dossier_id in self._moved and not self._moved[dossier_id].callbacks:
            del self._moved[dossier_id]
