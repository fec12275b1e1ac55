"""Running pandoc: from HTML to other formats, in its sandbox, away from the event loop."""

import subprocess
from collections.abc import Sequence
from functools import cache

import pypandoc

SECONDS = 60
"""after which a conversion is given up"""


class ConversionError(RuntimeError):
    """A file could not be made."""


def convert(html: str, to: str, arguments: Sequence[str] = ()) -> bytes:
    """Convert HTML; pandoc may read nothing but this text and the files named in the arguments.

    :param to: a format of pandoc, e.g. ``docx``
    :raises ConversionError: if pandoc cannot do it, or not within ``SECONDS``
    """
    command = [_pandoc(), '--sandbox', '--from=html', f'--to={to}', '--wrap=none', *arguments, '--output=-']
    try:
        done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise ConversionError(f'pandoc did not make {to} within {SECONDS} seconds.') from error
    except subprocess.CalledProcessError as error:
        raise ConversionError(f'pandoc could not make {to}: {error.stderr.decode(errors="replace")}') from error
    return done.stdout


@cache
def _pandoc() -> str:
    return str(pypandoc.get_pandoc_path())
