"""The lists: forms, tasks, bodies, kinds of parties and types of decision."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from data.content.mistakes import Mistake, unknown
from data.content_models import Content, MatrixTemplate
from data.models import EACH_PARTY, MUNICIPALITY, NOBODY, PROJECT_LEADER, MandateLevel, Method, PartyType, Role


def list_mistakes(content: Content) -> Iterator[Mistake]:
    """Check what the lists refer to, and that none misses a value the program knows."""
    yield from _missing('methods.yaml', content.methods, Method)
    yield from _missing('mandate_levels.yaml', content.mandate_levels, MandateLevel)
    yield from _missing('party_types.yaml', content.party_types, PartyType)
    yield from _missing('tasks.yaml', [role.id for role in content.tasks.roles], Role)
    yield from _form_mistakes(content)
    yield from _task_mistakes(content)
    yield from _party_type_mistakes(content)
    yield from _decision_mistakes(content)
    yield from _week_mistakes(content)


def _missing(file: str, present: Iterable[str], expected: type[StrEnum]) -> Iterator[Mistake]:
    for name in sorted(set(expected) - set(present)):
        yield Mistake(file, str(name), 'dit onderdeel ontbreekt; zet het terug, het programma rekent erop.')


def _form_mistakes(content: Content) -> Iterator[Mistake]:
    forms = {form.id for form in content.forms.forms}
    for question in content.forms.questions:
        for form in set(question.counts_for) - forms:
            yield Mistake('forms.yaml', f'questions.{question.id}.counts_for', unknown(form, forms))


def _task_mistakes(content: Content) -> Iterator[Mistake]:
    kinds = {kind.id for kind in content.decision_types}
    for task in (*content.tasks.tasks, *content.tasks.extra):
        for subject in set(task.subjects) - kinds:
            yield Mistake('tasks.yaml', f'{task.id}.subjects', unknown(subject, kinds))
    tasks = {task.id for task in content.tasks.tasks}
    for template in content.tasks.templates:
        yield from _template_mistakes(template, tasks)


def _template_mistakes(template: MatrixTemplate, tasks: set[str]) -> Iterator[Mistake]:
    """Check a ready division of roles by the two rules that make it one: V1 and V2."""
    for task in sorted(set(template.cells) - tasks):
        yield Mistake('tasks.yaml', f'templates.{template.id}.cells', unknown(task, tasks))
    for task in sorted(tasks & set(template.cells)):
        roles = [role for cell in template.cells[task].values() for role in cell]
        if roles.count(Role.ACCOUNTABLE) != 1 or Role.RESPONSIBLE not in roles:
            remedy = 'geef één partij de rol eindverantwoordelijk en minstens één de rol verantwoordelijk.'
            yield Mistake('tasks.yaml', f'templates.{template.id}.cells.{task}', remedy)


def _party_type_mistakes(content: Content) -> Iterator[Mistake]:
    for kind in content.party_types.values():
        own = {body.id for body in content.bodies.party if body.party_type == kind.id}
        for body in set(kind.bodies) - own:
            yield Mistake('party_types.yaml', f'{kind.id}.bodies', unknown(body, own))


def _decision_mistakes(content: Content) -> Iterator[Mistake]:
    groups = {name for body in content.bodies.project for name in (body.kind, body.id)}
    others = {MUNICIPALITY, PROJECT_LEADER}
    for kind in content.decision_types:
        for field, names, allowed in (
            ('prepares', kind.prepares, groups | others),
            ('advises', kind.advises, groups | others),
            ('decides', (kind.decides,), groups | others | {EACH_PARTY}),
            ('ratifies', (kind.ratifies,), {NOBODY, MUNICIPALITY, EACH_PARTY}),
        ):
            for name in set(names) - allowed:
                yield Mistake('decision_types.yaml', f'{kind.id}.{field}', unknown(name, allowed - {NOBODY}))


def _week_mistakes(content: Content) -> Iterator[Mistake]:
    for field, bodies in (('project', content.bodies.project), ('party', content.bodies.party)):
        for body in bodies:
            if not body.weeks_min <= body.weeks <= body.weeks_max:
                remedy = 'de weken lopen niet op; schrijf minst, gewoon en meest in die volgorde.'
                yield Mistake('bodies.yaml', f'{field}.{body.id}.weeks', remedy)
