"""What is written in the thread of live texts; nothing here touches a room, which belongs to its loop."""

import logging
from concurrent.futures import Future
from dataclasses import dataclass

from data.open_text import OpenText
from data.rooms import Save

_log = logging.getLogger(__name__)
Job = tuple[OpenText, Save, bytes | None]
"""a text, what has to be written of it, and its whole state if its log is to be written anew"""
Result = list[tuple[Job, Exception | None]]


@dataclass(frozen=True, slots=True)
class Writing:
    """What the thread is writing now."""

    jobs: list[Job]
    future: Future[Result]

    def result(self) -> Result:
        """Give what became of each job."""
        try:
            return self.future.result()
        except Exception as error:  # whatever became of it, what was typed must be tried again
            return [(job, error) for job in self.jobs]


def write_all(jobs: list[Job]) -> Result:
    """Write texts; gives what became of each."""
    return [(job, _write(job)) for job in jobs]


def _write(job: Job) -> Exception | None:
    text, save, compacted = job
    try:
        if not text.forgotten:
            text.write(save, compacted)
    except Exception as error:  # whatever it is, what was typed must be tried again and not forgotten
        return error
    return None


def write_readable(texts: list[tuple[OpenText, str]]) -> list[OpenText]:
    """Write readable copies; gives the texts whose copy the disk refused."""
    refused = []
    for text, markdown in texts:
        try:
            if not text.forgotten:
                text.write_readable(markdown)
        except OSError as error:
            _log.warning('The readable copy of "%s" cannot be written: %s', text.text_id, error)
            refused.append(text)
    return refused
