"""What every part of a dossier is: frozen, strictly typed, with limits that keep a text readable."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r'^[A-Za-z0-9_-]{1,64}$')]
"""Names a part within its dossier; safe in an address, a path of a change and a file name."""

Line = Annotated[str, StringConstraints(max_length=300)]
"""One line: a name, a function, a place."""

Text = Annotated[str, StringConstraints(max_length=10_000)]
"""A few sentences that one person fills in; longer shared texts are live texts."""


class Part(BaseModel):
    """A part of a dossier; a change makes a new one."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra='forbid', hide_input_in_errors=True
    )  # a log is no place for names
