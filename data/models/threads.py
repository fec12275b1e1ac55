"""What the parties say to each other at a place of a dossier, and the open points that come of it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import StringConstraints

from data.models.base import Id, Line, Part, Text

_ID = '[A-Za-z0-9_-]{1,64}'
WHOLE = 'dossier'
"""The place of what is about the dossier as a whole."""

Place = Annotated[
    str,
    StringConstraints(
        pattern=rf'^({WHOLE}|question:{_ID}|article:{_ID}|cell:{_ID}:{_ID}|text:goal|text:contribution:{_ID})$'
    ),
]
"""What people talk about: a question, an article, a cell of the matrix (task and party), a live text, or everything."""


class Post(Part):
    """What one person said; the server fills in who and when."""

    id: Id
    text: Text
    member_id: str = ''
    name: Line = ''
    """as it was at that moment; empty for what an earlier version kept without a name"""
    party_id: str = ''
    at: datetime | None = None
    edited: datetime | None = None
    removed: bool = False
    """its author took it back: the words are gone, its place among the others stays"""


class Resolved(Part):
    """Somebody said that a thread is done with."""

    by: Line
    at: datetime | None = None


class Thread(Part):
    """A comment with the answers to it; as an open point it has somebody who sorts it out, and a date."""

    id: Id
    place: Place
    posts: tuple[Post, ...] = ()
    point: bool = False
    owner: Line = ''
    owner_id: str = ''
    """the member with that name, if there is exactly one"""
    due: date | None = None
    blocks: bool = False
    """the agreement cannot be final while this point is open"""
    resolved: Resolved | None = None

    @property
    def words(self) -> str:
        """What it is about: the first words that are still there."""
        return next((post.text for post in self.posts if not post.removed), '')

    @property
    def is_open_point(self) -> bool:
        """Whether somebody still has to sort it out."""
        return self.point and self.resolved is None


def question_place(question_id: str) -> str:
    """Give the place of a question."""
    return f'question:{question_id}'


def article_place(article_id: str) -> str:
    """Give the place of an article of the agreement."""
    return f'article:{article_id}'


def cell_place(task_id: str, party_id: str) -> str:
    """Give the place of a cell of the role matrix."""
    return f'cell:{task_id}:{party_id}'


def text_place(text_id: str) -> str:
    """Give the place of a live text that is no answer to a question: the goal or a contribution."""
    return f'text:{text_id}'
