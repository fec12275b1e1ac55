"""What is different between two texts, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

MOST_WORDS = 3000
"""a changed passage with more words is taken as replaced; comparing it word by word would take seconds"""

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

    Lines are compared first, then the words of lines that differ, so that long texts stay quick.
    """
    return [*_merged(_by_line(before, after))]


def count_words(found: Sequence[Difference]) -> tuple[int, int]:
    """Give how many words came and how many went."""
    changed = [each for each in found if not each.is_same]
    return sum(len(each.after.split()) for each in changed), sum(len(each.before.split()) for each in changed)


def _by_line(before: str, after: str) -> Iterator[Difference]:
    for old, new in _aligned(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if len(old) == len(new):
            for pair in zip(old, new, strict=True):
                yield from _by_word(*pair)
        else:
            yield from _by_word(''.join(old), ''.join(new))


def _by_word(before: str, after: str) -> Iterator[Difference]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if before == after or len(old) + len(new) > MOST_WORDS:
        yield Difference(before, after)
    else:
        for gone, come in _aligned(old, new):
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


def _aligned(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Put the same lines or words beside each other; blanks follow the words they stand between."""
    matcher = SequenceMatcher(str.isspace, old, new)  # common words hold no passage in place
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        yield old[start:end], new[new_start:new_end]


def _merged(found: Iterator[Difference]) -> Iterator[Difference]:
    """Join passages of the same kind that follow each other."""
    last: Difference | None = None
    for each in found:
        if last is None:
            last = each
        elif last.is_same == each.is_same:
            last = Difference(last.before + each.before, last.after + each.after)
        else:
            yield last
            last = each
    if last is not None:
        yield last
