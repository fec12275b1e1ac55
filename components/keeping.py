"""How long a dossier is kept, closing it and removing it; and what is kept of whoever looks."""

from collections.abc import Callable

from nicegui import ui

from components.field import Field
from components.focus import put_focus
from components.following import LiveWords
from components.html import Link, Words
from components.modal import Modal
from components.observer import Observer
from components.person_data import MINE
from components.press import Press
from components.visit import Visit
from data.errors import NotAllowed, NotSaved
from data.models import Dossier
from data.rules.changes import ChangeError
from data.rules.permissions import may_end
from data.rules.retention import is_over, retention_words


class Keeping(Observer):
    """The period with its reason; for an owner also the buttons that end a dossier."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.classes('wa-stack')
        with self:
            LiveWords(visit, retention_words, 'p')
            if may_end(visit.member):
                self._fields()
                self._end()
            with ui.element('div').classes('wa-actions'):
                mine = Link('Mijn gegevens downloaden', visit.download(f'{MINE}.zip'), 'wa-button wa-button--second')
                mine.props['download'] = True
                Link('Privacy', '/privacy')

    def _fields(self) -> None:
        with ui.element('div').classes('wa-fields'):
            Field(self._visit, 'retention.until', 'Bewaren tot en met', kind='date')
            Field(self._visit, 'retention.months', 'Of: na het afsluiten nog', kind='number', unit='maanden')
            Field(
                self._visit,
                'retention.reason',
                'Waarom zo lang?',
                help='Bijvoorbeeld het nummer in de selectielijst van uw gemeente',
            )

    def _end(self) -> None:
        with ui.element('div').classes('wa-actions'):
            self._close = _button('Sluit dit dossier af', lambda: self._set_closed(True))
            self._reopen = _button('Heropen dit dossier', lambda: self._set_closed(False))
            self._remove = _button('Verwijder dit dossier …', lambda: Removal(self._visit).open(), 'wa-button--danger')
        self._show(self._visit.dossier)
        self.listen(self._visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        self._close.set_visibility(not dossier.is_closed)
        self._reopen.set_visibility(dossier.is_closed)
        self._remove.set_visibility(dossier.is_closed and is_over(dossier, self._visit.today))

    def _set_closed(self, is_closed: bool) -> None:
        try:
            self._visit.workspace.close(self._visit.member.id, self._visit.dossier_id, is_closed=is_closed)
        except (NotAllowed, ChangeError, NotSaved) as error:
            ui.notify(str(error), type='warning', position='top', close_button='Sluiten', timeout=8000)
            return
        put_focus(self._reopen if is_closed else self._close)  # the button that was pressed is gone


class Removal(Modal):
    """Offers what there is to keep, and then removes a dossier whose time is over."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.props['aria-labelledby'] = f'c{self.id}-titel'
        self.style('max-height:calc(100dvh - 32px);overflow:auto').on('close', self.delete)
        with self, ui.element('div').classes('wa-card wa-stack').style('width:min(640px,calc(100vw - 32px))'):
            Words('h2', f'‘{visit.dossier.name}’ verwijderen').props(f'id=c{self.id}-titel tabindex=-1 autofocus')
            Words('p', 'Alle teksten, keuzes, geschiedenis en toegang verdwijnen. Dit kan niet meer terug.')
            Words('p', 'Bewaar eerst wat bewaard moet blijven:')
            with ui.element('ul'):
                for name, words in (('dossier.json', 'Hele dossier'), ('overeenkomst.pdf', 'Overeenkomst (PDF)')):
                    with ui.element('li'):
                        Link(words, visit.download(name)).props['download'] = True
            Words(
                'p', 'De geschiedenis zit niet in deze bestanden. Vraag de beheerder van de server om een reservekopie.'
            )
            Words('p', 'Reservekopieën van de server houden dit dossier nog tot ze zijn verlopen.', 'wa-small')
            with ui.element('label').classes('wa-check'):
                self._sure = ui.element('input').props('type=checkbox')
                Words('span', 'Ik heb bewaard wat bewaard moet blijven.')
            self._problem = Words('p', '', 'wa-error').props('role=alert')
            with ui.element('div').classes('wa-actions'):
                _button('Annuleren', self.close)
                go = Words('button', 'Verwijder het dossier', 'wa-button wa-button--danger').props('type=button')
                Press(go, self._go, self._sure)

    def _go(self, sure: bool) -> None:
        if not sure:
            self._problem.text = 'Zet eerst een vinkje bij ‘Ik heb bewaard wat bewaard moet blijven’.'
            put_focus(self._sure)
            return
        try:
            self._visit.workspace.end_dossier(self._visit.member.id, self._visit.dossier_id)
        except (NotAllowed, ChangeError, NotSaved) as error:
            self._problem.text = str(error)
            return
        ui.navigate.to('/')


def _button(words: str, action: Callable[[], object], kind: str = 'wa-button--second') -> ui.element:
    button = Words('button', words, f'wa-button {kind}').props('type=button')
    button.on('click', action)
    return button
