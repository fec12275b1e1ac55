"""Writes live texts in groups, in a thread of its own, so that typing never waits for the disk."""

import asyncio
import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor

from data.disk import why
from data.open_text import COMPACT_AFTER, OpenText
from data.rooms import Save

DELAY = 0.02
"""how long (seconds) to wait for more before writing; with the write itself this stays under 50 ms"""
RETRY = 1.0
"""how long (seconds) to wait after the disk refused"""
READABLE_DELAY = 2.0
"""how far (seconds) the readable copies may be behind"""

_UNKNOWN = 'Er ging iets mis op de server.'

_log = logging.getLogger(__name__)
_Job = tuple[OpenText, Save, bytes | None]
_Result = list[tuple[_Job, Exception | None]]


class RoomSaver:
    """Collects texts with something unsaved and writes them together."""

    def __init__(self) -> None:
        self._due: dict[OpenText, None] = {}
        self._readable: dict[OpenText, None] = {}
        self._writing: Future[_Result] | None = None
        self._task: asyncio.Task[None] | None = None
        self._readable_handle: asyncio.TimerHandle | None = None
        self._thread: ThreadPoolExecutor | None = None
        self.asked_at = float('-inf')
        """when (``time.monotonic``) there was last something to save"""
        self.trouble = ''
        """why the last writing failed, as one Dutch sentence; empty if it worked"""

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

    def now(self) -> None:
        """Write everything that is due before returning.

        :raises OSError: if the disk refuses, or whatever else went wrong; nothing is forgotten then
        """
        if self._writing is not None:
            self._writing.result()
            self._finish(self._writing)
        error = self._settle(_write_all(self._jobs()))
        self._write_readable_now()
        if error is not None:
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

    def drop(self, text: OpenText) -> None:
        """Do not write this text any more."""
        self._due.pop(text, None)
        self._readable.pop(text, None)

    async def _run(self) -> None:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix='live-texts')
        while self._due:
            await asyncio.sleep(DELAY)
            writing = self._writing = self._thread.submit(_write_all, self._jobs())
            await asyncio.shield(asyncio.wrap_future(writing))
            if self._finish(writing) is not None:
                await asyncio.sleep(RETRY)
        if self._readable and self._readable_handle is None:
            self._readable_handle = asyncio.get_running_loop().call_later(READABLE_DELAY, self._readable_later)

    def _jobs(self) -> list[_Job]:
        due, self._due = self._due, {}
        jobs: list[_Job] = []
        for text in due:
            save = text.room.unsaved()
            grown = bool(save.updates) and text.log.records + len(save.updates) > COMPACT_AFTER
            compact = (grown or text.compact_due) and not text.log.gap
            jobs.append((text, save, text.room.encoded() if compact else None))
            text.compact_due = False
        return jobs

    def _finish(self, writing: Future[_Result]) -> Exception | None:
        """Take over a result once, whether the loop or ``now`` comes first."""
        if self._writing is not writing:
            return None
        self._writing = None
        return self._settle(writing.result())

    def _settle(self, results: _Result) -> Exception | None:
        failure = None
        for (text, save, _), error in results:
            if error is None:
                self.trouble = ''
                text.room.saved(save)
                if text.readable_due:
                    self._readable[text] = None
            elif not text.forgotten:
                _log_failure(text, error)
                self.trouble = why(error) if isinstance(error, OSError) else _UNKNOWN
                text.room.not_saved(save, self.trouble)
                self._due[text] = None
                failure = error
        return failure

    def _readable_later(self) -> None:
        self._readable_handle = None
        if self._thread is not None:
            self._thread.submit(_write_readable, self._take_readable())

    def _write_readable_now(self) -> None:
        _write_readable(self._take_readable())

    def _take_readable(self) -> list[tuple[OpenText, str]]:
        texts, self._readable = self._readable, {}
        for text in texts:
            text.readable_due = False
        return [(text, text.room.text) for text in texts]


def _write_all(jobs: list[_Job]) -> _Result:
    return [(job, _write(job)) for job in jobs]


def _write(job: _Job) -> Exception | None:
    text, save, compacted = job
    try:
        if not text.forgotten:
            text.write(save, compacted)
    except Exception as error:  # whatever it is, what was typed must be tried again and not forgotten
        return error
    return None


def _log_failure(text: OpenText, error: Exception) -> None:
    trace = None if isinstance(error, OSError) else error
    _log.error('"%s" of dossier %s cannot be saved: %s', text.text_id, text.dossier_id, error, exc_info=trace)


def _write_readable(texts: list[tuple[OpenText, str]]) -> None:
    for text, markdown in texts:
        try:
            if not text.forgotten:
                text.write_readable(markdown)
        except OSError as error:
            _log.warning('The readable copy of "%s" cannot be written: %s', text.text_id, error)
