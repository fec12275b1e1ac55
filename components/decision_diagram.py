"""The drawing of the decision-making and the same in words, following every change."""

from html import escape

from nicegui import events, ui

from components.following import LiveHtml
from components.html import Icon, Words
from components.organisation import diagram_of, svg_of
from components.visit import Visit
from data.models import Dossier


class DecisionDiagram(ui.element):
    """One drawing for all decisions, or for the type somebody chooses; wide drawings scroll in their own region."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._type_id = ''
        self.classes('wa-stack')
        with self:
            self._chooser()
            with ui.element('div').classes('wa-scroll wa-diagram__frame').props('tabindex=0 role=region') as region:
                region.props['aria-label'] = 'Schema van de besluitvorming'
                self._drawing = LiveHtml(visit, self._drawn)
            Words('p', 'Schuif het schema opzij om alles te zien.', 'wa-diagram__hint wa-small wa-subtle')
            with ui.element('details').classes('wa-details'):
                with ui.element('summary'):
                    Icon('list')
                    Words('span', 'Het schema in woorden')
                self._words = LiveHtml(visit, self._told, classes='wa-details__body wa-prose')

    def _chooser(self) -> None:
        with ui.element('div').classes('wa-field wa-diagram__choose'):
            label = Words('label', 'Toon de weg van', 'wa-field__label')
            select = ui.element('select').classes('wa-input')
            label.props['for'] = f'c{select.id}'
            with select:
                Words('option', 'alle besluiten samen').props['value'] = ''
                for kind in self._visit.content.decision_types:
                    Words('option', kind.name).props['value'] = kind.id
            select.on('change', self._choose, js_handler='(event) => emit(event.target.value)')

    def _choose(self, event: events.GenericEventArguments) -> None:
        known = {kind.id for kind in self._visit.content.decision_types}
        self._type_id = event.args if event.args in known else ''
        self._drawing.refresh()
        self._words.refresh()

    def _drawn(self, dossier: Dossier) -> str:
        return svg_of(self._visit, dossier, self._type_id)

    def _told(self, dossier: Dossier) -> str:
        sentences = diagram_of(self._visit, dossier, self._type_id).text
        lines = ''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)
        return f'<p>De nummers horen bij de lijnen in het schema.</p><ol>{lines}</ol>'
