"""Which form of cooperation fits now: a score that can be followed, and four hard rules."""

from collections.abc import Mapping, Sequence

from data.content_models import CooperationForm, FormGuide, FormQuestion
from data.models import Part

DECLARATION, AGREEMENT = 'F2', 'F3'
NEEDS_DIRECTION = frozenset({'F5', 'F8'})
"""forms that are never advised while the technical direction is open, rule K6"""
ALL_DECIDE_SOON, DIRECTION_CHOSEN, RESIDENTS_OWN, NO_LEGAL_FORM = 'K11', 'K6', 'K9', 'K12'
YES = 2


class Share(Part):
    """What one question adds to a form."""

    question: str
    points: int


class FormScore(Part):
    """A form with its points and what they consist of."""

    form: str
    points: int
    shares: tuple[Share, ...]
    """one per answered question that counts for the form, in the order of the questions; 0 points included"""
    later: bool
    """shown for later; never the advice for this step"""
    excluded_by: str = ''
    """id of the hard rule that rules the form out"""


class Advice(Part):
    """What the chooser says. The parties choose themselves."""

    scores: tuple[FormScore, ...]
    """in the order of the guide"""
    best: str = ''
    """id of the form; empty as long as the answers point nowhere"""
    runner_up: str = ''
    afterwards: str = ''
    """the form to work towards after ``best``"""
    reasons: tuple[str, ...] = ()
    """the two strongest"""
    parallel: tuple[str, ...] = ()
    """sentences on what goes on beside the form"""
    sentence: str
    """the advice in Dutch"""


def advise(answers: Mapping[str, int], guide: FormGuide) -> Advice:
    """Weigh the answers and advise a form for this step.

    A question that is not answered adds nothing. With equal points the lighter form, which comes first, wins.

    Hard rules: K11 'nee' advises F2 now and F3 afterwards; K6 'nee' rules out F5 and F8; K9 'ja' adds founding a
    cooperative as a parallel line; K12 'ja' or 'deels' asks for a legal form first.

    :param answers: question id -> 0 no, 1 partly, 2 yes; other ids and values are ignored
    """
    known = {question.id: answers[question.id] for question in guide.questions if answers.get(question.id) in (0, 1, 2)}
    scores = tuple(_score(form, known, guide.questions) for form in guide.forms)
    ranked = sorted((score for score in scores if not score.later and score.points), key=lambda score: -score.points)
    order = [score.form for score in ranked]
    afterwards = ''
    if known.get(ALL_DECIDE_SOON) == 0:
        order = [DECLARATION, *(form for form in order if form != DECLARATION)]
        afterwards = AGREEMENT
    best, runner_up = [*order, '', ''][:2]
    reasons = _reasons(_named(scores, best), known, guide.questions)[:2]
    return Advice(
        scores=scores,
        best=best,
        runner_up=runner_up,
        afterwards=afterwards,
        reasons=tuple(reasons),
        parallel=_parallel(known),
        sentence=_sentence(guide, scores, (best, runner_up, afterwards), known, reasons),
    )


def _score(form: CooperationForm, known: Mapping[str, int], questions: Sequence[FormQuestion]) -> FormScore:
    shares = tuple(
        Share(question=question.id, points=YES - known[question.id] if question.reversed else known[question.id])
        for question in questions
        if question.id in known and form.id in question.counts_for
    )
    excluded = form.id in NEEDS_DIRECTION and known.get(DIRECTION_CHOSEN) == 0
    return FormScore(
        form=form.id,
        points=sum(share.points for share in shares),
        shares=shares,
        later=form.when == 'later',
        excluded_by=DIRECTION_CHOSEN if excluded else '',
    )


def _named(scores: Sequence[FormScore], form: str) -> FormScore | None:
    return next((score for score in scores if score.form == form), None)


def _reasons(score: FormScore | None, known: Mapping[str, int], questions: Sequence[FormQuestion]) -> list[str]:
    """Give what speaks for a form, strongest first; the rule that decided comes before all points."""
    if score is None:
        return []
    decided = score.form == DECLARATION and known.get(ALL_DECIDE_SOON) == 0
    shares = sorted((share for share in score.shares if share.points), key=lambda share: -share.points)
    ids = dict.fromkeys([*([ALL_DECIDE_SOON] if decided else []), *(share.question for share in shares)])
    texts = {question.id: question.reason for question in questions}
    return [texts[question] for question in ids if question in texts]


def _parallel(known: Mapping[str, int]) -> tuple[str, ...]:
    lines = []
    if known.get(RESIDENTS_OWN) == YES:
        lines.append(
            'Richt daarnaast een coöperatie op, want bewoners willen eigenaar worden. '
            'De coöperatie komt naast deze afspraken, niet in plaats daarvan.'
        )
    if known.get(NO_LEGAL_FORM, 0) > 0:
        lines.append(
            'Een groep zonder rechtsvorm kan niet tekenen. Laat deze groep adviseren, '
            'of richt eerst een vereniging of coöperatie op.'
        )
    return tuple(lines)


def _sentence(
    guide: FormGuide,
    scores: Sequence[FormScore],
    chosen: tuple[str, str, str],
    known: Mapping[str, int],
    reasons: Sequence[str],
) -> str:
    best, runner_up, afterwards = chosen
    names = {form.id: _in_sentence(form.name) for form in guide.forms}
    if best not in names:
        return 'Beantwoord een paar vragen met ‘ja’ of ‘deels’. Dan verschijnt hier een advies. U kiest zelf.'
    later = f', met later een {names[afterwards]}' if afterwards in names else ''
    parts = [f'Op basis van uw antwoorden past een {names[best]} nu het best{later}.']
    if reasons:
        title = 'Belangrijkste redenen' if len(reasons) > 1 else 'Belangrijkste reden'
        parts.append(f'{title}: {" en ".join(reasons)}.')
    if runner_up in names:
        because = _reasons(_named(scores, runner_up), known, guide.questions)[:1]
        parts.append(f'Tweede keus: een {names[runner_up]}{"".join(f", want {reason}" for reason in because)}.')
    return ' '.join([*parts, 'U kiest zelf.'])


def _in_sentence(name: str) -> str:
    """Write a name inside a sentence: 'Intentieverklaring' becomes small, 'PPS' does not."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
