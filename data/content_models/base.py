"""What the parts of ``content/`` share."""

from data.models import Id, Part

Markdown = str
"""Dutch, B1, in Markdown."""


class Option(Part):
    """Something to choose, with what it means."""

    id: Id
    name: str
    text: Markdown = ''
