"""The agreement: what is filled in, what is missing, what is left out, and the annexes."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.models import Answer, Dossier, Legal, Period, answer_of, clause_of, contribution_of
from data.rules.agreement import build_agreement
from data.rules.document import Agreement, Clause, Figure, Items, Prose, Table, Theirs
from data.rules.templates import GAP_CLOSES, GAP_OPENS
from tests.dossiers import TODAY, content, demo, empty


def built(dossier: Dossier, texts: dict[str, str] | None = None) -> Agreement:
    return build_agreement(dossier, texts or {}, content(), TODAY)


def clause(agreement: Agreement, clause_id: str) -> Clause:
    return next(each for each in agreement.clauses() if each.id == clause_id)


def prose(part: Clause) -> str:
    return ' '.join(block.markdown for block in part.blocks if isinstance(block, Prose))


def tables(agreement: Agreement, section_id: str) -> Iterator[Table]:
    for part in agreement.section(section_id).clauses:
        yield from (block for block in part.blocks if isinstance(block, Table))


# filling in


def test_the_facts_of_the_demo_stand_in_its_agreement() -> None:
    agreement = built(*demo())

    assert agreement.title == 'Intentieovereenkomst Samen op weg in De Lindelanden'
    assert prose(clause(agreement, 'artikel-4-1')) == (
        'De intentieperiode loopt van 1 februari 2027 tot en met 31 januari 2028.'
    )
    assert '842 woningen: 361 huurwoningen' in prose(clause(agreement, 'artikel-3-2'))
    assert '€ 96\\.000, inclusief btw' in prose(clause(agreement, 'artikel-8-2'))


def test_every_clause_leads_to_where_it_is_changed() -> None:
    agreement = built(*demo())

    loose = [part.id for part in agreement.clauses() if not part.edit and part.id != 'ondertekening-inleiding']

    assert loose == []


def test_a_missing_fact_says_so_in_its_sentence_and_leads_to_its_question() -> None:
    dossier, texts = demo()
    dossier = dossier.model_copy(update={'period': Period(start=date(2027, 2, 1))})

    part = clause(built(dossier, texts), 'artikel-4-1')

    assert part.missing
    assert (
        prose(part)
        == f'De intentieperiode loopt van 1 februari 2027 tot en met {GAP_OPENS}nog af te spreken{GAP_CLOSES}.'
    )
    assert part.edit == '/start#period'
    assert part.facts == ('period.start', 'period.end')


def test_a_question_as_edit_address_becomes_its_screen() -> None:
    part = clause(built(*demo()), 'artikel-15-1')

    assert part.edit == '/spoor/a/invloed#vraag-A3'


def test_an_empty_dossier_has_a_whole_agreement_with_gaps() -> None:
    agreement = built(empty())

    assert len(agreement.articles) == 25
    assert agreement.section('artikel-2').missing
    assert not agreement.section('artikel-19').missing


def test_an_empty_contribution_is_missing_at_its_own_party() -> None:
    dossier, texts = demo()
    texts[contribution_of('wiedezicht')] = ' \n'

    agreement = built(dossier, texts)

    assert clause(agreement, 'artikel-6-1').missing
    assert clause(agreement, 'bijlage-4-wiedezicht').missing
    assert clause(agreement, 'bijlage-4-wiedezicht').edit == '/doel#bijdrage-wiedezicht'


def test_own_additions_become_the_last_clause_of_their_article() -> None:
    agreement = built(empty(), {clause_of('artikel-19'): 'Wij bellen eerst.'})

    last = agreement.section('artikel-19').clauses[-1]
    assert last.blocks[-1] == Theirs(text_id='clause:artikel-19', markdown='Wij bellen eerst.')


def test_an_answer_that_does_not_apply_is_kept_out() -> None:
    dossier, texts = demo()
    texts[answer_of('A9')] = 'via de school'
    dossier = dossier.model_copy(update={'answers': {**dossier.answers, 'A9': Answer(not_applicable=True)}})

    agreement = built(dossier, texts)

    assert not any('A9' in fact for part in agreement.clauses() for fact in part.facts if part.id != 'artikel-15-4')


def test_without_joint_costs_one_sentence_remains() -> None:
    dossier, texts = demo()
    dossier = dossier.model_copy(update={'budget': dossier.budget.model_copy(update={'none': True})})

    agreement = built(dossier, texts)

    assert 'Er zijn geen gezamenlijke kosten' in prose(clause(agreement, 'artikel-8-1'))
    assert not agreement.section('artikel-8').missing
    assert not agreement.section('bijlage-6').missing


def test_every_question_has_a_place_for_its_open_answer() -> None:
    dossier, _ = demo()
    parties = tuple(party.model_copy(update={'id': f'p{number}'}) for number, party in enumerate(dossier.parties))
    dossier = dossier.model_copy(update={'parties': parties})
    texts = {answer_of(question): f'antwoord-{question}-tekst' for question in content().questions}

    agreement = built(dossier, texts)

    shown = {block.text_id for part in agreement.clauses() for block in part.blocks if isinstance(block, Theirs)}
    assert shown == set(texts)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_a_title_is_one_line_of_plain_text(name: str) -> None:
    agreement = built(empty().model_copy(update={'name': name}))

    assert '\n' not in agreement.title
    assert GAP_OPENS not in agreement.title


# leaving out


def test_an_article_left_out_keeps_its_number() -> None:
    dossier = empty().model_copy(update={'legal': Legal(dropped=('artikel-7',))})

    agreement = built(dossier)

    assert [part.id for part in agreement.section('artikel-7').clauses] == ['artikel-7-weggelaten']
    assert agreement.articles[7].title == 'Artikel 8 – Kosten en financiering'
    assert agreement.warnings == ()


@pytest.mark.parametrize('article_id', ['artikel-17', 'artikel-19', 'artikel-20'])
def test_a_protecting_article_left_out_puts_a_warning_in_the_document(article_id: str) -> None:
    dossier = empty().model_copy(update={'legal': Legal(dropped=(article_id,))})

    (warning,) = built(dossier).warnings

    assert f'ontbreekt artikel {article_id[-2:]}' in warning


# annexes


def test_the_matrix_is_printed_in_the_chosen_letters() -> None:
    legend, matrix, *_ = tables(built(*demo()), 'bijlage-8')

    assert [row[0] for row in legend.rows] == ['A', 'R', 'S', 'C', 'I']
    assert len(matrix.rows) == 25
    assert matrix.rows[20][:6] == (
        'VvE\'s en particuliere verhuurders betrekken', 'S', 'R', 'C', 'I', 'A/R',
    )  # fmt: skip


def test_the_budget_adds_up() -> None:
    costs, cover = tables(built(*demo()), 'bijlage-6')

    assert costs.rows[-1] == ('Totaal, inclusief btw', '€ 96.000')
    assert cover.rows[-1][:3] == ('Totaal', '€ 96.000', '100%')


def test_tables_are_as_wide_as_their_rows() -> None:
    for section in built(*demo()).annexes:
        for table in tables(built(*demo()), section.id):
            assert {len(row) for row in table.rows} == {len(table.columns)} == {len(table.widths)}
            assert sum(table.widths) <= 100


def test_the_drawing_is_there_in_words_too() -> None:
    part = clause(built(*demo()), 'bijlage-10-schema')

    _, figure, sentences = part.blocks
    assert isinstance(sentences, Items) and isinstance(figure, Figure)
    assert len(sentences.items) > 5
    assert 'Wie besluit' in figure.alt


def test_an_adviser_is_named_but_does_not_sign() -> None:
    dossier, texts = demo()
    adviser = next(party for party in dossier.parties if not party.signs)

    agreement = built(dossier, texts)

    assert adviser.name in agreement.parties.after
    assert adviser.id not in ' '.join(part.id for part in (*agreement.parties.clauses, *agreement.signing.clauses))
