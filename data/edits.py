"""Changing a text on the server as a person would: small edits where it differs, so that concurrent typing survives."""

from itertools import takewhile

from pycrdt import Doc, Text

from data.rules.text_diff import differences


def edit(doc: Doc[Text], text: Text, wanted: str) -> None:
    """Turn ``text`` into ``wanted`` in one transaction; places in a pycrdt text count bytes."""
    at = 0
    with doc.transaction():
        for each in differences(str(text), wanted):
            kept = _same_start(each.before, each.after)  # letters that stay keep their author
            at += len(each.after[:kept].encode())
            gone, new = each.before[kept:], each.after[kept:]
            if gone:
                del text[at : at + len(gone.encode())]
            if new:
                text.insert(at, new)
                at += len(new.encode())


def _same_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
