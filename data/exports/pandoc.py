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

    Headings get no names from the words in them: those words are not ours.

    :param to: a format of pandoc, e.g. ``docx``
    :raises ConversionError: if pandoc cannot do it, or not within ``SECONDS``
    """
    options = ['--sandbox', '--from=html-auto_identifiers', f'--to={to}', '--wrap=none', '--output=-']
    return _run([*options, *arguments], html)


@cache
def default_file(name: str) -> bytes:
    """Give a data file that pandoc brings along, e.g. ``reference.docx``.

    :raises ConversionError: if it has none of that name
    """
    return _run([f'--print-default-data-file={name}'])


def _run(arguments: Sequence[str], text: str = '') -> bytes:
    command = [_pandoc(), *arguments]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=SECONDS, check=True)
    except subprocess.TimeoutExpired as error:
        raise ConversionError(f'{command} was not ready within {SECONDS} seconds.') from error
    except subprocess.CalledProcessError as error:
        raise ConversionError(f'{command} failed: {error.stderr.decode(errors="replace")}') from error
    return done.stdout


@cache
def _pandoc() -> str:
    return str(pypandoc.get_pandoc_path())
