"""What stands in place of a live text that cannot be read now, wherever its words would stand."""


class Unread(str):
    """Stands among the texts of a dossier in place of one that cannot be read.

    Empty would look as if nobody had written it; and as words of somebody it would count as filled in.
    """

    __slots__ = ()


UNREAD_WORDS = (
    'Deze tekst kan nu niet worden gelezen. Er is niets van weggegooid. '
    'Meld dit bij wie dit programma beheert: het commando ‘check’ zegt wat er mis is.'
)
UNREAD = Unread(f'*{UNREAD_WORDS}*')
"""as Markdown, so that it does not look like what the parties wrote"""
