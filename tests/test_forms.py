"""The form chooser: the worked example, the hard rules, and a second naive count."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content_models import CooperationForm, FormGuide, FormQuestion
from data.rules.forms import advise

FORMS = {
    'F1': 'Informeel netwerk',
    'F2': 'Intentieverklaring',
    'F3': 'Intentieovereenkomst',
    'F4': 'Convenant',
    'F5': 'Samenwerkingsovereenkomst',
    'F6': 'Stichting of vereniging',
    'F7': 'Coöperatie',
    'F8': 'PPS of gezamenlijk warmtebedrijf',
}
COUNTS = {
    'K1': 'F1 F2',
    'K2': 'F3 F5 F6',
    'K3': 'F2',
    'K4': 'F3',
    'K5': 'F3',
    'K6': 'F5 F8',
    'K7': 'F4',
    'K8': 'F6 F7',
    'K9': 'F7 F8',
    'K10': 'F5 F8',
    'K11': 'F2',
    'K12': '',
}
REASONS = {key: f'reden {key}' for key in COUNTS} | {
    'K2': 'u wilt samen onderzoek betalen',
    'K4': 'u werkt met zes partijen',
    'K11': 'niet iedereen kan binnen drie maanden besluiten',
}
GUIDE = FormGuide(
    forms=tuple(
        CooperationForm(
            id=key,
            name=name,
            what='',
            fits_when='',
            strong='',
            weak='',
            legal_weight='',
            who_decides='',
            when='now' if key <= 'F4' else 'later',
        )
        for key, name in FORMS.items()
    ),
    questions=tuple(
        FormQuestion(id=key, text='', counts_for=tuple(forms.split()), reversed=key == 'K11', reason=REASONS[key])
        for key, forms in COUNTS.items()
    ),
    governance=(),
    rules=(),
)
ANSWERS = st.dictionaries(st.sampled_from([*COUNTS, 'K99']), st.integers(0, 2))


def test_the_example_dossier_gets_its_advice() -> None:
    advice = advise({'K2': 2, 'K4': 2, 'K5': 2, 'K6': 0, 'K9': 1, 'K11': 1}, GUIDE)

    assert (advice.best, advice.runner_up, advice.afterwards) == ('F3', 'F2', '')
    assert advice.sentence == (
        'Op basis van uw antwoorden past een intentieovereenkomst nu het best. '
        'Belangrijkste redenen: u wilt samen onderzoek betalen en u werkt met zes partijen. '
        'Tweede keus: een intentieverklaring, want niet iedereen kan binnen drie maanden besluiten. U kiest zelf.'
    )


def test_without_answers_there_is_no_advice() -> None:
    advice = advise({}, GUIDE)

    assert (advice.best, advice.runner_up, advice.reasons) == ('', '', ())
    assert advice.sentence.startswith('Beantwoord een paar vragen')


def test_when_not_everyone_decides_soon_a_declaration_comes_first() -> None:
    advice = advise({'K2': 2, 'K4': 2, 'K11': 0}, GUIDE)

    assert (advice.best, advice.runner_up, advice.afterwards) == ('F2', 'F3', 'F3')
    assert advice.reasons[0] == REASONS['K11']
    assert 'past een intentieverklaring nu het best, met later een intentieovereenkomst.' in advice.sentence


def test_a_small_score_is_broken_down_into_its_parts() -> None:
    scores = {score.form: score for score in advise({'K1': 2, 'K11': 1}, GUIDE).scores}

    assert [(share.question, share.points) for share in scores['F2'].shares] == [('K1', 2), ('K11', 1)]
    assert scores['F2'].points == 3


@pytest.mark.parametrize('answer, lines', [(0, 0), (1, 0), (2, 1)])
def test_residents_who_want_to_own_found_a_cooperative_besides(answer: int, lines: int) -> None:
    advice = advise({'K2': 2, 'K9': answer}, GUIDE)

    assert len(advice.parallel) == lines
    assert advice.best == 'F3'


@pytest.mark.parametrize('answer, lines', [(0, 0), (1, 1), (2, 1)])
def test_a_group_that_cannot_sign_is_advised_a_legal_form(answer: int, lines: int) -> None:
    assert len(advise({'K12': answer}, GUIDE).parallel) == lines


@given(ANSWERS)
def test_points_and_order_agree_with_a_naive_count(answers: dict[str, int]) -> None:
    points = dict.fromkeys(FORMS, 0)
    for (question, forms), form in product(COUNTS.items(), FORMS):
        if question in answers and form in forms.split():
            points[form] += 2 - answers[question] if question == 'K11' else answers[question]
    order = sorted((form for form in FORMS if form <= 'F4' and points[form]), key=lambda form: (-points[form], form))
    if answers.get('K11') == 0:
        order = ['F2'] + [form for form in order if form != 'F2']

    advice = advise(answers, GUIDE)

    assert {score.form: score.points for score in advice.scores} == points
    assert [advice.best, advice.runner_up] == ([*order, '', ''])[:2]
    assert all(score.points == sum(share.points for share in score.shares) for score in advice.scores)


@given(ANSWERS)
def test_the_hard_rules_always_hold(answers: dict[str, int]) -> None:
    advice = advise(answers, GUIDE)

    assert {advice.best, advice.runner_up} <= {'', 'F1', 'F2', 'F3', 'F4'}
    assert advice.best != advice.runner_up or not advice.best
    excluded = {score.form for score in advice.scores if score.excluded_by}
    assert excluded == ({'F5', 'F8'} if answers.get('K6') == 0 else set())
    assert len(advice.reasons) <= 2
    assert bool(advice.best) == bool(advice.reasons)
