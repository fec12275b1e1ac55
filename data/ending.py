"""What ends: the name of a person in a dossier, all at once or not at all."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from data.account_parts import utc_now
from data.anonymising import Past, new_files, past_of
from data.content_models import Content
from data.disk import free_name, why
from data.dossiers import Dossiers
from data.errors import NotAllowed, NotSaved
from data.journal import Entry
from data.models import Dossier, Member
from data.rules.changes import ChangeError
from data.rules.permissions import is_moment_for_all, may_end
from data.rules.person import Someone, renamed, shares_name, squeezed, words_for
from data.rules.retention import is_over
from data.storage import DOSSIER, database_of
from data.swap import commit, finish

_FORGETTING = 'forgetting.json'
"""the members whose access still has to end, because their names are gone already"""
_MEMBER_IDS = TypeAdapter(list[str])
_log = logging.getLogger(__name__)


class Ending(Dossiers):
    """Ends what has had its time."""

    def __init__(self, root: Path, content: Content, secret: bytes, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(root, content, secret, now)
        self._reminded: date | None = None
        self._unfinished: set[str] = set()
        """dossiers whose files on disk may not be the ones that hold"""
        self.finish_ending()

    def dossier(self, dossier_id: str) -> Dossier:
        """Give a dossier as it is now; what a refusing disk held up is done first.

        :raises NotFound: if there is none
        :raises Damaged: if its file cannot be read
        :raises NotSaved: while the disk refuses to do that
        """
        if dossier_id in self._unfinished:
            try:
                self._finish_swap()
            except OSError as error:
                _log.error('Dossier %s stays closed until its files are in place: %s', dossier_id, error)
                self._trouble = why(error)
                raise NotSaved(f'{self._trouble} Dit dossier kan daarom nu niet open.') from error
        return super().dossier(dossier_id)

    def finish_ending(self) -> None:
        """Do what a crash or a full disk left undone.

        :raises OSError: if the disk refuses; call it again later
        """
        self._finish_swap()
        for dossier_id in self._store.set_apart_ids():
            self.accounts.forget_dossier(dossier_id)
            self._store.delete_apart(dossier_id)
        self._forget_people()

    def someone(
        self,
        dossier_id: str,
        name: str,
        party_id: str,
        member: Member | None,
        other_names: tuple[str, ...] = (),
        *,
        signs: bool = False,
    ) -> Someone:
        """Give a person of a dossier as they can be looked for.

        :param other_names: how they are written elsewhere
        :param signs: whether they are also meant where it says who signs
        :raises ChangeError: if one of these can hardly be the same person
        """
        dossier = self.dossier(dossier_id)
        names = (name.strip(), *(each.strip() for each in other_names if each.strip()))
        for each in names[1:]:
            if not set(squeezed(each).split()) & set(squeezed(name).split()):
                raise ChangeError(f'‘{each}’ lijkt niet op ‘{name}’. Vul een andere schrijfwijze van dezelfde naam in.')
        member_id = member.id if member else ''
        return Someone(
            member_id=member_id,
            names=names,
            party_id=party_id,
            words=words_for(dossier, names, party_id, member.role if member else None),
            is_shared=shares_name(dossier, self.accounts.members_of(dossier_id), member_id, names, party_id),
            signs=signs,
            others=frozenset(party.id for party in dossier.parties if party.id != party_id),
        )

    async def past_of(self, dossier_id: str, who: Someone) -> Past:
        """Count where what cannot be edited any more would still mention somebody.

        A long history takes a second or two, beside the event loop; other pages go on meanwhile.
        """
        return await asyncio.to_thread(self._past_of, self.dossier(dossier_id), who)

    def anonymise(self, member_id: str, dossier_id: str, who: Someone, *, past: bool = False) -> None:
        """Put function and party where the name of a person stands, for ever, and end their access.

        Texts that mention the name are not changed; earlier ones are if asked for.

        :param past: whether the name also goes from earlier values and versions of texts that mention it
        :raises NotAllowed: if the member may not, or it is the last owner
        :raises ChangeError: if it cannot be; nothing is changed
        :raises NotSaved: if the disk refuses; nothing is changed, or it is completed later
        """
        member, dossier = self._at(member_id, dossier_id)
        if not may_end(member):
            raise NotAllowed('Alleen een beheerder van het dossier maakt iemand onherkenbaar.')
        if who.member_id:
            self.accounts.may_leave(who.member_id)
        path = f'people.{who.member_id}' if who.member_id else 'people'
        by_self = who.member_id == member.id
        actor = member.model_copy(update={'name': who.words}) if by_self else member
        entry = self._entry(actor, 'anonymise', path, None, who.words)
        with self._refusals():
            self.finish_ending()
            self.texts.put_away(dossier_id)
            changed, files = self._without(dossier, who, entry, past=past)
            self._leave_to_disk(dossier_id)
            commit(self._root, files.items())
            self._tell(changed, entry)
            self.finish_ending()
        _log.info('Dossier %s: member %s made member %s unrecognisable', dossier_id, member_id, who.member_id or '-')

    def end_dossier(self, member_id: str, dossier_id: str) -> None:
        """Remove a closed dossier whose retention period is over, with everything of it and everyone's access.

        :raises NotAllowed: if the member may not, or it is not time yet
        :raises NotSaved: if the disk refuses; nothing is changed, or it is completed later
        """
        member, dossier = self._at(member_id, dossier_id)
        if not may_end(member):
            raise NotAllowed('Alleen een beheerder van het dossier verwijdert het.')
        if not (dossier.is_closed and is_over(dossier, self.today())):
            raise NotAllowed('Dit dossier is nog niet afgesloten, of de bewaartermijn is nog niet voorbij.')
        with self._refusals():
            self.texts.put_away(dossier_id)
            self._leave_to_disk(dossier_id)
            self._store.set_apart(dossier_id)
            self._forget(dossier_id)
            self.finish_ending()
        _log.info('Dossier %s: member %s removed it after its retention period', dossier_id, member_id)

    def remind(self) -> None:
        """Say in the log, once a day, of which dossiers the retention period is over; nothing is removed.

        It reads them all from disk and touches nothing else, so that it may run beside the event loop.
        """
        if self._reminded == self.today():
            return
        for dossier_id in self._store.ids():
            dossier = self._store.peek(dossier_id)
            if dossier and is_over(dossier, self.today()):
                _log.warning('Dossier %s: its retention period is over', dossier_id)
        self._reminded = self.today()

    def _finish_swap(self) -> None:
        finish(self._root)
        self._unfinished.clear()

    def _leave_to_disk(self, dossier_id: str) -> None:
        """Have what is on disk count from here on, also if what comes now fails halfway."""
        self._unfinished.add(dossier_id)
        self._open.pop(dossier_id, None)

    def _forget_people(self) -> None:
        """End the access of those whose names are gone already."""
        path = self._root / _FORGETTING
        if not path.exists():
            return
        try:
            member_ids = _MEMBER_IDS.validate_json(path.read_bytes())
        except ValidationError:
            aside = free_name(path, 'beschadigd')
            path.rename(aside)
            _log.error(
                '%s is damaged and was set aside as %s. Look among the people of the dossiers whose name was taken out '
                'at last, and take their access away.',
                path,
                aside.name,
            )
            return
        for member_id in member_ids:
            self.accounts.forget_person(member_id)
        path.unlink()

    def _past_of(self, dossier: Dossier, who: Someone) -> Past:
        self.texts.history.settle(dossier.id)
        return past_of(self._store.folder(dossier.id), who, partial(is_moment_for_all, dossier))

    def _without(
        self, dossier: Dossier, who: Someone, entry: Entry, *, past: bool
    ) -> tuple[Dossier, dict[Path, bytes]]:
        """Give a dossier as it is to be, and its files by their path below the data folder.

        :raises ChangeError: if the words do not fit where the name stands
        """
        folder = self._store.folder(dossier.id)
        tree = renamed(dossier.model_dump(mode='json'), who)
        try:
            changed = Dossier.model_validate_json(orjson.dumps(tree))
        except ValidationError as error:
            raise ChangeError('Deze naam is ook een ander gegeven in het dossier. Wijzig die plek eerst.') from error
        files = dict(new_files(folder, who, entry.model_dump_json().encode(), past=past))
        files[folder / DOSSIER] = orjson.dumps(database_of(changed), option=orjson.OPT_INDENT_2)
        files[self._root / _FORGETTING] = orjson.dumps([who.member_id] if who.member_id else [])
        return changed, {path.relative_to(self._root): data for path, data in files.items()}
