"""Taking the name of a person out of a dossier; what that does, what stays and what still names them is said first."""

from collections.abc import Callable
from functools import partial

from nicegui import ui

from components.focus import put_focus
from components.html import Icon, Words
from components.labelled import labelled
from components.modal import Modal
from components.press import Press
from components.visit import Visit
from data.anonymising import Past
from data.errors import NotAllowed, NotSaved
from data.known_people import Known
from data.rules.changes import ChangeError
from data.rules.person import Someone, mentions, renamed
from data.rules.story_places import place_name, text_name
from data.rules.threads import as_seen_by

_HAPPENS = (
    'De naam verdwijnt bij partijen, mandaten, overleggen, akkoord, reacties en open punten.',
    'De naam verdwijnt uit de geschiedenis. Wat er is gebeurd en wanneer, blijft staan.',
    'De toegang, de persoonlijke link en de ingelogde apparaten houden meteen op.',
)
_STAYS = (
    'Functie en partij, en wat deze persoon schreef en koos.',
    'De naam in teksten van anderen. Wijzig die zelf als dat nodig is.',
    'De naam in reservekopieën en in bestanden die al zijn gedownload.',
)


class RemovalButton(Words):
    """Opens the dialog that takes a name out, one at a time."""

    def __init__(self, visit: Visit, known: Known, done: Callable[[], object]) -> None:
        super().__init__('button', 'Naam weghalen …', 'wa-button wa-button--danger')
        self._make = partial(NameRemoval, visit, known, done)
        self._dialog: NameRemoval | None = None
        self._is_looking = False
        self.props('type=button').props['aria-label'] = f'Naam weghalen: {known.name}'
        Press(self, self._open)

    async def _open(self) -> None:
        if self._is_looking:
            return
        if self._dialog and not self._dialog.is_deleted:
            self._dialog.delete()  # closed on the page, which has not said so yet
        self._is_looking, self._dialog = True, self._make()
        try:
            await self._dialog.look_and_open()
        finally:
            self._is_looking = False


class NameRemoval(Modal):
    """Says what will happen, what stays and who still mentions the name; then does it.

    :param done: called when it is done
    """

    def __init__(self, visit: Visit, known: Known, done: Callable[[], object]) -> None:
        super().__init__()
        self._visit, self._known, self._done = visit, known, done
        self._looked_for = ''
        self.props['aria-labelledby'] = f'c{self.id}-titel'
        self.style('max-height:calc(100dvh - 32px);overflow:auto').on('close', self.delete)
        with self, ui.element('div').classes('wa-card wa-stack').style('width:min(640px,calc(100vw - 32px))'):
            Words('h2', f'Naam weghalen: {known.name}').props(f'id=c{self.id}-titel tabindex=-1 autofocus')
            self._instead = Words('p')
            _list('Wat er gebeurt', _HAPPENS)
            _list('Wat blijft', _STAYS)
            self._other_names()
            self._found = ui.element('div').classes('wa-stack wa-stack--small')
            self._signs = _Tick('Ook bij ‘Wie tekent?’. De naam staat misschien al op papier.')
            self._past = _Tick('')
            self._sure = _Tick('Ik heb dit gelezen. Dit kan niet meer terug.')
            self._problem = Words('p', '', 'wa-error').props('role=alert')
            self._buttons()

    async def look_and_open(self) -> None:
        """Show it once everything is looked up."""
        await self._look('')
        if not self.is_deleted:  # the list it belongs to may be made anew meanwhile
            self.open()

    def _other_names(self) -> None:
        self._others = labelled(
            'input', 'Staat deze persoon er ook anders in?', 'Andere schrijfwijzen van de naam, met een komma ertussen.'
        )
        with ui.element('div'):
            again = Words('button', 'Zoek opnieuw', 'wa-button wa-button--second').props('type=button')
            Press(again, self._look, self._others)

    def _buttons(self) -> None:
        with ui.element('div').classes('wa-actions'):
            cancel = Words('button', 'Annuleren', 'wa-button wa-button--second').props('type=button')
            cancel.on('click', self.close)
            with ui.element('button').classes('wa-button wa-button--danger').props('type=button') as go:
                Icon('x')
                Words('span', 'Haal de naam weg')
            Press(go, self._go, self._others, self._signs.box, self._past.box, self._sure.box)

    def _someone(self, other_names: str = '', *, signs: bool = False) -> Someone:
        known, visit = self._known, self._visit
        names = tuple(other_names.split(','))
        return visit.workspace.someone(visit.dossier_id, known.name, known.party_id, known.member, names, signs=signs)

    async def _look(self, other_names: str) -> None:
        """Show what would be found; says why not if a name does not fit."""
        visit = self._visit
        try:
            who = self._someone(other_names)
        except ChangeError as error:
            self._problem.text = str(error)
            return
        self._problem.text = ''
        self._instead.text = f'In plaats van de naam staat er straks: ‘{who.words}’.'
        self._looked_for = other_names
        past = await visit.workspace.past_of(visit.dossier_id, who)
        if self.is_deleted or self._looked_for != other_names:
            return  # nobody waits for this any more
        party = visit.dossier.party(who.party_id)
        self._signs.set_visibility(bool(party and who.is_named(party.signatory)))
        self._past.set_visibility(bool(past.changes or past.versions))
        self._past.words.text = _past_words(past)
        self._found.clear()
        with self._found:
            self._show_found(who, past)

    def _show_found(self, who: Someone, past: Past) -> None:
        visit = self._visit
        dossier = as_seen_by(visit.member, visit.dossier)
        found = [
            (place_name(path, dossier, visit.content), count)
            for path, count in mentions(renamed(dossier.model_dump(mode='json'), who), who)
            if not path.endswith('.signatory')
        ]
        found += [
            (text_name(text_id, dossier, visit.content), count)
            for text_id, text in visit.workspace.texts.texts(visit.dossier_id).items()
            if visit.may_read(text_id) and (count := who.mentions(text))
        ]
        if who.is_shared:
            Words('p', 'Iemand anders heet ook zo. Alleen wat zeker van deze persoon is, wordt gewijzigd.', 'wa-note')
        Words('h3', 'Teksten die de naam noemen')
        if not found:
            Words('p', 'Geen.')
        with ui.element('ul'):
            for place, count in found:
                Words('li', f'{place[:1].upper()}{place[1:]}: {count} keer')
        if past.aside:
            words = f'Er staan {past.aside} beschadigde bestanden apart. Daarin kan de naam nog staan.'
            Words('p', words, 'wa-note wa-note--warning')

    def _go(self, others: str, signs: bool, past: bool, sure: bool) -> object:
        if not sure:
            self._problem.text = 'Zet eerst een vinkje bij ‘Ik heb dit gelezen’.'
            put_focus(self._sure.box)
            return None
        visit = self._visit
        try:
            who = self._someone(others, signs=signs)
            visit.workspace.anonymise(visit.member.id, visit.dossier_id, who, past=past)
        except (NotAllowed, ChangeError, NotSaved) as error:
            self._problem.text = str(error)
            return None
        ui.notify(f'De naam is weggehaald. Er staat nu ‘{who.words}’.', type='positive', position='top')
        return self._done()


class _Tick(ui.element):
    """A box to tick that is read when a button is pressed."""

    def __init__(self, words: str) -> None:
        super().__init__('label')
        self.classes('wa-check')
        with self:
            self.box = ui.element('input').props('type=checkbox')
            self.words = Words('span', words)


def _list(title: str, items: tuple[str, ...]) -> None:
    Words('h3', title)
    with ui.element('ul'):
        for item in items:
            Words('li', item)


def _past_words(past: Past) -> str:
    return (
        'Ook in wat er eerder stond en niemand meer kan wijzigen: '
        f'{past.changes} regels van de geschiedenis en {past.versions} eerdere versies van teksten.'
    )
