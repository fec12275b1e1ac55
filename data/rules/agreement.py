"""The agreement: from a dossier, its texts and the articles in ``content/`` to one document."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from data.content_models import Annex, Article, Content, Paragraph
from data.models import Dossier, clause_of
from data.rules import annex_agreements, annex_organisation
from data.rules.annex_view import AnnexView
from data.rules.answer_clauses import annex_answers, answer_clause, loose_answers
from data.rules.document import Agreement, Block, Clause, Items, Marks, Prose, Section, Subheading, Theirs
from data.rules.edit_address import edit_address
from data.rules.fact_gathering import facts_of
from data.rules.fact_names import ITEM, named
from data.rules.facts import LiveText
from data.rules.templates import GAP_CLOSES, GAP_OPENS, Printer, visible

ANNEXES: Mapping[str, Callable[[AnnexView], Iterator[Clause]]] = {
    'bijlage-1': annex_agreements.terms,
    'bijlage-2': annex_agreements.interests,
    'bijlage-3': annex_agreements.area,
    'bijlage-4': annex_agreements.contributions,
    'bijlage-5': annex_agreements.planning,
    'bijlage-6': annex_agreements.budget,
    'bijlage-7': annex_organisation.bodies,
    'bijlage-8': annex_organisation.matrix,
    'bijlage-9': annex_organisation.mandates,
    'bijlage-10': annex_organisation.routes,
    'bijlage-11': annex_organisation.processes,
    'bijlage-12': annex_agreements.data_sharing,
}
"""annex id -> what makes its content"""


def build_agreement(dossier: Dossier, texts: Mapping[str, str], content: Content, today: date) -> Agreement:
    """Make the agreement as it stands.

    :param texts: text id -> Markdown; a text that is missing is empty
    :param today: the date on the draft; also decides which mandates have ended
    """
    printer = Printer(facts_of(dossier, texts, content, today), content.opening.missing)
    builder = _Builder(dossier, texts, content, today, printer)
    opening = content.opening
    dropped = [article for article in content.articles if article.fixed and article.id in dossier.legal.dropped]
    return Agreement(
        title=printer.plain(opening.title),
        version=dossier.version,
        day=today,
        mark=printer.plain(opening.concept_mark),
        notice=opening.notice,
        warnings=tuple(builder.warning(article) for article in dropped),
        parties=builder.parties(),
        considerations=builder.considerations(),
        articles=tuple(builder.article(article) for article in content.articles),
        signing=builder.signing(),
        annexes=tuple(builder.annex(annex) for annex in content.annexes),
        gap=opening.missing,
    )


class _Builder:
    """Makes the sections of one agreement."""

    def __init__(
        self, dossier: Dossier, texts: Mapping[str, str], content: Content, today: date, printer: Printer
    ) -> None:
        self._dossier, self._texts, self._content, self._today = dossier, texts, content, today
        self._opening = content.opening
        self._print = printer
        self._loose = loose_answers(content)

    def warning(self, article: Article) -> str:
        """Say that an article which protects everyone was left out."""
        item = {'name': f'{self._opening.article} {article.number}', 'title': article.title}
        return self._print.markdown(self._opening.dropped_warning, item).text

    def parties(self) -> Section:
        """Give who agrees: each party that signs."""
        opening, facts, edit = self._opening, self._print.facts, self._opening.parties_edit
        clauses = [
            self._words(f'partij-{party.id}', opening.party, f'/start#partij-{party.id}', item=party)
            for party in facts.signing
        ]
        if not clauses:
            gap = Prose(markdown=f'{GAP_OPENS}{opening.missing}{GAP_CLOSES}')
            clauses.append(Clause(id='partijen-geen', blocks=(gap,), missing=True, edit=edit, facts=('signing',)))
        return Section(
            id='partijen',
            title=opening.parties_title,
            marks=Marks.NUMBERS,
            clauses=tuple(clauses),
            after=self._together(),
            edit=edit,
        )

    def considerations(self) -> Section:
        """Give why the parties agree, each reason with a letter."""
        clauses = self._paragraphs('overweging', self._opening.considerations)
        title = self._opening.considerations_title
        bridge = self._opening.bridge
        return Section(id='overwegingen', title=title, marks=Marks.LETTERS, clauses=tuple(clauses), after=bridge)

    def article(self, article: Article) -> Section:
        """Give one article; one that was left out keeps its number and says so."""
        dropped = article.id in self._dossier.legal.dropped
        clauses = [self._left_out(article)] if dropped else [*self._article(article)]
        return Section(
            id=article.id,
            title=f'{self._opening.article} {article.number} – {article.title}',
            marks=Marks.NONE if dropped else Marks.NUMBERS,
            clauses=tuple(clauses),
            tip=article.tip,
            edit=f'/overeenkomst#{article.id}',
            dropped=dropped,
            fixed=article.fixed,
        )

    def annex(self, annex: Annex) -> Section:
        """Give one annex: its introduction, then what the dossier holds."""
        edit = edit_address(self._content, annex.edit)
        view = AnnexView(annex, edit, self._dossier, self._texts, self._content, self._today)
        intro = view.clause('inleiding', (Prose(markdown=annex.intro),))
        made = (self._resolved(clause) for clause in (*ANNEXES[annex.id](view), *annex_answers(view)))
        title = f'{self._opening.annex} {annex.number} – {annex.title}'
        return Section(id=annex.id, title=title, clauses=(intro, *made), edit=edit)

    def signing(self) -> Section:
        """Give where each party signs."""
        opening = self._opening
        clauses = [Clause(id='ondertekening-inleiding', blocks=(Prose(markdown=opening.signing_intro),))]
        for party in self._print.facts.signing:
            edit = f'/start#partij-{party.id}'
            signature = self._words(f'ondertekening-{party.id}', opening.signing, edit, item=party)
            head = Subheading(text=party.name if visible(party.name) else opening.missing)
            clauses.append(signature.model_copy(update={'blocks': (head, *signature.blocks)}))
        return Section(id='ondertekening', title=opening.signing_title, clauses=tuple(clauses))

    def _together(self) -> str:
        """Say how the parties are called below, and who takes part without signing."""
        sentences = [self._opening.together]
        if self._print.facts.advisers:
            sentences.append(self._print.markdown(self._opening.advisers).text)
        return '\n\n'.join(sentences)

    def _article(self, article: Article) -> Iterator[Clause]:
        yield from self._paragraphs(article.id, article.paragraphs)
        for question, parts in self._loose.get(article.id, ()):
            if clause := answer_clause(article.id, question, parts, self._content, self._print):
                yield clause
        text_id = clause_of(article.id)
        own = self._texts.get(text_id, '')
        if own.strip():
            blocks = (Prose(markdown=self._opening.additions), Theirs(text_id=text_id, markdown=own))
            edit = f'/overeenkomst#{article.id}'
            yield Clause(id=f'{article.id}-aanvulling', blocks=blocks, edit=edit, facts=(text_id,))

    def _left_out(self, article: Article) -> Clause:
        edit = f'/overeenkomst#{article.id}'
        blocks = (Prose(markdown=self._opening.dropped),)
        return Clause(id=f'{article.id}-weggelaten', blocks=blocks, edit=edit, facts=('legal.dropped',))

    def _paragraphs(self, prefix: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Clause]:
        for number, paragraph in enumerate(paragraphs, 1):
            if not paragraph.when or self._print.value(paragraph.when):
                yield self._paragraph(f'{prefix}-{number}', paragraph)

    def _paragraph(self, clause_id: str, paragraph: Paragraph) -> Clause:
        blocks, gaps = self._repeated(paragraph) if paragraph.each else self._single(paragraph)
        return Clause(
            id=clause_id,
            blocks=blocks,
            missing=gaps > 0,
            edit=edit_address(self._content, paragraph.edit),
            facts=_facts(paragraph),
            explanation=paragraph.explanation,
        )

    def _single(self, paragraph: Paragraph, item: Any = None) -> tuple[tuple[Prose | Theirs, ...], int]:
        filled = self._print.markdown(paragraph.text, item)
        prose = Prose(markdown=filled.text)
        if not paragraph.block:
            return (prose,), filled.gaps
        text: LiveText = self._print.value(paragraph.block, item)
        if not text:
            gap = Prose(markdown=f'{GAP_OPENS}{self._opening.missing}{GAP_CLOSES}')
            return (prose, gap), filled.gaps + 1
        return (prose, Theirs(text_id=text.text_id, markdown=text.markdown)), filled.gaps

    def _repeated(self, paragraph: Paragraph) -> tuple[tuple[Block, ...], int]:
        lead = self._print.markdown(paragraph.lead)
        parts = [self._single(paragraph, item) for item in self._print.value(paragraph.each)]
        if not parts:
            gap = Prose(markdown=f'{GAP_OPENS}{self._opening.missing}{GAP_CLOSES}')
            return (Prose(markdown=lead.text), gap), lead.gaps + 1
        items = Items(items=tuple(blocks for blocks, _ in parts), ordered=paragraph.ordered)
        return (Prose(markdown=lead.text), items), lead.gaps + sum(gaps for _, gaps in parts)

    def _words(self, clause_id: str, template: str, edit: str, item: Any) -> Clause:
        filled = self._print.markdown(template, item)
        blocks = (Prose(markdown=filled.text),)
        return Clause(id=clause_id, blocks=blocks, missing=filled.gaps > 0, edit=edit, facts=('parties',))

    def _resolved(self, clause: Clause) -> Clause:
        """Give a clause of an annex with the address of its question, if it comes from one."""
        return clause.model_copy(update={'edit': edit_address(self._content, clause.edit)})


def _facts(paragraph: Paragraph) -> tuple[str, ...]:
    """Give the facts of a paragraph; those of ``item`` belong to the list that it repeats."""
    expressions = (f'{{{{ {name} }}}}' for name in (paragraph.each, paragraph.block) if name)
    found = [path for template in (paragraph.lead, paragraph.text, *expressions) for path in named(template)]
    return tuple(dict.fromkeys(path for path in found if path.split('.')[0] != ITEM))
