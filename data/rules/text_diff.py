"""What is different between two texts, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from data.rules.alignment import Budget, aligned

STEPS = 1_000_000
"""how long a comparison may take, in steps of ``data.rules.alignment``; a fraction of a second"""
_STEPS_OF_A_PASSAGE = 50
"""what it takes to look at the words of a passage at all"""

_WORD = re.compile(r'\S+|\s+')


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage: what stood there and what stands there now; both the same where nothing changed."""

    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Whether nothing changed here."""
        return self.before == self.after


def differences(before: str, after: str) -> list[Difference]:
    """Cut two texts into passages that are the same and passages that are not, in order.

    Lines are compared first, then the words of lines that differ, so that long texts stay quick. Texts that differ in
    very many places would still take long: from where the budget is used up, a passage is taken as replaced.
    """
    return [*_merged(_by_line(before, after, Budget(STEPS)))]


def count_words(found: Sequence[Difference]) -> tuple[int, int]:
    """Give how many words came and how many went."""
    changed = [each for each in found if not each.is_same]
    return sum(len(each.after.split()) for each in changed), sum(len(each.before.split()) for each in changed)


def _by_line(before: str, after: str, budget: Budget) -> Iterator[Difference]:
    for old, new in aligned(before.splitlines(keepends=True), after.splitlines(keepends=True), budget):
        if old == new:
            yield Difference(''.join(old), ''.join(new))
        elif len(old) == len(new):
            for pair in zip(old, new, strict=True):
                yield from _by_word(*pair, budget)
        else:
            yield from _by_word(''.join(old), ''.join(new), budget)


def _by_word(before: str, after: str, budget: Budget) -> Iterator[Difference]:
    if before == after or not budget.takes(_STEPS_OF_A_PASSAGE):
        yield Difference(before, after)
        return
    for gone, come in aligned(_WORD.findall(before), _WORD.findall(after), budget):
        yield from _without_blanks(''.join(gone), ''.join(come))


def _without_blanks(before: str, after: str) -> Iterator[Difference]:
    """Take blanks that both have at the end out of a difference: they did not change."""
    ends = zip(reversed(before), reversed(after), strict=False)
    blanks = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), ends))
    if before != after and blanks:
        yield Difference(before[:-blanks], after[:-blanks])
        yield Difference(before[-blanks:], after[-blanks:])
    else:
        yield Difference(before, after)


def _merged(found: Iterator[Difference]) -> Iterator[Difference]:
    """Join passages of the same kind that follow each other."""
    told = (each for each in found if each.before or each.after)
    for _, passages in groupby(told, lambda each: each.is_same):
        together = [*passages]
        yield Difference(''.join(each.before for each in together), ''.join(each.after for each in together))
