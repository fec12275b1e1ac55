"""A figure that counts for nothing."""

from collections.abc import Sequence

from benchmarks.people import Person, complaints


class Void(Exception):
    """What was measured is void: something did not arrive, or not the same everywhere."""


def require_complete(*rooms: Sequence[Person], documents: bool = True) -> None:
    """See to it that in each room everybody has everything.

    :raises Void: if not
    """
    found = {complaint for people in rooms for complaint in complaints(people, documents=documents)}
    if found:
        raise Void(' '.join(sorted(found)[:3]))
