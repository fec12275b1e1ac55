"""The agreement for different readers, all from one source: for the parties, for everyone, and for the Woo. Pure.

A text that is not public is not even given to the builder of a public version: a line says that it was left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from data.content_models import Content
from data.models import Dossier, Member, Openness, annex_of, contribution_of
from data.rules.agreement import build_agreement
from data.rules.agreement_checks import can_be_final
from data.rules.document import Agreement, Clause, Items, Marks, Prose, Section
from data.rules.nameless import Nameless
from data.rules.sensitivity import reason_words
from data.rules.story_places import text_name
from data.rules.templates import escaped


class Version(StrEnum):
    """For whom the agreement is made; also the name of the file."""

    PARTNER = 'overeenkomst'
    """all that is shared with the parties"""
    PUBLIC = 'overeenkomst-openbaar'
    """only what is public"""
    WOO = 'overeenkomst-woo'
    """only what is public, without personal data and signatures"""
    REQUEST = 'overeenkomst-woo-verzoek'
    """all that is shared, without personal data and signatures: to judge a request by"""


LABELS = {
    Version.PARTNER: 'Vertrouwelijk – alleen voor partijen',
    Version.PUBLIC: 'Openbare versie',
    Version.WOO: 'Openbare versie zonder persoonsgegevens en handtekeningen',
    Version.REQUEST: 'Vertrouwelijk – voor het beoordelen van een Woo-verzoek',
}
MATRIX_ANNEX = 'bijlage-8'
"""the annex that is a file of its own too"""
_NAMELESS = (Version.WOO, Version.REQUEST)
_ONLY_PUBLIC = (Version.PUBLIC, Version.WOO)
_NO_REASON = 'Reden: nog niet opgeschreven.'


def version_of(
    dossier: Dossier,
    texts: Mapping[str, str],
    content: Content,
    today: date,
    version: Version,
    members: Iterable[Member] = (),
) -> Agreement:
    """Make the agreement for some readers.

    :param texts: text id -> Markdown of what everyone in the dossier may read
    :param members: who may enter; a version without personal data looks for their names
    """
    is_final = version is Version.PARTNER and can_be_final(dossier, texts, content, today)
    if version in _NAMELESS:
        nameless = Nameless(dossier, members)
        dossier, texts = nameless.dossier(dossier), nameless.texts(texts)
    whole = build_agreement(dossier, texts, content, today)
    closed = [*_closed(whole, dossier, content)]
    if version in _ONLY_PUBLIC:
        shown = {text_id: _shown(dossier, text_id, text) for text_id, text in texts.items()}
        whole = build_agreement(dossier, shown, content, today)
        whole = whole.model_copy(update={'annexes': tuple(_annex(dossier, annex) for annex in whole.annexes)})
    if version in _NAMELESS:
        whole = whole.model_copy(update={'signing': _unsigned(whole.signing)})
    label = '' if version is Version.PARTNER and is_final and not closed else LABELS[version]
    listed = (*whole.annexes, _list(version, closed)) if closed else whole.annexes
    confidential = bool(label) and version not in _ONLY_PUBLIC
    return whole.model_copy(update={'label': label, 'confidential': confidential, 'annexes': listed})


def matrix_mark(dossier: Dossier) -> str:
    """Give what the role matrix says of who it is for; empty if its annex is public."""
    return '' if dossier.openness(annex_of(MATRIX_ANNEX)) is Openness.PUBLIC else LABELS[Version.PARTNER]


def _shown(dossier: Dossier, text_id: str, text: str) -> str:
    if dossier.openness(text_id) is Openness.PUBLIC or not text.strip():
        return text
    return f'*Weggelaten uit deze versie.* {_why(dossier, text_id)}'


def _annex(dossier: Dossier, annex: Section) -> Section:
    if dossier.openness(annex_of(annex.id)) is Openness.PUBLIC:
        return annex
    line = Prose(markdown=f'*Weggelaten uit deze versie.* {_why(dossier, annex_of(annex.id))}')
    clause = Clause(id=f'{annex.id}-weggelaten', blocks=(line,), edit=annex.edit)
    return annex.model_copy(update={'clauses': (clause,), 'after': ''})


def _unsigned(signing: Section) -> Section:
    clause = Clause(id='ondertekening-weggelaten', blocks=(Prose(markdown='*Weggelaten: namen en handtekeningen.*'),))
    return signing.model_copy(update={'clauses': (clause,), 'after': ''})


def _closed(agreement: Agreement, dossier: Dossier, content: Content) -> Iterator[tuple[str, str]]:
    """Give what is not public, in the order of the agreement: what it is called, and why."""
    text_ids = dict.fromkeys(text.text_id for clause in agreement.clauses() for text in clause.theirs)
    for text_id in text_ids:
        if dossier.openness(text_id) is not Openness.PUBLIC:
            yield text_name(text_id, dossier, content), _why(dossier, text_id)
    for annex in agreement.annexes:
        if dossier.openness(annex_of(annex.id)) is not Openness.PUBLIC:
            yield annex.title, _why(dossier, annex_of(annex.id))
    for party in dossier.parties:
        text_id = contribution_of(party.id)
        if dossier.openness(text_id) is Openness.INTERNAL:
            words = f'Nog een intern concept van de partij; staat in geen enkele versie. {_why(dossier, text_id)}'
            yield text_name(text_id, dossier, content), words


def _why(dossier: Dossier, text_id: str) -> str:
    return escaped(reason_words(dossier, text_id) or _NO_REASON)


def _list(version: Version, closed: Iterable[tuple[str, str]]) -> Section:
    """Say at the end what was left out and why; what is in a version that is not public is marked there."""
    public = version in _ONLY_PUBLIC
    items = tuple((Prose(markdown=f'{escaped(name[:1].upper() + name[1:])}. {why}'),) for name, why in closed)
    lead = 'Dit hebben de partijen niet openbaar gemaakt.'
    if not public:
        lead += ' Het staat wel in deze versie, behalve als er iets anders bij staat.'
    title = 'Wat is weggelaten en waarom' if public else 'Wat niet openbaar is en waarom'
    clause = Clause(id='niet-openbaar-lijst', blocks=(Prose(markdown=lead), Items(items=items)))
    return Section(id='niet-openbaar', title=title, marks=Marks.NONE, clauses=(clause,))
