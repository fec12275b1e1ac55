"""A dossier and its texts without personal data: function and party stand where a name stood. Pure.

Source: Wet open overheid, article 5.1; article 17 of the agreement: public, without personal data and signatures. What
the dossier knows as a name is found everywhere, also the first or last name alone; somebody whom only a text names is
not, so a person has to read it once more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from data.models import Dossier, Member
from data.rules.person import words_for

LEFT_OUT = '[naam weggelaten]'
MAIL, PHONE = '[e-mailadres weggelaten]', '[telefoonnummer weggelaten]'
_MAIL = re.compile(r'[\w.+-]+@[\w-]+(?:\.[\w-]+)+')
_PHONE = re.compile(r'(?<![\w.])(?:\+31|0031|0)(?:[ -]{0,3}\(?\d\)?){9}(?!\w)')
_KEPT = re.compile(r'id|.*_id|digest|kvk|type|kind|level|notation|place|version')
"""keys of the dossier whose values name no person"""
_CODE = re.compile(r'[a-z0-9_-]+|[A-Z]{1,2}')
"""values that are an id or a choice, unless their key is one of these"""
_FREE = {'name', 'owner', 'by', 'chair', 'who', 'project_leader', 'spokesperson', 'coordinator', 'face'}
_LINE, _LONGEST = 300, 10_000
_SHORTEST = 3
"""letters of a part of a name that is looked for alone"""


class Nameless:
    """Takes personal data out of words.

    :param members: who may enter; their names stand in no part of the dossier
    """

    def __init__(self, dossier: Dossier, members: Iterable[Member]) -> None:
        self._words: dict[str, str] = {}
        """name or part of it -> what is said instead"""
        ours = {word for party in dossier.parties for word in re.findall(r'\w+', f'{party.name} {party.short_name}')}
        for name, party_id in _names(dossier, members):
            said = words_for(dossier, (name,), party_id)
            for part in _parts(name, ours | {dossier.neighbourhood, dossier.municipality}):
                self._words.setdefault(part, said)
        known = sorted(self._words, key=len, reverse=True)
        options = '|'.join(re.escape(each).replace(r'\ ', r'\s+') for each in known)
        self._known = re.compile(rf'(?<!\w)(?:{options or "(?!)"})(?!\w)')

    def text(self, text: str) -> str:
        """Give a text without names, e-mail addresses and telephone numbers."""
        text = self._known.sub(lambda found: self._words[' '.join(found[0].split())], text)
        return _PHONE.sub(PHONE, _MAIL.sub(MAIL, text))

    def dossier(self, dossier: Dossier) -> Dossier:
        """Give the dossier without them."""
        return Dossier.model_validate_json(orjson.dumps(self._tree(dossier.model_dump(mode='json'))))

    def texts(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Give live texts without them."""
        return {text_id: self.text(text) for text_id, text in texts.items()}

    def _tree(self, value: Any, key: str = '') -> Any:
        if isinstance(value, dict):
            return {name: self._tree(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self._tree(each, key) for each in value]
        if not isinstance(value, str) or _KEPT.fullmatch(key) or (_CODE.fullmatch(value) and key not in _FREE):
            return value
        if key == 'signatory' and value.strip():
            return LEFT_OUT
        return self.text(value)[: _LINE if len(value) <= _LINE else _LONGEST]


def _names(dossier: Dossier, members: Iterable[Member]) -> Iterator[tuple[str, str]]:
    """Give every name that the dossier knows, with the party of the person; those of parties first."""
    for party in dossier.parties:
        yield from ((person.name, party.id) for person in party.people)
        yield party.signatory, party.id
    yield from ((member.name, member.party_id) for member in members)
    yield dossier.project_leader, ''
    for body in dossier.bodies:  # a seat may hold a function instead: 'Technisch adviseur'
        yield from ((seat.name, seat.party_id) for seat in body.seats if _ends_as_name(seat.name))
    yield from ((consent.by, party_id) for each in dossier.consents.values() for party_id, consent in each.items())


def _parts(name: str, ours: set[str]) -> Iterator[str]:
    """Give a name as it may be written: whole, the first name alone, the last name with and without 'van de'."""
    words = name.split()
    if len(name.strip()) < _SHORTEST or {*words} <= ours:
        return
    yield ' '.join(words)
    for part in (words[0], ' '.join(words[1:]), words[-1]):
        if len(part) >= _SHORTEST and part not in ours and _ends_as_name(part):
            yield part


def _ends_as_name(words: str) -> bool:
    """Whether the last word begins with a capital, as a name does and a function does not."""
    last = words.split()[-1:]
    return bool(last) and last[0][0].isupper()
