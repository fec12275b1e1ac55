"""How the server tells what it does: lines to read, or JSON lines for a log collector."""

import json
import logging
from datetime import UTC, datetime


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


def start_logging(form: str) -> None:
    """Send everything from level info on to standard error.

    :param form: 'text' or 'json'
    """
    handler = logging.StreamHandler()
    lines = logging.Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s')
    handler.setFormatter(JsonLines() if form == 'json' else lines)
    logging.basicConfig(level=logging.INFO, handlers=[handler])
