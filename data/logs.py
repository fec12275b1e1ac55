"""How the server tells what it does: lines to read, or JSON lines for a log collector."""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

MOST, PER = 10, 60.0
"""how many errors from one place of a program are written within so many seconds"""
_OWN_HANDLERS = ('engineio.server', 'socketio.server')
"""loggers that write on their own besides"""


class JsonLines(logging.Formatter):
    """One JSON object per line: time (UTC), level, logger, message, and trace if something broke."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line = {
            'time': datetime.fromtimestamp(record.created, UTC).isoformat(timespec='milliseconds'),
            'level': record.levelname.lower(),
            'logger': record.name,
            'message': record.getMessage(),
        }
        if record.exc_info:
            line['trace'] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Calm(logging.Filter):
    """Lets only so many errors of one place through, so that nobody fills the disk by causing them.

    :param clock: seconds that only go up
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._places: dict[tuple[str, int], tuple[float, int]] = {}
        """place -> when its count began, and the count"""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether to write a line; the first after a pause says how many were not written."""
        if record.levelno < logging.ERROR:
            return True
        place, now = (record.pathname, record.lineno), self._clock()
        begun, count = self._places.get(place, (now, 0))
        if now - begun >= PER:
            if count > MOST:
                record.msg, record.args = f'{record.getMessage()} (and {count - MOST} more before)', ()
            begun, count = now, 0
        self._places[place] = begun, count + 1
        return count < MOST


def start_logging(form: str) -> None:
    """Send everything from level info on to standard error.

    :param form: 'text' or 'json'
    """
    handler = logging.StreamHandler()
    handler.addFilter(Calm())
    lines = logging.Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s')
    handler.setFormatter(JsonLines() if form == 'json' else lines)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in _OWN_HANDLERS:
        logging.getLogger(name).handlers.clear()
