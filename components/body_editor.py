"""The bodies: what each is for, who sits in it, and how it decides."""

from collections.abc import Iterator
from html import escape

from nicegui import ui

from components.field import Choice, Field, PartList
from components.fold import Fold
from components.following import LiveHtml, LiveWords
from components.html import Prose, Words
from components.people_names import people_names
from components.seat_editor import RESIDENT_TYPES, SeatList, members_text
from components.visit import Visit
from components.weeks_fields import weeks_fields
from data.models import Body, Dossier, Layer, Method
from data.rules.changes import value_at
from data.rules.diagram_text import LAYER_NAMES
from data.rules.dutch import joined, weeks_text

KINDS = (
    Choice('stuurgroep', 'Stuurgroep'),
    Choice('kernteam', 'Kernteam'),
    Choice('projectteam', 'Projectteam'),
    Choice('werkgroep', 'Werkgroep'),
    Choice('bewonersoverleg', 'Bewonersoverleg'),
    Choice('overig', 'Ander overleg'),
)
_NEW = {'kind': 'overig', 'name': 'Nieuw overleg', 'layer': str(Layer.WORK)}


class BodyEditor(PartList):
    """All bodies, each folded to one line."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(
            visit,
            'bodies',
            item='overleg',
            empty='Nog geen overleg. Begin met een stuurgroep of een kernteam.',
            new=_NEW,
            row=lambda path: _body_row(visit, path),
        )
        self.classes('wa-folds')


def _body_row(visit: Visit, path: str) -> None:
    fold = Fold(lambda: _body_fields(visit, path), anchor=f'overleg-{path.rpartition(".")[2]}', quiet=True)
    with fold.summary, ui.element('span').classes('wa-fold__title'):
        LiveWords(visit, lambda dossier: _field(dossier, path, 'name') or 'Overleg zonder naam')
        LiveWords(visit, lambda dossier: _summary(visit, dossier, path), classes='wa-fold__sub')


def _body_fields(visit: Visit, path: str) -> None:
    layers = [Choice(layer, name) for layer, name in LAYER_NAMES.items()]
    with ui.element('div').classes('wa-stack'):
        with ui.element('div').classes('wa-fields'):
            Field(visit, f'{path}.name', 'Naam')
            Field(visit, f'{path}.kind', 'Soort', kind='select', options=KINDS)
            Field(visit, f'{path}.layer', 'Plek in het schema', kind='select', options=layers)
            Field(visit, f'{path}.task', 'Waarover gaat dit overleg?', kind='area')
        with ui.element('div'):
            Words('h3', 'Leden', 'wa-fold__heading')
            SeatList(visit, path)
        with ui.element('div').classes('wa-fields'):
            Field(visit, f'{path}.chair', 'Voorzitter', suggestions=people_names(visit.dossier))
            _deciding_fields(visit, path)
            Field(
                visit, f'{path}.quorum', 'Wanneer mag er besloten worden?', placeholder='als 4 van de 6 leden er zijn'
            )
            Field(visit, f'{path}.public', 'Wat is openbaar?')
        weeks_fields(visit, path, 'Hoeveel weken kost een besluit hier?')


def _deciding_fields(visit: Visit, path: str) -> None:
    Field(visit, f'{path}.method', 'Zo besluiten we', kind='select', options=method_choices(visit))
    Field(visit, f'{path}.fallback', 'En als dat niet lukt?')


class MethodEditor(ui.element):
    """How each body decides, the main rule, and the ways to decide in plain words."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.classes('wa-stack')
        with self:
            with ui.element('div').classes('wa-fields'):
                Field(
                    visit,
                    'legal.main_rule',
                    'Hoofdregel',
                    kind='area',
                    help='Geldt als er niets anders is afgesproken.',
                )
                Field(visit, 'legal.attempts', 'Aantal pogingen', kind='number', unit='keer')
                Field(visit, 'legal.fallback', 'En als dat niet lukt?', kind='area')
            PartList(
                visit,
                'bodies',
                item='overleg',
                empty='Nog geen overleg.',
                row=lambda path: _method_row(visit, path),
                can_add=False,
                can_remove=False,
            )
            method_guide(visit)


def _method_row(visit: Visit, path: str) -> None:
    with ui.element('div').classes('wa-stack wa-stack--small'):
        LiveWords(visit, lambda dossier: _field(dossier, path, 'name') or 'Overleg zonder naam', 'h3')
        with ui.element('div').classes('wa-fields'):
            _deciding_fields(visit, path)


def method_guide(visit: Visit) -> None:
    """Explain the ways to decide, for whoever wants to know."""
    with ui.element('details').classes('wa-details'):
        Words('summary', 'Manieren om te besluiten')
        with ui.element('div').classes('wa-details__body wa-grid'):
            for method in visit.content.methods.values():
                with ui.element('div'):
                    Words('h3', method.name)
                    Prose(method.text, 'wa-small')
                    with ui.element('p').classes('wa-small wa-subtle'):
                        Words('span', f'Handig voor: {method.use}')
                        if method.pitfall:
                            Words('span', f' Let op: {method.pitfall}')


class ResidentSeats(LiveHtml):
    """Where residents sit, with a voice or as adviser, and the bodies without any."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit, _residents_html)


def _residents_html(dossier: Dossier) -> str:
    rows = ''.join(
        f'<tr><th scope="row">{escape(body.name)}</th><td>{escape(_residents_in(dossier, body))}</td></tr>'
        for body in dossier.bodies
    )
    head = '<thead><tr><th scope="col">Overleg</th><th scope="col">Bewoners</th></tr></thead>'
    caption = '<caption class="wa-visually-hidden">Bewoners per overleg</caption>'
    return f'<table class="wa-table">{caption}{head}<tbody>{rows}</tbody></table>' if rows else ''


def _residents_in(dossier: Dossier, body: Body) -> str:
    residents = {party.id: party.short_name for party in dossier.parties if party.type in RESIDENT_TYPES}
    seats = [seat for seat in body.seats if seat.party_id in residents]
    voices = {residents[seat.party_id]: None for seat in seats if not seat.advisory}
    advisers = {residents[seat.party_id]: None for seat in seats if seat.advisory}
    parts = [f'met stem: {joined(voices)}'] if voices else []
    parts += [f'als adviseur: {joined(advisers)}'] if advisers else []
    return '; '.join(parts) or ('dit is van bewoners zelf' if body.layer is Layer.RESIDENTS else 'geen')


def method_choices(visit: Visit) -> list[Choice]:
    """Give the ways to decide."""
    return [Choice(method.id, method.name) for method in visit.content.methods.values()]


def _field(dossier: Dossier, path: str, name: str) -> str:
    return str(value_at(dossier, f'{path}.{name}') or '')


def _summary(visit: Visit, dossier: Dossier, path: str) -> str:
    return ' · '.join(_facts(visit, dossier, path))


def _facts(visit: Visit, dossier: Dossier, path: str) -> Iterator[str]:
    body = value_at(dossier, path)
    if isinstance(body, Body):
        yield members_text(dossier, path)
        yield _method_name(visit, body.method)
        yield f'ongeveer {weeks_text(body.weeks)}'
        if not body.chair.strip():
            yield 'nog geen voorzitter'


def _method_name(visit: Visit, method: Method | None) -> str:
    info = visit.content.methods.get(method) if method else None
    return info.name if info else 'nog niet bekend hoe besloten wordt'
