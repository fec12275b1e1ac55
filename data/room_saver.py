"""Writes live texts in groups, in a thread of its own, so that typing never waits for the disk."""

import asyncio
import logging
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from data.disk import why
from data.open_text import COMPACT_AFTER, OpenText
from data.rooms import Save
from data.text_writing import Job, Result, Writing, write_all, write_readable

DELAY = 0.02
"""how long (seconds) to wait for more before writing; with the write itself this stays under 50 ms"""
RETRY = 1.0
"""how long (seconds) to wait after the disk refused"""
READABLE_DELAY = 2.0
"""how far (seconds) the readable copies may be behind"""
READABLE_RETRY = 10.0
"""how long (seconds) to wait after the disk refused a readable copy"""

_UNKNOWN = 'Er ging iets mis op de server.'

_log = logging.getLogger(__name__)


class RoomSaver:
    """Collects texts with something unsaved and writes them together."""

    def __init__(self) -> None:
        self._due: dict[OpenText, None] = {}
        self._readable: dict[OpenText, None] = {}
        self._writing: Writing | None = None
        self._task: asyncio.Task[None] | None = None
        self._readable_handle: asyncio.TimerHandle | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._troubles: dict[OpenText, str] = {}
        self.asked_at = float('-inf')
        """when (``time.monotonic``) there was last something to save"""

    @property
    def trouble(self) -> str:
        """Why a text cannot be saved now, as one Dutch sentence; empty if all can."""
        return next(reversed(self._troubles.values()), '')

    def soon(self, text: OpenText) -> None:
        """Have a text written soon; without a running loop it waits for ``now``."""
        self._due[text] = None
        self.asked_at = time.monotonic()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            self._task = loop.create_task(self._run())

    def busy(self, text: OpenText) -> bool:
        """Whether something of this text is not on disk yet."""
        return text in self._due or text in self._readable or self._writing is not None

    def now(self, dossier_id: str | None = None) -> None:
        """Write everything that is due before returning.

        :param dossier_id: only the texts of this dossier; those of others need not hold it up
        :raises OSError: if the disk refuses, or whatever else went wrong; nothing is forgotten then
        """
        self._let_finish()
        jobs, errors = self._jobs(dossier_id)
        errors += self._settle(write_all(jobs))
        self._readable_again(write_readable(self._take_readable(dossier_id)))
        for error in errors:
            raise error

    async def settle(self) -> None:
        """Write everything that is due and end all timers."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
        if self._readable_handle is not None:
            self._readable_handle.cancel()
            self._readable_handle = None
        self.now()
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def drop(self, texts: Iterable[OpenText]) -> None:
        """Do not write these texts any more; nobody is writing them when this returns."""
        for text in texts:
            self._due.pop(text, None)
            self._readable.pop(text, None)
            self._troubles.pop(text, None)
        self._let_finish()

    def _let_finish(self) -> None:
        """Wait for the thread: its files may be closed or replaced after this."""
        if self._thread is not None:
            self._thread.submit(_nothing).result()
        if self._writing is not None:
            self._finish(self._writing)

    async def _run(self) -> None:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix='live-texts')
        while self._due:
            await asyncio.sleep(DELAY)
            if await self._write(self._thread):
                await asyncio.sleep(RETRY)
        self._readable_in(READABLE_DELAY)

    async def _write(self, thread: ThreadPoolExecutor) -> list[Exception]:
        """Write what is due, in the thread; gives what went wrong."""
        jobs, errors = self._jobs()
        try:
            writing = self._writing = Writing(jobs, thread.submit(write_all, jobs))
        except Exception as error:  # no thread can be had
            return [*errors, *self._settle([(job, error) for job in jobs])]
        await asyncio.wait([asyncio.wrap_future(writing.future)])
        return [*errors, *self._finish(writing)]

    def _jobs(self, dossier_id: str | None = None) -> tuple[list[Job], list[Exception]]:
        """Take what is due; what cannot be taken stays due, and why is told."""
        due = [text for text in self._due if dossier_id in (None, text.dossier_id)]
        jobs: list[Job] = []
        errors: list[Exception] = []
        for text in due:
            try:
                save = text.room.unsaved()
            except Exception as error:
                self._fail(text, error)
                errors.append(error)
                continue
            del self._due[text]
            jobs.append((text, save, _compacted(text, save)))
        return jobs, errors

    def _finish(self, writing: Writing) -> list[Exception]:
        """Take over a result once, whether the loop or ``now`` comes first."""
        if self._writing is not writing:
            return []
        self._writing = None
        return self._settle(writing.result())

    def _settle(self, results: Result) -> list[Exception]:
        errors = []
        for (text, save, compacted), error in results:
            if text.forgotten:
                continue
            if error is None:
                self._troubles.pop(text, None)
                text.room.saved(save)
                if text.readable_due:
                    self._readable[text] = None
            else:
                text.compact_due = text.compact_due or compacted is not None
                text.room.not_saved(save, self._fail(text, error))
                errors.append(error)
        return errors

    def _fail(self, text: OpenText, error: Exception) -> str:
        """Have a text tried again; gives why that is needed, as one Dutch sentence."""
        _log_failure(text, error)
        self._due[text] = None
        self._troubles[text] = why(error) if isinstance(error, OSError) else _UNKNOWN
        return self._troubles[text]

    # readable copies

    def _readable_in(self, seconds: float) -> None:
        if self._readable and self._readable_handle is None:
            self._readable_handle = asyncio.get_running_loop().call_later(seconds, self._readable_later)

    def _readable_later(self) -> None:
        self._readable_handle = None
        if self._thread is None:
            return
        loop = asyncio.get_running_loop()
        written = self._thread.submit(write_readable, self._take_readable())
        asyncio.wrap_future(written, loop=loop).add_done_callback(lambda done: self._readable_again(done.result()))

    def _readable_again(self, refused: list[OpenText]) -> None:
        for text in refused:
            if not text.forgotten:
                text.readable_due = True
                self._readable[text] = None
        with suppress(RuntimeError):  # without a running loop it waits for ``now``
            if refused:
                self._readable_in(READABLE_RETRY)

    def _take_readable(self, dossier_id: str | None = None) -> list[tuple[OpenText, str]]:
        texts = [text for text in self._readable if dossier_id in (None, text.dossier_id)]
        for text in texts:
            del self._readable[text]
            text.readable_due = False
        return [(text, text.room.text) for text in texts]


def _compacted(text: OpenText, save: Save) -> bytes | None:
    """Give the whole state if it is time for a shorter log; that may wait, what was typed may not."""
    count = text.log.records + len(save.updates)
    grown = bool(save.updates) and count > max(COMPACT_AFTER, text.compact_from)
    is_due, text.compact_due = text.compact_due, False
    try:
        return text.room.encoded() if (grown or is_due) and not text.log.gap else None
    except Exception as error:
        _log_failure(text, error)
        return None


def _log_failure(text: OpenText, error: Exception) -> None:
    trace = None if isinstance(error, OSError) else error
    _log.error('"%s" of dossier %s cannot be saved: %s', text.text_id, text.dossier_id, error, exc_info=trace)


def _nothing() -> None:
    """Be done when everything before is done."""
