"""Answers that no paragraph names: they end in the article or annex that their question feeds, so that none is lost."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date

from data.content_models import Column, Content, Question
from data.models import Dossier, Row
from data.rules.annex_view import AnnexView, clean_cell, even
from data.rules.document import Block, Clause, Items, Prose, Subheading, Table, Theirs
from data.rules.dutch import date_text
from data.rules.edit_address import edit_address
from data.rules.fact_names import named
from data.rules.facts import AnswerFacts
from data.rules.progress import applies
from data.rules.templates import Printer, escaped

PARTS = frozenset({'choice', 'checked', 'text'})
Parts = frozenset[str]
"""which parts of an answer: ``choice``, ``checked``, ``text``"""


def loose_answers(content: Content) -> Mapping[str, tuple[tuple[Question, Parts], ...]]:
    """Give article id -> the questions that feed it, each with the parts of its answer that no paragraph names."""
    articles = {article.id for article in content.articles}
    named_parts = _named_parts(content)
    found: dict[str, list[tuple[Question, Parts]]] = {}
    for question in content.questions.values():
        parts = PARTS - named_parts.get(question.id, frozenset())
        if parts and (home := _home(question, articles)):
            found.setdefault(home, []).append((question, parts))
    return {article_id: tuple(questions) for article_id, questions in found.items()}


def answer_clause(
    article_id: str, question: Question, parts: Parts, content: Content, printer: Printer
) -> Clause | None:
    """Give what was answered to a question as a clause; None if nothing was."""
    blocks = [*_blocks(printer.facts.answers[question.id], parts)]
    if not blocks:
        return None
    lead = Prose(markdown=printer.markdown(content.opening.answer, question).text)
    return Clause(
        id=f'{article_id}-{question.id}',
        blocks=(lead, *blocks),
        edit=edit_address(content, f'@{question.id}'),
        facts=(f'answers.{question.id}',),
    )


def annex_answers(view: AnnexView) -> Iterator[Clause]:
    """Give the tables of questions that feed an annex, under their own column headings."""
    annexes = {each.id for each in view.content.annexes}
    for question in view.content.questions.values():
        if not question.columns or _home(question, annexes) != view.annex.id:
            continue
        if rows := filled_rows(question, view.dossier):
            columns = {column.id: column.name for column in question.columns}
            table = Table(
                title=question.short,
                columns=tuple(columns.values()),
                rows=tuple(tuple(_cell(row, column) for column in question.columns) for row in rows),
                widths=even(len(columns), 100 // len(columns)),
            )
            yield view.clause(question.id, (Subheading(text=question.short), table), edit=f'@{question.id}')


def _cell(row: Row, column: Column) -> str:
    """Give a cell as it is read; a date in words, if it is one."""
    text = row.cells.get(column.id, '')
    if column.input == 'date':
        with suppress(ValueError):
            return date_text(date.fromisoformat(text.strip()))
    return clean_cell(text)


def filled_rows(question: Question, dossier: Dossier) -> tuple[Row, ...]:
    """Give the rows of a table question in which something stands; none if the question does not apply."""
    answer = dossier.answer(question.id)
    if answer.not_applicable or not applies(question, dossier):
        return ()
    ids = [column.id for column in question.columns]
    return tuple(row for row in answer.rows if any(row.cells.get(column, '').strip() for column in ids))


def _blocks(answer: AnswerFacts, parts: Parts) -> Iterator[Block]:
    if answer.choice and 'choice' in parts:
        yield Prose(markdown=escaped(answer.choice))
    if answer.checked and 'checked' in parts:
        yield Items(items=tuple((Prose(markdown=escaped(name)),) for name in answer.checked))
    if answer.text and 'text' in parts:
        yield Theirs(text_id=answer.text.text_id, markdown=answer.text.markdown)


def _home(question: Question, targets: set[str]) -> str:
    return next((name for name in question.feeds if name in targets), '')


def _named_parts(content: Content) -> Mapping[str, Parts]:
    """Give question id -> what of its answer some paragraph names."""
    found: dict[str, set[str]] = {}
    written = (paragraph for article in content.articles for paragraph in article.paragraphs)
    for paragraph in (*content.opening.considerations, *written):
        names = (f'{{{{ {name} }}}}' for name in (paragraph.each, paragraph.block, paragraph.when) if name)
        for path in (path for template in (paragraph.text, paragraph.lead, *names) for path in named(template)):
            first, _, rest = path.partition('.')
            question, _, part = rest.partition('.')
            if first == 'answers':
                found.setdefault(question, set()).add(part)
    return {question: frozenset(parts) for question, parts in found.items()}
