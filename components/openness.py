"""How far a text may go: said in words below it, and chosen there by whom it belongs to."""

from nicegui import ui

from components.field import Field, Radios
from components.fold import Fold
from components.following import LiveWords
from components.html import Icon, Words
from components.observer import Observer
from components.visit import Visit
from data.content_models import Option
from data.models import OWNED, Dossier, Openness
from data.rules.sensitivity import is_over, readers_words, reason_words

_ICONS = {Openness.INTERNAL: 'lock', Openness.SHARED: 'users', Openness.PUBLIC: 'eye'}
_REMINDER = 'Stem af met uw wethouder of bestuurder voordat u deelt. Dit is een advies; u kunt gewoon door.'


class OpennessBar(Observer):
    """Who reads a text, why and until when; whoever may changes it in a fold.

    :param label: what the text is called on the page
    """

    def __init__(self, visit: Visit, text_id: str, label: str) -> None:
        super().__init__()
        self._visit, self._text_id, self._label = visit, text_id, label
        self.classes('wa-openness')
        with self:
            if visit.may(f'sensitivity.{text_id}.level'):
                fold = Fold(self._choices, quiet=True)
                with fold.summary:
                    self._words()
            else:
                with ui.element('div').classes('wa-openness__state'):
                    self._words()
            LiveWords(visit, lambda dossier: reason_words(dossier, text_id), 'p', 'wa-small wa-subtle')
            LiveWords(visit, self._over, 'p', 'wa-note wa-note--warning')

    def _words(self) -> None:
        self._icon = ui.element('span').classes('wa-openness__icon')
        self._level: Openness | None = None
        Words('span', f'{self._label}: ', 'wa-visually-hidden')
        LiveWords(self._visit, lambda dossier: readers_words(dossier, self._text_id))
        self._show_icon(self._visit.dossier)
        self.listen(self._visit.changed, self._show_icon)

    def _show_icon(self, dossier: Dossier) -> None:
        level = dossier.openness(self._text_id)
        if level is not self._level:
            self._level = level
            self._icon.clear()
            with self._icon:
                Icon(_ICONS[level])

    def _over(self, dossier: Dossier) -> str:
        if not is_over(dossier, self._text_id, self._visit.today):
            return ''
        return 'De einddatum is voorbij. Kijk of de tekst openbaar kan. De app maakt niets zelf openbaar.'

    def _choices(self) -> None:
        visit, path = self._visit, f'sensitivity.{self._text_id}'
        with ui.element('div').classes('wa-stack wa-stack--small'):
            LevelRadios(visit, self._text_id)
            Words('p', _REMINDER, 'wa-small wa-subtle')
            with ui.element('div').classes('wa-fields'):
                Field(visit, f'{path}.reason', 'Reden', help='Als de tekst niet openbaar is. Alle partijen zien dit.')
                Field(visit, f'{path}.until', 'Niet openbaar tot', kind='date')


class LevelRadios(Radios):
    """The levels a text can have, as native radio buttons; only a text of one party can be its draft."""

    def __init__(self, visit: Visit, text_id: str) -> None:
        self._text_id = text_id
        options = [
            Option(id=Openness.SHARED, name='Gedeeld met de partijen', text='Iedereen in dit dossier leest mee.'),
            Option(id=Openness.PUBLIC, name='Openbaar', text='Komt ook in de openbare versie van de overeenkomst.'),
        ]
        if text_id.partition(':')[0] in OWNED:
            own = 'Alleen wie namens uw partij spreekt, leest dit. Ook wie het dossier beheert niet.'
            options.insert(0, Option(id=Openness.INTERNAL, name='Intern concept', text=own))
        super().__init__(visit, f'sensitivity.{text_id}.level', 'Wie mag dit lezen?', options)

    def _read(self, dossier: Dossier) -> list[str]:
        return [str(dossier.openness(self._text_id))]
