"""How dossiers begin: each with everything it has from the first moment, or not at all."""

import asyncio
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from data.dossiers import Dossiers
from data.models import Dossier, Member, MemberRole
from data.rules.start import fresh_dossier


class Beginning(Dossiers):
    """Makes dossiers. Nobody knows a dossier before it is complete, so its files may be made beside the event loop."""

    def create(self, name: str, municipality: str, owner: str) -> Member:
        """Make a dossier with the municipality as its first party; gives its owner.

        :param owner: name of the person who owns it
        """
        dossier_id = secrets.token_urlsafe(12).replace('_', 'a').replace('-', 'b')
        fresh = fresh_dossier(dossier_id, name, municipality, self._now(), self.content)
        with self._all_or_nothing(dossier_id):
            self._store.save(fresh)
        return self.adopt(dossier_id, owner, MemberRole.OWNER, fresh.parties[0].id)

    def install(self, dossier: Dossier, texts: Mapping[str, str | bytes]) -> None:
        """Put a complete dossier in, with its texts; waits for the disk.

        :param texts: text id -> Markdown to begin with, or a Yjs state to go on from
        :raises ValueError: if there is a dossier with this id already, or a text cannot be one of ours
        :raises NotFound: if it can have no such text
        :raises NotSaved: if the disk refuses; nothing of it is left then
        """
        self._require_new(dossier.id)
        with self._all_or_nothing(dossier.id):
            self._write_new(dossier, texts)

    async def install_aside(self, dossier: Dossier, texts: Mapping[str, str | bytes]) -> None:
        """Put a complete dossier in as ``install`` does, without keeping the event loop or the live texts from work."""
        self._require_new(dossier.id)
        with self._all_or_nothing(dossier.id):
            writing = asyncio.ensure_future(asyncio.to_thread(self._write_new, dossier, texts))
            try:
                await asyncio.shield(writing)
            except asyncio.CancelledError:
                while not writing.done():  # what it writes can be removed when it is there, not before
                    with suppress(asyncio.CancelledError):  # a second one; the first is what is passed on
                        await asyncio.wait([writing])
                raise

    async def install_for(
        self,
        dossier: Dossier,
        texts: Mapping[str, str],
        newcomers: Sequence[Member],
        session_token: str | None,
        device: str,
    ) -> str:
        """Put a complete dossier in, with members that one browser may act as.

        :param newcomers: who they are, but for their ids
        :param session_token: of the browser's present session, None if it has none
        :param device: the browser as words
        :return: the token of its session from now on
        :raises NotSaved: if the disk refuses; nothing of it is left then
        """
        await self.install_aside(dossier, texts)
        with self._all_or_nothing(dossier.id):
            return self.accounts.enter_as(session_token, newcomers, device=device)

    def adopt(self, dossier_id: str, owner: str, role: MemberRole, party_id: str) -> Member:
        """Give a dossier that was just made its first member, and say so in the journal.

        :raises NotSaved: if the disk refuses; nothing of the dossier is left then
        """
        with self._all_or_nothing(dossier_id):
            member = self.accounts.add_member(dossier_id, owner, role, party_id)
            name = self.dossier(dossier_id).name
            self.journal(dossier_id).append(self._entry(member, 'create', '', None, name))
        return member

    def _require_new(self, dossier_id: str) -> None:
        if self._store.folder(dossier_id).exists():
            raise ValueError(f'Dossier ‘{dossier_id}’ bestaat al.')

    def _write_new(self, dossier: Dossier, texts: Mapping[str, str | bytes]) -> None:
        """Write a dossier nobody knows yet; touches only the disk, so that it may run in any thread."""
        self._store.make(dossier, self.texts.first_files(dossier.id, texts))

    @contextmanager
    def _all_or_nothing(self, dossier_id: str) -> Iterator[None]:
        """Leave nothing of a dossier that could not be made completely."""
        try:
            with self._refusals():
                yield
        except BaseException:
            self._store.delete(dossier_id)
            with suppress(OSError):  # a full disk refuses this too; nobody can enter what is not there
                self.delete(dossier_id)
            raise
