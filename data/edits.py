"""Changing a text on the server as a person would: small edits where it differs, so that concurrent typing survives."""

from itertools import islice

from pycrdt import Doc, Text

from data.rules.alignment import same_start
from data.rules.text_diff import Difference, differences

MOST_PASSAGES = 1000
"""after so many passages the rest is changed as one: each edit looks for its place from the beginning of the text"""


def edit(doc: Doc[Text], text: Text, wanted: str) -> None:
    """Turn ``text`` into ``wanted`` in one transaction; places in a pycrdt text count bytes."""
    at = 0
    with doc.transaction():
        for each in _passages(str(text), wanted):
            kept = same_start(each.before, each.after)  # letters that stay keep their author
            at += len(each.after[:kept].encode())
            gone, new = each.before[kept:], each.after[kept:]
            if gone:
                del text[at : at + len(gone.encode())]
            if new:
                text.insert(at, new)
                at += len(new.encode())


def _passages(before: str, after: str) -> list[Difference]:
    found = iter(differences(before, after))
    first, rest = [*islice(found, MOST_PASSAGES)], [*found]
    last = Difference(''.join(each.before for each in rest), ''.join(each.after for each in rest))
    return [*first, last]
