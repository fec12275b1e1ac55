"""The types of decisions: how long each takes, why, what would help, and which way it travels."""

from collections.abc import Iterable, Iterator

from nicegui import ui

from components.body_editor import method_choices
from components.field import Choice, Field
from components.focus import put_focus_inside
from components.fold import Fold
from components.following import LiveChecks, LiveHtml, LiveSelect, LiveWords
from components.html import Words
from components.lead_time_view import lead_time_html
from components.observer import Observer
from components.organisation import lead_time_of
from components.visit import Visit
from data.content_models import DecisionType, Option
from data.models import EACH_PARTY, MUNICIPALITY, PROJECT_LEADER, Body, Dossier
from data.rules import start
from data.rules.changes import plain
from data.rules.dutch import joined, weeks_text
from data.rules.routes import ACTOR_NAMES


class DecisionTypes(ui.element):
    """All types of decisions, each folded to its name and lead time."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.classes('wa-parts')
        with self:
            for kind in visit.content.decision_types:
                _row(visit, kind)


def _row(visit: Visit, kind: DecisionType) -> None:
    fold = Fold(lambda: _inside(visit, kind), anchor=f'besluit-{kind.id}')
    with fold.summary:
        with ui.element('span').classes('wa-fold__title'):
            Words('span', kind.name)
            LiveWords(
                visit,
                lambda dossier: _summary(visit, dossier, kind),
                classes='wa-fold__sub',
            )
        LiveWords(visit, lambda dossier: _weeks(visit, dossier, kind), classes='wa-badge wa-badge--weeks')


def _summary(visit: Visit, dossier: Dossier, kind: DecisionType) -> str:
    summary = lead_time_of(visit, dossier, kind.id).summary
    return summary[0].upper() + summary[1:]


def _weeks(visit: Visit, dossier: Dossier, kind: DecisionType) -> str:
    time = lead_time_of(visit, dossier, kind.id)
    return weeks_text(time.weeks.usual) if time.path else 'onbekend'


def _inside(visit: Visit, kind: DecisionType) -> None:
    with ui.element('div').classes('wa-stack'):
        Words('p', f'Bijvoorbeeld: {kind.examples}. Meestal: {kind.weeks_text}.', 'wa-small wa-subtle')
        LiveHtml(visit, lambda dossier: lead_time_html(visit, dossier, kind), classes='wa-stack')
        fold = Fold(lambda: RouteEditor(visit, kind.id), quiet=True)
        with fold.summary:
            Words('span', 'De weg van dit besluit aanpassen')


class RouteEditor(Observer):
    """The way of one type of decision: who prepares, advises, decides and confirms."""

    def __init__(self, visit: Visit, type_id: str) -> None:
        super().__init__()
        self._visit = visit
        self._kind = next(kind for kind in visit.content.decision_types if kind.id == type_id)
        self._built = False
        with self:
            self._nothing = ui.element('div')
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        """Build the fields once the dossier has a route of its own for this type."""
        there = any(route.id == self._kind.id for route in dossier.routes)
        self._nothing.set_visibility(not there)
        if there and not self._built:
            self._built = True
            self._nothing.clear()
            with self:
                self._fields(f'routes.{self._kind.id}')
        elif not there and not self._nothing.default_slot.children:
            with self._nothing:
                button = Words('button', 'Eigen afspraak maken', 'wa-button wa-button--second').props('type=button')
                button.on('click', self._add)

    def _add(self) -> None:
        """Begin with the usual route; the keyboard goes to its fields, because the button goes away."""
        if self._visit.add('routes', plain(start.route_of(self._kind))):
            put_focus_inside(self)

    def _fields(self, path: str) -> None:
        visit = self._visit
        with ui.element('div').classes('wa-stack'):
            LiveChecks(visit, f'{path}.prepares', 'Wie bereidt voor?', actor_options)
            LiveChecks(visit, f'{path}.advises', 'Wie geeft advies?', actor_options)
            with ui.element('div').classes('wa-fields'):
                LiveSelect(visit, f'{path}.decides', 'Wie besluit?', decider_choices)
                Field(visit, f'{path}.method', 'Hoe?', kind='select', options=method_choices(visit))
                Field(visit, f'{path}.fallback', 'En als dat niet lukt?')
                Field(
                    visit,
                    f'{path}.ratifies',
                    'Wie bevestigt het daarna zelf?',
                    kind='select',
                    options=[Choice(MUNICIPALITY, 'De gemeente'), Choice(EACH_PARTY, 'Elke partij')],
                    empty='Niemand',
                )
                Field(
                    visit,
                    f'{path}.weeks',
                    'Tijd voor het besluit zelf',
                    kind='number',
                    unit='weken',
                    help='Leeg: de tijd die bij het overleg of het eigen proces staat.',
                )


def actor_options(dossier: Dossier, chosen: Iterable[str]) -> list[Option]:
    """Give who can prepare or advise: bodies by kind, single bodies of a kind, and offices; and what was chosen."""
    options = {choice.value: choice.label for choice in _bodies(dossier)}
    options |= {name: ACTOR_NAMES[name] for name in (MUNICIPALITY, PROJECT_LEADER)}
    names = {body.id: body.name for body in dossier.bodies}
    options |= {one: names.get(one, f'{one} (is er niet meer)') for one in chosen if one not in options}
    return [Option(id=value, name=label) for value, label in options.items()]


def decider_choices(dossier: Dossier) -> list[Choice]:
    """Give who can decide."""
    others = [Choice(name, ACTOR_NAMES[name]) for name in (EACH_PARTY, MUNICIPALITY, PROJECT_LEADER)]
    return [*_bodies(dossier), *others]


def _bodies(dossier: Dossier) -> Iterator[Choice]:
    """Give every kind of body, and the single bodies where a kind has several."""
    kinds: dict[str, list[Body]] = {}
    for body in dossier.bodies:
        kinds.setdefault(body.kind, []).append(body)
    for kind, bodies in kinds.items():
        if len(bodies) == 1:
            yield Choice(kind, bodies[0].name or 'overleg zonder naam')
            continue
        yield Choice(kind, f'Allemaal: {joined(body.name for body in bodies)}')
        yield from (Choice(body.id, body.name) for body in bodies if body.id != kind)
