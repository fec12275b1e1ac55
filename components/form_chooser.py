"""Which form of cooperation fits: twelve questions, a score that can be followed, and the choice itself."""

from collections.abc import Mapping
from html import escape

from nicegui import ui

from components.field import Field, Radios
from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.content_models import FormGuide, Option
from data.models import Dossier
from data.rules.forms import Advice, FormScore, advise

_ANSWERS = (Option(id='0', name='Nee'), Option(id='1', name='Deels'), Option(id='2', name='Ja'))
_FULL = 6
"""points that fill the bar in the table; more stays full"""


class FormChooser(ui.element):
    """Questions, advice beside them, and the choice below; used in the wizard and on its own page."""

    def __init__(self, visit: Visit) -> None:
        super().__init__('div')
        guide = visit.content.forms
        self.classes('wa-stack wa-stack--large')
        with self:
            with ui.element('div').classes('wa-chooser'):
                with _section('vragen', 'Twaalf vragen'):
                    _questions(visit, guide)
                with _section('advies', 'Wat past nu het best?').classes('wa-chooser__advice'):
                    FormAdvice(visit)
            with _section('keuze', 'Uw keuze'):
                _choice(visit, guide)


class FormAdvice(Observer):
    """The advice and how it came about; follows every answer of everyone."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._guide = visit.content.forms
        self._answers: Mapping[str, int] | None = None
        self.classes('wa-stack')
        with self:
            with ui.element('div').classes('wa-card wa-chooser__result').props('role=status'):
                self._best = Words('strong', classes='wa-chooser__best')
                self._sentence = Words('p')
                self._parallel = ui.html('', sanitize=False, tag='ul').classes('wa-chooser__parallel')
            with ui.element('details').classes('wa-details').props('open'):
                Words('summary', 'Hoe is dit geteld?')
                with ui.element('div').classes('wa-details__body'):
                    self._table = ui.html('', sanitize=False)
                    Words('p', 'Deze regels gaan voor de punten:', 'wa-small').style('margin-top:12px')
                    rules = ''.join(f'<li>{escape(f"{rule.name}: {rule.text}")}</li>' for rule in self._guide.rules)
                    ui.html(rules, sanitize=False, tag='ul').classes('wa-prose wa-small')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        if dossier.form.answers == self._answers:
            return
        self._answers = dossier.form.answers
        advice = advise(self._answers, self._guide)
        self._best.text = next((form.name for form in self._guide.forms if form.id == advice.best), 'Nog geen advies')
        self._sentence.text = advice.sentence
        self._parallel.content = ''.join(f'<li>{escape(line)}</li>' for line in advice.parallel)
        self._parallel.set_visibility(bool(advice.parallel))
        self._table.content = _table(advice, self._guide)


def _questions(visit: Visit, guide: FormGuide) -> None:
    with ui.element('ol').classes('wa-chooser__questions'):
        for number, question in enumerate(guide.questions, start=1):
            with ui.element('li'):
                path, legend = f'form.answers.{question.id}', f'{number}. {question.text}'
                Radios(visit, path, legend, _ANSWERS, number=True, help=question.help)


def _choice(visit: Visit, guide: FormGuide) -> None:
    forms = [
        Option(id=form.id, name=form.name if form.when == 'now' else f'{form.name} (voor later)', text=form.what)
        for form in guide.forms
    ]
    models = [
        Option(id=model.id, name=model.name, text=f'{model.what} Let op: {model.note}') for model in guide.governance
    ]
    with ui.element('div').classes('wa-chooser'):
        with ui.element('div').classes('wa-card'):
            Radios(visit, 'form.form', 'Welke vorm kiest u samen?', forms)
        with ui.element('div').classes('wa-stack'):
            with ui.element('div').classes('wa-card'):
                Radios(visit, 'form.governance', 'Wie trekt?', models)
            with ui.element('div').classes('wa-card'):
                label, help_ = 'Waarom past deze vorm?', 'Dit komt in de overeenkomst. Een paar zinnen is genoeg.'
                Field(visit, 'form.motivation', label, kind='area', help=help_)
    with ui.element('details').classes('wa-details').style('margin-top:var(--wa-space-4)'):
        with ui.element('summary'):
            Icon('list')
            Words('span', 'Alle vormen naast elkaar')
        with ui.element('div').classes('wa-details__body wa-scroll').props('tabindex=0 role=region') as region:
            ui.html(_comparison(guide), sanitize=False)
        region.props['aria-label'] = 'Alle vormen naast elkaar'


def _table(advice: Advice, guide: FormGuide) -> str:
    """Give the score of each form with the questions it consists of, as HTML."""
    numbers = {question.id: number for number, question in enumerate(guide.questions, start=1)}
    names = {form.id: form.name for form in guide.forms}
    rows = ''.join(_row(score, names[score.form], numbers, advice) for score in advice.scores)
    return (
        '<table class="wa-table wa-score"><caption class="wa-visually-hidden">Punten per vorm</caption><thead><tr>'
        '<th scope="col">Vorm</th><th scope="col">Punten</th><th scope="col">Uit welke vragen</th></tr></thead>'
        f'<tbody>{rows}</tbody></table>'
    )


def _row(score: FormScore, name: str, numbers: Mapping[str, int], advice: Advice) -> str:
    parts = [f'vraag\u00a0{numbers[share.question]}\u00a0({share.points})' for share in score.shares if share.points]
    remark = 'nu niet: de technische richting is nog open' if score.excluded_by else 'voor later' if score.later else ''
    mark = {advice.best: 'advies', advice.runner_up: 'tweede keus'}.get(score.form, remark) if score.form else ''
    badge = (
        f' <span class="wa-badge{" wa-badge--klaar" if score.form == advice.best else ""}">{mark}</span>'
        if mark
        else ''
    )
    width = min(100, round(100 * score.points / _FULL))
    return (
        f'<tr><th scope="row">{_breakable(name)}{badge}</th><td><span class="wa-score__points">{score.points}</span>'
        f'<span class="wa-meter" aria-hidden="true"><span style="width:{width}%"></span></span></td>'
        f'<td>{", ".join(parts) or "–"}</td></tr>'
    )


def _breakable(name: str) -> str:
    """Let a long word break where a Dutch reader would, so that the table fits a phone."""
    return escape(name).replace('sovereenkomst', 's&shy;overeenkomst').replace('eovereenkomst', 'e&shy;overeenkomst')


def _comparison(guide: FormGuide) -> str:
    titles = ('Vorm', 'Past als', 'Sterk', 'Zwak', 'Juridisch gewicht', 'Wie besluit meestal')
    head = ''.join(f'<th scope="col">{title}</th>' for title in titles)
    rows = ''.join(
        f'<tr><th scope="row">{escape(form.name)}</th>'
        + ''.join(
            f'<td>{escape(text)}</td>'
            for text in (form.fits_when, form.strong, form.weak, form.legal_weight, form.who_decides)
        )
        + '</tr>'
        for form in guide.forms
    )
    return f'<table class="wa-table wa-table--broad"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _section(anchor: str, title: str) -> ui.element:
    section = ui.element('section').classes('wa-section')
    section.props.update({'id': anchor, 'aria-labelledby': f'h-{anchor}'})
    with section:
        Words('h2', title).props['id'] = f'h-{anchor}'
    return section
