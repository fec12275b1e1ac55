"""Answers that no paragraph names: they end in the article or annex that their question feeds, so that none is lost."""

from collections.abc import Iterator, Mapping
from functools import cache

from data.content_models import Article, Content, Paragraph, Question
from data.models import Dossier, Row
from data.rules.annex_view import AnnexView, clean_cell, even
from data.rules.document import Block, Clause, Items, Prose, Subheading, Table, Theirs
from data.rules.edit_address import edit_address
from data.rules.fact_names import named
from data.rules.facts import AnswerFacts
from data.rules.progress import applies
from data.rules.templates import Printer, escaped


def article_answers(article: Article, content: Content, printer: Printer) -> Iterator[Clause]:
    """Give what was answered to questions that feed an article and that no paragraph anywhere names."""
    written = (paragraph for each in content.articles for paragraph in each.paragraphs)
    used = _named_answers((*content.opening.considerations, *written))
    for question in content.questions.values():
        if _home(question, {each.id for each in content.articles}) != article.id:
            continue
        blocks = [*_blocks(question, printer.facts.answers[question.id], used)]
        if blocks:
            lead = Prose(markdown=printer.markdown(content.opening.answer, question).text)
            yield Clause(
                id=f'{article.id}-{question.id}',
                blocks=(lead, *blocks),
                edit=edit_address(content, f'@{question.id}'),
                facts=(f'answers.{question.id}',),
            )


def annex_answers(view: AnnexView) -> Iterator[Clause]:
    """Give the tables of questions that feed an annex, under their own column headings."""
    for question in view.content.questions.values():
        rows = filled_rows(question, view.dossier)
        if rows and _home(question, {each.id for each in view.content.annexes}) == view.annex.id:
            columns = {column.id: column.name for column in question.columns}
            table = Table(
                title=question.short,
                columns=tuple(columns.values()),
                rows=tuple(tuple(clean_cell(row.cells.get(column, '')) for column in columns) for row in rows),
                widths=even(len(columns), 100 // len(columns)),
            )
            yield view.clause(question.id, (Subheading(text=question.short), table), edit=f'@{question.id}')


def filled_rows(question: Question, dossier: Dossier) -> tuple[Row, ...]:
    """Give the rows of a table question in which something stands; none if the question does not apply."""
    answer = dossier.answer(question.id)
    if answer.not_applicable or not applies(question, dossier):
        return ()
    ids = [column.id for column in question.columns]
    return tuple(row for row in answer.rows if any(row.cells.get(column, '').strip() for column in ids))


def _blocks(question: Question, answer: AnswerFacts, used: Mapping[str, frozenset[str]]) -> Iterator[Block]:
    known = used.get(question.id, frozenset())
    if answer.choice and 'choice' not in known:
        yield Prose(markdown=escaped(answer.choice))
    if answer.checked and 'checked' not in known:
        yield Items(items=tuple((Prose(markdown=escaped(name)),) for name in answer.checked))
    if answer.text and 'text' not in known:
        yield Theirs(text_id=answer.text.text_id, markdown=answer.text.markdown)


def _home(question: Question, targets: set[str]) -> str:
    return next((name for name in question.feeds if name in targets), '')


@cache
def _named_answers(paragraphs: tuple[Paragraph, ...]) -> Mapping[str, frozenset[str]]:
    """Give question id -> what of its answer some paragraph names."""
    found: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        lists = (f'{{{{ {name} }}}}' for name in (paragraph.each, paragraph.block) if name)
        for path in (path for template in (paragraph.text, paragraph.lead, *lists) for path in named(template)):
            first, _, rest = path.partition('.')
            question, _, part = rest.partition('.')
            if first == 'answers':
                found.setdefault(question, set()).add(part)
    return {question: frozenset(names) for question, names in found.items()}
