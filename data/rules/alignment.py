"""Two lists beside each other: what stayed and what did not, within a budget of steps. Pure."""

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate, takewhile

Pair = tuple[Sequence[str], Sequence[str]]
"""what stood there, and what stands there now"""


class Budget:
    """The steps that a comparison may still take; one for all its lists, because many small ones add up.

    :param steps: a step looks at one item, or at one place where it stands as well
    """

    def __init__(self, steps: int) -> None:
        self._left = steps

    def takes(self, steps: int) -> bool:
        """Take steps, if there are as many left."""
        if steps > self._left:
            return False
        self._left -= steps
        return True


def aligned(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[Pair]:
    """Put the same items beside each other; blanks follow the words they stand between.

    What the budget does not reach is given as a whole: right, only coarser.
    """
    start = same_start(old, new)
    end = same_start(old[start:][::-1], new[start:][::-1])
    yield old[:start], new[:start]
    yield from _middle(old[start : len(old) - end], new[start : len(new) - end], budget)
    yield old[len(old) - end :], new[len(new) - end :]


def same_start(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the items that two lists, or two texts, begin with both."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _middle(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[Pair]:
    at, new_at = 0, 0
    for same in [*_same(old, new, budget), Match(len(old), len(new), 0)]:
        yield old[at : same.a], new[new_at : same.b]
        at, new_at = same.a + same.size, same.b + same.size
        yield old[same.a : at], new[same.b : new_at]


def _same(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Match]:
    """Find the passages that both have, in order.

    As ``SequenceMatcher.get_matching_blocks``, which has no limit: with the same lines again and again it takes a time
    that grows with the cube of their number.
    """
    matcher = SequenceMatcher(str.isspace, old, new)  # common words hold no passage in place
    places = matcher.b2j  # type: ignore[attr-defined]  # documented, but typeshed does not know it
    steps = [0, *accumulate(1 + len(places.get(each, ())) for each in old)]
    todo, found = [(0, len(old), 0, len(new))], []
    while todo:
        low, high, new_low, new_high = todo.pop()
        if low == high or new_low == new_high or not budget.takes(steps[high] - steps[low]):
            continue
        same = matcher.find_longest_match(low, high, new_low, new_high)
        if same.size:
            found.append(same)
            todo.append((same.a + same.size, high, same.b + same.size, new_high))
            todo.append((low, same.a, new_low, same.b))
    return sorted(found)
