"""Annexes about what the parties want and bring: words, interests, area, contributions, planning, budget."""

from collections.abc import Iterator
from datetime import date

from data.models import Dossier, contribution_of
from data.rules.annex_view import AnnexView, Row, day
from data.rules.document import Clause, Prose, Subheading, Theirs
from data.rules.dutch_filters import euro, number
from data.rules.fact_gathering import payer_name
from data.rules.language import stances_on, words_of
from data.rules.routes import decision_type
from data.rules.templates import escaped, visible


def terms(view: AnnexView) -> Iterator[Clause]:
    """Annex 1: the shared words, and those on which the parties differ."""
    words = words_of(view.content.glossary, view.dossier.terms)
    rows = ({'term': word.term, 'meaning': word.meaning or view.gap, 'note': word.note} for word in words)
    yield view.table('terms', rows, (24, 46, 30))
    disputed = [
        {'term': word.term, 'party': _short_name(view.dossier, party_id), 'proposal': stance.proposal}
        for word in words
        for party_id, stance in stances_on(view.dossier, word.id).items()
        if not stance.agrees and stance.proposal.strip()
    ]
    if disputed:
        yield view.table('disputed', disputed, (24, 26, 50))


def interests(view: AnnexView) -> Iterator[Clause]:
    """Annex 2: what each party wants, fears and needs."""
    for name, fields in (('goals', ('own_goal', 'interest', 'worry')), ('wishes', ('wants', 'avoids', 'needs'))):
        rows = [
            {'party': party.short_name} | {field: getattr(party, field) for field in fields}
            for party in view.dossier.parties
        ]
        yield view.table(name, rows, (19, 27, 27, 27))


def area(view: AnnexView) -> Iterator[Clause]:
    """Annex 3: the area in words and numbers."""
    area_ = view.dossier.area
    described = Prose(markdown=escaped(area_.description) or view.gap)
    yield view.clause('gebied', (described,), missing=not area_.description.strip())
    counted = f' ({day(area_.counted_on)})' if area_.counted_on else ''
    rows = [
        {'what': f'{what}{counted if what == "Woningen" else ""}', 'number': number(value)}
        for what, value in (
            ('Woningen', area_.homes),
            ('Huurwoningen', area_.rented),
            ('Appartementen in een VvE', area_.apartments),
            ('Andere koopwoningen', area_.owned),
            ('Andere gebouwen', area_.other_buildings),
        )
        if value is not None
    ]
    yield view.table('numbers', rows, (70, 30), numbers=('number',), needed=True)


def contributions(view: AnnexView) -> Iterator[Clause]:
    """Annex 4: what each party brings, in its own words."""
    for party in view.dossier.parties:
        text_id = contribution_of(party.id)
        text, head = (
            view.texts.get(text_id, ''),
            Subheading(text=party.short_name if visible(party.short_name) else view.content.opening.missing),
        )
        edit = f'/doel#bijdrage-{party.id}'
        if text.strip():
            theirs = Theirs(text_id=text_id, markdown=text)
            yield view.clause(party.id, (head, theirs), edit=edit)
        elif party.signs:
            yield view.clause(party.id, (head, Prose(markdown=view.gap)), missing=True, edit=edit)


def planning(view: AnnexView) -> Iterator[Clause]:
    """Annex 5: results and dates of the intention period."""
    results = ({'result': result.name or view.gap, 'text': result.text} for result in view.dossier.results)
    yield view.table('results', results, (35, 65), needed=True, edit='/doel#resultaten')
    rows = [
        {'date': day(when), 'what': what, 'party': party}
        for when, what, party in sorted(_dates(view.dossier), key=lambda entry: entry[0])
    ]
    yield view.table('dates', rows, (24, 50, 26), needed=True)


def budget(view: AnnexView) -> Iterator[Clause]:
    """Annex 6: the joint costs and who pays them, both added up."""
    money = view.dossier.budget
    if money.none:
        yield view.table('costs', (), (70, 30))
        return
    costs = [{'name': line.name or view.gap, 'amount': euro(line.amount) or ''} for line in money.costs]
    if costs:
        vat = 'inclusief btw' if money.vat_included else 'exclusief btw'
        whole = sum(line.amount for line in money.costs)
        costs.append({'name': f'Totaal, {vat}', 'amount': euro(whole) or ''})
    yield view.table('costs', costs, (70, 30), numbers=('amount',), total=bool(costs), needed=True)
    cover = [*_cover(view)]
    widths = (38, 20, 14, 28)
    yield view.table('cover', cover, widths, numbers=('amount', 'percent'), total=bool(cover), needed=True)


def data_sharing(view: AnnexView) -> Iterator[Clause]:
    """Annex 12: agreements on personal data; made outside the dossier."""
    yield view.table('data', (), (17, 17, 17, 16, 17, 16))


def _cover(view: AnnexView) -> Iterator[Row]:
    lines = view.dossier.budget.cover
    whole = sum(line.amount for line in lines)
    for line in lines:
        yield {
            'payer': payer_name(view.dossier, line.party_id, line.source) or view.gap,
            'amount': euro(line.amount) or '',
            'percent': f'{round(100 * line.amount / whole)}%' if whole else '',
            'note': 'nog niet zeker' if line.uncertain else '',
        }
    if lines:
        yield {'payer': 'Totaal', 'amount': euro(whole) or '', 'percent': '100%' if whole else '', 'note': ''}


def _dates(dossier: Dossier) -> Iterator[tuple[date, str, str]]:
    period = dossier.period
    fixed = (
        (period.start, 'Begin van de intentieperiode'),
        (period.follow_up_by, 'Gesprek over een vervolg'),
        (period.evaluate_on, 'Terugkijken op de samenwerking'),
        (period.end, 'Einde van de intentieperiode'),
    )
    yield from ((when, what, 'alle partijen') for when, what in fixed if when)
    yield from ((moment.on, 'Doorgaan, bijsturen of stoppen', 'alle partijen') for moment in period.checkpoints)
    for process in dossier.processes:
        if process.planned_on:
            yield process.planned_on, process.body or 'Eigen besluit', _short_name(dossier, process.party_id)


def subject_names(view: AnnexView, subjects: tuple[str, ...]) -> str:
    """Name types of decisions; those that do not exist (any more) are left out."""
    known = {kind.id for kind in view.content.decision_types}
    return '\n'.join(decision_type(view.content, subject).name for subject in subjects if subject in known)


def _short_name(dossier: Dossier, party_id: str) -> str:
    party = dossier.party(party_id)
    return party.short_name if party else ''
