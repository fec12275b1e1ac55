"""One browser page of one member in one dossier: what components know of the world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nicegui import Event, ui

from components.theme import party_colour
from data.content_models import Content
from data.errors import NotAllowed, NotFound, NotSaved
from data.models import Dossier, Member, Party, Thread
from data.peers import Visitor
from data.rules import permissions
from data.rules.changes import ChangeError
from data.rules.document import Agreement
from data.rules.threads import visible_threads
from data.workspace import Workspace


@dataclass(frozen=True)
class Visit:
    """A member looks at a dossier.

    :param query: ``?als=<member id>`` when this window acts as another member than the browser's first one, else empty
    """

    workspace: Workspace
    member: Member
    dossier_id: str
    query: str = ''

    @property
    def dossier(self) -> Dossier:
        """The dossier as it is now."""
        return self.workspace.dossier(self.dossier_id)

    @property
    def now(self) -> Member | None:
        """The member with the role they have now, which an open page may not know yet; None if access ended."""
        try:
            return self.workspace.accounts.member(self.member.id)
        except NotAllowed:
            return None

    @property
    def content(self) -> Content:
        """What ``content/`` holds."""
        return self.workspace.content

    @property
    def changed(self) -> Event[Dossier]:
        """The event that tells of each change, with the new dossier."""
        return self.workspace.changed(self.dossier_id)

    @property
    def today(self) -> date:
        """The present day in the Netherlands."""
        return self.workspace.today()

    @property
    def party(self) -> Party | None:
        """The party the member acts for."""
        return self.dossier.party(self.member.party_id)

    @property
    def texts(self) -> dict[str, str]:
        """The live texts that everyone in the dossier may read and that are not empty, as Markdown by text id.

        One that the server cannot read now is ``UNREAD``.

        What is made of all texts together (the agreement, files, how far each party is) is made of these, so that it
        is the same for everyone.
        """
        dossier, texts = self.dossier, self.workspace.texts.texts(self.dossier_id)
        return {text_id: text for text_id, text in texts.items() if permissions.is_for_all(dossier, text_id)}

    def may_read(self, text_id: str) -> bool:
        """Whether the member may read a live text now."""
        member = self.now
        return member is not None and permissions.may_read_text(member, self.dossier, text_id)

    def may_read_moment(self, text_id: str, number: int) -> bool:
        """Whether the member may read how a live text was at a moment."""
        member = self.now
        return member is not None and permissions.may_read_moment(member, self.dossier, text_id, number)

    def text(self, text_id: str) -> str:
        """Give a live text as Markdown; empty if the member may not read it.

        :raises Unreadable: if the server cannot read it now
        """
        return self.workspace.texts.text(self.dossier_id, text_id) if self.may_read(text_id) else ''

    def threads(self, dossier: Dossier, places: Iterable[str] | None = None) -> tuple[Thread, ...]:
        """Give the comments that the member, as they are now, may read; at some places, or everywhere."""
        member = self.now
        return visible_threads(member, dossier, places) if member else ()

    @property
    def agreement(self) -> Agreement:
        """The agreement as it stands now."""
        return self.workspace.agreements.of(self.dossier, self.texts, self.today)

    def link(self, address: str = '') -> str:
        """Give the address of a step, e.g. ``/rollen#cel-T05-p2``, for this window."""
        path, hash_sign, anchor = address.partition('#')
        return f'/dossier/{self.dossier_id}{path.rstrip("/")}{self.query}{hash_sign}{anchor}'

    def download(self, name: str) -> str:
        """Give the address of a download, e.g. ``overeenkomst.pdf``."""
        return f'/download/{self.dossier_id}/{name}{self.query}'

    def may(self, path: str) -> bool:
        """Whether the member may change what stands at a path."""
        return permissions.may_change(self.member, self.dossier, path)

    def may_add(self, path: str, party_id: str = '') -> bool:
        """Whether the member may add a part (of that party) to a list."""
        return permissions.may_add(self.member, self.dossier, path, party_id)

    def visitor(self, text_id: str) -> Visitor:
        """Give who the member is now to the others in a live text; an open page may be of an earlier party."""
        return visitor_of(self.dossier, self.now or self.member, text_id)

    def set(self, path: str, value: Any) -> str:
        """Change a value for everyone; gives the sentence to show if it cannot be, else an empty one."""
        try:
            self.workspace.set(self.member.id, self.dossier_id, path, value)
        except (NotAllowed, ChangeError, NotSaved) as error:
            return str(error)
        return ''

    def put(self, path: str, value: Any) -> bool:
        """Change a value for everyone and tell the member if it cannot be."""
        return _told(self.set(path, value))

    def put_all(self, values: Mapping[str, Any]) -> bool:
        """Change several values for everyone at once, all or none, and tell the member if it cannot be."""
        try:
            self.workspace.set_all(self.member.id, self.dossier_id, values)
        except (NotAllowed, ChangeError, NotSaved) as error:
            return _told(str(error))
        return True

    def add(self, path: str, item: Mapping[str, Any]) -> str:
        """Add a part to a list for everyone; gives its id, empty (and says why) if it cannot be."""
        try:
            return self.workspace.add(self.member.id, self.dossier_id, path, item)
        except (NotAllowed, ChangeError, NotSaved) as error:
            _told(str(error))
            return ''

    def remove(self, path: str) -> bool:
        """Take a part out of a list for everyone and tell the member if it cannot be."""
        try:
            self.workspace.remove(self.member.id, self.dossier_id, path)
        except (NotAllowed, ChangeError, NotSaved) as error:
            return _told(str(error))
        return True

    def restore_text(self, text_id: str, number: int) -> bool:
        """Put a live text back as it was at a moment, for everyone; tells the member if it cannot be."""
        try:
            return self.workspace.restore_text(self.member.id, self.dossier_id, text_id, number, self.visitor(text_id))
        except (NotAllowed, NotFound, NotSaved) as error:
            return _told(str(error))


def visitor_of(dossier: Dossier, member: Member, text_id: str) -> Visitor:
    """Give who somebody is in a live text: name, party, colour and whether they may write."""
    party = dossier.party(member.party_id)
    return Visitor(
        key=member.id,
        name=member.name,
        party=party.short_name if party else str(member.role),
        colour=party_colour(dossier, member.party_id),
        may_write=permissions.may_write_text(member, text_id) and not dossier.is_closed,
        party_id=member.party_id,
    )


def _told(message: str) -> bool:
    if message:
        ui.notify(message, type='warning', position='top', close_button='Sluiten', timeout=8000)
    return not message
