"""All dossiers: which are open, how they are kept and forgotten, and the news about them."""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from nicegui import Event

from data.accounts import Accounts
from data.agreements import Agreements
from data.content_models import Content
from data.disk import MayNotLast, why
from data.errors import Damaged, NotAllowed, NotFound, NotSaved
from data.history import History
from data.journal import Entry, Journal, Operation
from data.live_texts import LiveTexts
from data.models import DEMO_PREFIX, Dossier, Member
from data.rules import sensitivity
from data.rules.retention import CLOSED
from data.rules.roles import drop_lapsed_confirmations
from data.rules.threads import taken_over
from data.storage import Store
from data.swap import finish
from data.whereabouts import Whereabouts

_ZONE = ZoneInfo('Europe/Amsterdam')
_KEPT_OPEN = 200
_HEX = re.compile(r'[0-9a-f]{1,16}')
_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class Dossiers:
    """The dossiers below one data folder, with their live texts, their history and who may enter.

    :param root: the data folder
    :param content: what ``content/`` holds
    :param secret: key of this installation
    :param now: the clock
    """

    def __init__(self, root: Path, content: Content, secret: bytes, now: Callable[[], datetime] = _now) -> None:
        self.content = content
        self.accounts = Accounts(root / 'accounts.json', secret, now)
        self.accounts.clear_away()
        self.accounts.access_changed.subscribe(self._judge_anew)
        self.texts = LiveTexts(root / 'dossiers', now)
        self.here = Whereabouts()
        self.agreements = Agreements(content)
        self.texts.text_changed.subscribe(self.agreements.changed)
        self._root = root
        self._store = Store(root)
        self._store.clear_away()
        self.history = History(self._store.folder, self.texts, now)
        self._now = now
        self._open: OrderedDict[str, Dossier] = OrderedDict()
        self._changed: dict[str, Event[Dossier]] = {}
        self._latest: dict[str, Entry] = {}
        self._trouble = ''
        self._is_trying = False

    @property
    def trouble(self) -> str:
        """Why changes cannot be saved now, as one Dutch sentence; empty if they can."""
        return self._trouble or self.texts.trouble

    async def try_disk(self) -> str:
        """Look whether a refusing disk works again, one look at a time, and give what is still the trouble."""
        if self._trouble and not self._is_trying:
            self._is_trying = True
            try:
                with suppress(NotSaved), self._refusals():
                    await asyncio.to_thread(self._store.try_disk)
            finally:
                self._is_trying = False
        return self.trouble

    # reading

    def today(self) -> date:
        """Give the present day in the Netherlands."""
        return self._now().astimezone(_ZONE).date()

    def dossier(self, dossier_id: str) -> Dossier:
        """Give a dossier as it is now.

        :raises NotFound: if there is none
        :raises Damaged: if its file cannot be read
        """
        if dossier_id not in self._open:
            self._open[dossier_id] = taken_over(self._store.load(dossier_id))
            while len(self._open) > _KEPT_OPEN:
                self._open.popitem(last=False)
        self._open.move_to_end(dossier_id)
        return self._open[dossier_id]

    def exists(self, dossier_id: str) -> bool:
        """Whether there is a readable dossier with this id."""
        try:
            self.dossier(dossier_id)
        except (NotFound, Damaged):
            return False
        return True

    def changed(self, dossier_id: str) -> Event[Dossier]:
        """Give the event that tells of each change of a dossier, with its new state."""
        return self._changed.setdefault(dossier_id, Event[Dossier]())

    def journal(self, dossier_id: str) -> Journal:
        """Give the journal of a dossier."""
        return self.history.journal(dossier_id)

    def latest(self, dossier_id: str) -> Entry | None:
        """Give the last change since the start of the server, None if there was none."""
        return self._latest.get(dossier_id)

    # ending

    def delete(self, dossier_id: str) -> None:
        """Remove a dossier and everything of it; only for expired demo copies."""
        self.accounts.forget_dossier(dossier_id, fictional=dossier_id.startswith(DEMO_PREFIX))
        self._forget(dossier_id)
        self._store.delete(dossier_id)

    def _forget(self, dossier_id: str) -> None:
        """Drop what is in memory of a dossier that is gone."""
        self.texts.forget(dossier_id)
        self.agreements.forget(dossier_id)
        self._open.pop(dossier_id, None)
        self._changed.pop(dossier_id, None)
        self.history.forget(dossier_id)
        self._latest.pop(dossier_id, None)
        self.here.forget(dossier_id)

    def expired_demos(self, hours: int) -> list[str]:
        """Give the ids of demo copies made more than so many hours ago; their id tells when that was."""
        oldest = self._now().timestamp() - hours * 3600
        made = {each: each.removeprefix(DEMO_PREFIX).split('-')[0] for each in self._store.ids(DEMO_PREFIX)}
        return [each for each, at in made.items() if _HEX.fullmatch(at) and int(at, 16) < oldest]

    def _judge_anew(self, member_id: str) -> None:
        """End the live connections of a member whose rights changed; who still may comes back at once."""
        try:
            self.texts.dismiss(self.accounts.member(member_id).dossier_id, member_id)
        except NotAllowed:
            self.texts.expel(member_id)

    def _keep(self, member: Member, dossier: Dossier, operation: Operation, path: str, old: Any, new: Any) -> None:
        self._keep_all(dossier, self._entry(member, operation, path, old, new))

    def _keep_all(self, dossier: Dossier, *entries: Entry) -> None:
        """Save a dossier with all that changed in it, or nothing of it, and tell it once."""
        before = self.dossier(dossier.id)
        if dossier.is_closed and before.is_closed and not all(each.path.startswith('retention.') for each in entries):
            raise NotAllowed(CLOSED)
        other_readers = sensitivity.other_readers(before, dossier)
        dossier = drop_lapsed_confirmations(before, dossier)
        dossier = sensitivity.with_drafts(dossier, self._latest_moments(dossier.id, other_readers))
        with self._refusals():
            finish(self._root)  # what a refusing disk held up goes before what comes after it
            with self.journal(dossier.id).before(*entries):
                doubt = self._saved(dossier)
        self._trouble = doubt
        for text_id in other_readers:  # before anybody hears of it
            self.texts.dismiss(dossier.id, text_id=text_id)
        if dossier.is_closed is not before.is_closed:
            self.texts.dismiss(dossier.id)
        self._tell(dossier, entries[-1])

    def _saved(self, dossier: Dossier) -> str:
        """Save a dossier; gives why it may be gone again after a power cut, as one Dutch sentence, empty if it is safe.

        What is in its file is what a fresh start finds, so that is what everyone goes on with.
        """
        try:
            self._store.save(dossier)
        except MayNotLast as error:
            _log.error('Dossier %s is saved, but %s', dossier.id, error)
            return why(error)
        return ''

    def _tell(self, dossier: Dossier, entry: Entry) -> None:
        """Go on with a dossier as it is from now on, and let everyone hear of it."""
        self._open[dossier.id], self._latest[dossier.id] = dossier, entry
        self.changed(dossier.id).emit(dossier)
        self.history.tell(dossier.id)
        self.agreements.changed(dossier.id)

    def _at(self, member_id: str, dossier_id: str) -> tuple[Member, Dossier]:
        """Give member and dossier as they are now, so that a right taken away counts at once."""
        member = self.accounts.member(member_id)
        if member.dossier_id != dossier_id:
            raise NotAllowed('U heeft geen toegang tot dit dossier.')
        return member, self.dossier(dossier_id)

    def _latest_moments(self, dossier_id: str, text_ids: Sequence[str]) -> dict[str, int]:
        """End the bursts of typing; gives the number of the last moment of each, 0 for none."""
        texts = self.texts.history
        if text_ids:
            texts.settle(dossier_id)
        newest = {text_id: next(texts.newest(dossier_id, text_id), None) for text_id in text_ids}
        return {text_id: moment.number if moment else 0 for text_id, moment in newest.items()}

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Remember whether the disk refuses, and say so in words for people."""
        try:
            yield
        except OSError as error:
            _log.error('A change cannot be saved: %s', error)
            self._trouble = why(error)
            raise NotSaved(f'{self._trouble} Uw wijziging is nog niet opgeslagen.') from error
        self._trouble = ''

    def _entry(self, member: Member, operation: Operation, path: str, old: Any, new: Any) -> Entry:
        return Entry(
            at=self._now(),
            member_id=member.id,
            name=member.name,
            party_id=member.party_id,
            operation=operation,
            path=path,
            old=old,
            new=new,
        )
