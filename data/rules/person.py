"""A person in what is stored: where their name stands, and the same without it. Pure; works on any JSON-like tree.

A value that *is* the name stands for the person and is replaced. A longer text that mentions the name was written by
somebody, about somebody: that is never rewritten here, only found.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from data.models import Dossier, Member, MemberRole, Party, PartyType

_NO_NAMES = re.compile(r'id|.*_id|path|operation|role|digest|schema')
"""keys whose values are never a name, whatever they say"""
_SIGNATORY = 'signatory'
_OF_PARTY = ('name', 'short_name')
"""of a party: an organisation, also when it is called after a person"""
_PARTY_NAME = re.compile(r'parties\.[^.]+\.(?:short_)?name')
_ALIKE = 0.8
"""how much a half-typed value looks like the name; only where the name stood later or earlier"""


@dataclass(frozen=True)
class Someone:
    """One person in one dossier.

    :param member_id: empty for somebody who is only named
    :param names: how they are written
    :param party_id: empty without a party
    :param words: what stands in place of the name: function and party
    :param is_shared: whether somebody else has the same name; then only what surely is this person is theirs
    :param others: ids of the other parties
    :param signs: whether the name also goes from where it says who signs for the party
    """

    member_id: str
    names: tuple[str, ...]
    party_id: str
    words: str
    is_shared: bool = False
    others: frozenset[str] = frozenset()
    signs: bool = False

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(squeezed, self.names))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return _pattern(self._known)

    @cached_property
    def _calls(self) -> re.Pattern[str]:
        return _pattern({*self._known, *map(_first_name, self._known)})

    def is_named(self, value: str) -> bool:
        """Whether a value is the name and nothing else."""
        return squeezed(value) in self._known

    def mentions(self, text: str) -> int:
        """Count how often a text mentions the name, or the first name alone."""
        return sum(1 for _ in self._calls.finditer(text))

    def without(self, text: str) -> str:
        """Give a text in which the whole name is replaced wherever it is mentioned."""
        return self._names.sub(lambda _: self.words, text)

    def is_like(self, value: str) -> bool:
        """Whether a value may be the name before it was typed to its end, or mistyped."""
        typed = squeezed(value)
        likes = (SequenceMatcher(None, typed, name).ratio() >= _ALIKE for name in self._known)
        return bool(typed) and (any(name.startswith(typed) for name in self._known) or any(likes))


def squeezed(name: str) -> str:
    """Give a name as it is compared: spaces and capitals do not count."""
    return ' '.join(name.casefold().split())


def renamed(value: Any, who: Someone, is_theirs: bool | None = None) -> Any:
    """Give a tree in which the words stand where the name stood; what is kept under the member's id is left out.

    :param is_theirs: whether what is above belongs to the person: True, False (to somebody else) or None (unknown)
    """
    if isinstance(value, str):
        sure = is_theirs if who.is_shared else True
        return who.words if sure and who.is_named(value) else value
    if isinstance(value, list):
        return [renamed(each, who, is_theirs) for each in value]
    if not isinstance(value, dict):
        return value
    is_theirs = _owner(value, who, is_theirs)
    left = _OF_PARTY if 'people' in value else ()
    return {
        key: each if key in left or _is_left(key, who) else renamed(each, who, _under(key, who, is_theirs))
        for key, each in value.items()
        if not who.member_id or key != who.member_id
    }


def renamed_entry(entry: dict[str, Any], who: Someone, named_paths: set[str]) -> dict[str, Any]:
    """Give an entry of the journal without the name, and without its beginnings where it was typed letter by letter.

    :param named_paths: where the name ever stood
    """
    path = str(entry.get('path', ''))
    kept = {key: entry[key] for key in ('old', 'new') if key in entry}
    plain = renamed({key: each for key, each in entry.items() if key not in kept}, who)
    is_theirs = _owner_of_path(path, who)
    if (path.endswith(f'.{_SIGNATORY}') and not who.signs) or _PARTY_NAME.fullmatch(path):
        return {**plain, **kept}
    if path in named_paths:
        kept = {key: who.words if isinstance(each, str) and who.is_like(each) else each for key, each in kept.items()}
    return {**plain, **{key: renamed(each, who, is_theirs) for key, each in kept.items()}}


def is_named_in(entry: Mapping[str, Any], who: Someone) -> bool:
    """Whether an entry of the journal says that the name stood at its path."""
    sure = not who.is_shared or _owner_of_path(str(entry.get('path', '')), who)
    return bool(sure) and any(
        isinstance(each, str) and who.is_named(each) for each in (entry.get('old'), entry.get('new'))
    )


def mentions(tree: Any, who: Someone) -> Iterator[tuple[str, int]]:
    """Give where in a tree texts mention the name, and how often; paths as ``data.rules.changes`` has them."""
    return ((path, count) for path, text in _strings(tree) if (count := who.mentions(text)))


def named(tree: Any, who: Someone) -> Iterator[tuple[str, str]]:
    """Give where in a tree the name stands and nothing else, and how it is written there."""
    return ((path, text) for path, text in _strings(tree) if who.is_named(text))


def parts_by(tree: Any, member_id: str, path: str = '') -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the parts of a tree that say they are by a member, each without what others hung on it."""
    if isinstance(tree, dict) and member_id and tree.get('member_id') == member_id:
        yield path, {key: each for key, each in tree.items() if not isinstance(each, (dict, list))}
    if isinstance(tree, (dict, list)):
        for key, each in _children(tree):
            yield from parts_by(each, member_id, f'{path}.{key}' if path else key)


def _strings(value: Any, path: str = '') -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (dict, list)):
        for key, each in _children(value):
            if not isinstance(each, str) or not _NO_NAMES.fullmatch(key):
                yield from _strings(each, f'{path}.{key}' if path else key)


def _children(value: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Any]]:
    """Give what is below a part, with the name it has in a path."""
    if isinstance(value, dict):
        return iter(value.items())
    return ((str(each.get('id', i)) if isinstance(each, dict) else str(i), each) for i, each in enumerate(value))


def words_for(dossier: Dossier, names: tuple[str, ...], party_id: str, role: MemberRole | None = None) -> str:
    """Give what is said instead of a name: function and party, e.g. 'een vertegenwoordiger van LindeWarm'."""
    party = dossier.party(party_id)
    known = {squeezed(name) for name in names}
    people = party.people if party else ()
    person = next((each for each in people if squeezed(each.name) in known), None)
    kind = role if role not in (None, MemberRole.OWNER) else MemberRole.REPRESENTATIVE if party else 'deelnemer'
    what = person.function.strip() if person and person.function.strip() else str(person.kind if person else kind)
    if what[1:2].islower():
        what = what[0].lower() + what[1:]
    return (f'een {what} van {_called(party)}' if party else f'een {what}')[:300]


def is_words_of(name: str, party: Party) -> bool:
    """Whether a name is what stands where a name of this party was taken out, so that it says the party already."""
    return name.endswith(f' van {_called(party)}')


def shares_name(dossier: Dossier, members: list[Member], member_id: str, names: tuple[str, ...], party_id: str) -> bool:
    """Whether somebody else in the dossier has one of the names; within one party it is taken for the same person."""
    known = {squeezed(name) for name in names}
    others = [each.party_id for each in members if each.id != member_id and squeezed(each.name) in known]
    others += [party.id for party in dossier.parties for each in party.people if squeezed(each.name) in known]
    return any(each != party_id for each in others) if party_id else len(others) > 1


def past_without(value: Any, who: Someone) -> Any:
    """Give an earlier value in which the whole name is replaced wherever it is mentioned."""
    if isinstance(value, str):
        return who.without(value)
    if isinstance(value, list):
        return [past_without(each, who) for each in value]
    if isinstance(value, dict):
        return {key: each if _is_left(key, who) else past_without(each, who) for key, each in value.items()}
    return value


def _called(party: Party) -> str:
    """Give how a sentence names a party: of a municipality the short name is often just that."""
    return party.name if party.type is PartyType.MUNICIPALITY and party.name else party.short_name


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    options = '|'.join(re.escape(name).replace(r'\ ', r'\s+') for name in sorted(names, key=len, reverse=True) if name)
    return re.compile(rf'(?<!\w)(?:{options or "(?!)"})(?!\w)', re.IGNORECASE)


def _first_name(name: str) -> str:
    first, _, rest = name.partition(' ')
    return first if rest and len(first) > 2 else ''


def _is_left(key: str, who: Someone) -> bool:
    return bool(_NO_NAMES.fullmatch(key)) or (key == _SIGNATORY and not who.signs)


def _owner(part: dict[str, Any], who: Someone, above: bool | None) -> bool | None:
    """Whether a part belongs to the person: it says so by the id of a member or a party, or is a party itself."""
    if part.get('member_id'):
        return bool(part['member_id'] == who.member_id)
    if part.get('party_id') or 'people' in part:
        return bool(who.party_id) and who.party_id == (part.get('party_id') or part.get('id'))
    return above


def _under(key: str, who: Someone, above: bool | None) -> bool | None:
    """Whether what is kept under a key is theirs: mappings are kept by party, as ``consents.<text>.<party>``."""
    return True if who.party_id and key == who.party_id else False if key in who.others else above


def _owner_of_path(path: str, who: Someone) -> bool | None:
    is_theirs: bool | None = None
    for name in path.split('.'):
        is_theirs = _under(name, who, is_theirs)
    return is_theirs
