"""What is kept of a person: take it away as a file, or take their name out of the dossier."""

from collections.abc import Callable

from nicegui import ui

from components.focus import put_focus
from components.html import Icon, Link, Words
from components.labelled import labelled
from components.modal import Modal
from components.visit import Visit
from data.anonymising import Past
from data.errors import NotAllowed, NotSaved
from data.known_people import Known, known_people
from data.rules.changes import ChangeError
from data.rules.permissions import may_copy, may_end
from data.rules.person import Someone, mentions, renamed
from data.rules.story_places import place_name, text_name
from data.rules.threads import as_seen_by

MINE = 'mijn-gegevens'
OF_PERSON = 'gegevens-'
"""names of the files, before ``.zip``: of who asks, and of somebody else (with their key)"""

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


def person_actions(visit: Visit, known: Known, done: Callable[[], None]) -> None:
    """Offer both for one person, folded away; only to who may.

    :param done: called when a name was taken out
    """
    if not may_copy(visit.member, known.key):
        return
    with ui.element('details').classes('wa-details wa-details--quiet').style('flex-basis:100%'):
        Words('summary', f'Gegevens van {known.name}')
        with ui.element('div').classes('wa-details__body wa-actions'):
            name = f'{MINE if known.key == visit.member.id else f"{OF_PERSON}{known.key}"}.zip'
            link = Link('Gegevens downloaden', visit.download(name), 'wa-button wa-button--second')
            link.props.update({'download': True, 'aria-label': f'Gegevens van {known.name} downloaden'})
            if may_end(visit.member):
                button = Words('button', 'Naam weghalen …', 'wa-button wa-button--danger').props('type=button')
                button.props['aria-label'] = f'Naam weghalen: {known.name}'
                button.on('click', lambda: NameRemoval(visit, known, done).look_and_open())


class OtherNames(ui.element):
    """Everyone who cannot enter and whose name is still there; looked up when somebody opens the list."""

    def __init__(self, visit: Visit) -> None:
        super().__init__('details')
        self._visit = visit
        self.classes('wa-details wa-details--quiet')
        with self:
            Words('summary', 'Andere namen in dit dossier')
            self._list = ui.element('ul').classes('wa-details__body wa-parts').style('list-style:none')
        self.on('toggle', self._show, js_handler='(event) => event.target.open && emit()')

    def _show(self) -> None:
        self._list.clear()
        with self._list:
            known = [each for each in known_people(self._visit.workspace, self._visit.dossier_id) if not each.member]
            for each in known:
                self._person(each)
            if not known:
                Words('li', 'Er zijn geen andere namen.')

    def _person(self, known: Known) -> None:
        party = self._visit.dossier.party(known.party_id)
        with ui.element('li').classes('wa-part').style('flex-wrap:wrap'):
            with ui.element('div').style('flex:1;min-width:200px'):
                Words('strong', known.name)
                where = 'Heeft geen toegang meer' if known.member_id else 'Staat alleen in de lijst van de partij'
                Words('div', f'{where}{f", {party.short_name}" if party else ""}.', 'wa-small wa-subtle')
            person_actions(self._visit, known, self._show)


class NameRemoval(Modal):
    """Says what will happen, what stays and who still mentions the name; then does it.

    :param done: called when it is done
    """

    def __init__(self, visit: Visit, known: Known, done: Callable[[], None]) -> None:
        super().__init__()
        self._visit, self._known, self._done = visit, known, done
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
        await self._look()
        self.open()

    def _other_names(self) -> None:
        self._others = labelled(
            'input', 'Staat deze persoon er ook anders in?', 'Andere schrijfwijzen van de naam, met een komma ertussen.'
        )
        with ui.element('div'):
            again = Words('button', 'Zoek opnieuw', 'wa-button wa-button--second').props('type=button')
            again.on('click', self._look_again)

    def _buttons(self) -> None:
        with ui.element('div').classes('wa-actions'):
            cancel = Words('button', 'Annuleren', 'wa-button wa-button--second').props('type=button')
            cancel.on('click', self.close)
            with ui.element('button').classes('wa-button wa-button--danger').props('type=button') as go:
                Icon('x')
                Words('span', 'Haal de naam weg')
            go.on('click', self._go)

    def _someone(self, other_names: str = '', *, signs: bool = False) -> Someone:
        known, visit = self._known, self._visit
        names = tuple(other_names.split(','))
        return visit.workspace.someone(visit.dossier_id, known.name, known.party_id, known.member, names, signs=signs)

    async def _look(self, other_names: str = '') -> None:
        """Show what would be found; says why not if a name does not fit."""
        visit = self._visit
        try:
            who = self._someone(other_names)
        except ChangeError as error:
            self._problem.text = str(error)
            return
        self._problem.text = ''
        self._instead.text = f'In plaats van de naam staat er straks: ‘{who.words}’.'
        past = await visit.workspace.past_of(visit.dossier_id, who)
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

    async def _look_again(self) -> None:
        await self._look(str((await self._values())[0]))

    async def _go(self) -> None:
        others, signs, past, sure = await self._values()
        if not sure:
            self._problem.text = 'Zet eerst een vinkje bij ‘Ik heb dit gelezen’.'
            put_focus(self._sure.box)
            return
        visit = self._visit
        try:
            who = self._someone(str(others), signs=bool(signs))
            visit.workspace.anonymise(visit.member.id, visit.dossier_id, who, past=bool(past))
        except (NotAllowed, ChangeError, NotSaved) as error:
            self._problem.text = str(error)
            return
        ui.notify(f'De naam is weggehaald. Er staat nu ‘{who.words}’.', type='positive', position='top')
        self._done()

    async def _values(self) -> list[object]:
        """Give what is typed, and which boxes are ticked."""
        boxes = [each.box.html_id for each in (self._signs, self._past, self._sure)]
        values: list[object] = await ui.run_javascript(
            f'[document.getElementById({self._others.html_id!r}).value,'
            f' ...{boxes!r}.map(id => document.getElementById(id).checked)]'
        )
        return values


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
