"""Words, drawings and lists that follow the dossier; they hold no input, so they may be written anew."""

from collections.abc import Callable, Iterable

from nicegui import ui

from components.field import Checks, Choice, Field
from components.html import Words
from components.observer import Observer
from components.visit import Visit
from data.content_models import Option
from data.models import Dossier
from data.rules.changes import plain, value_at


class LiveWords(Observer):
    """A line of text made from the dossier; hidden while it is empty.

    :param text: makes the line
    """

    def __init__(self, visit: Visit, text: Callable[[Dossier], str], tag: str = 'span', classes: str = '') -> None:
        super().__init__()
        self._make = text
        self.style('display:contents')
        with self:
            self._words = Words(tag, '', classes)
        self._show(visit.dossier)
        self.listen(visit.changed, self._show)

    def _show(self, dossier: Dossier) -> None:
        text = self._make(dossier)
        self._words.set_visibility(bool(text))
        if text != self._words.text:
            self._words.text = text


class LiveHtml(Observer):
    """HTML of ours made from the dossier; whoever makes it escapes what users typed.

    :param html: makes the content
    """

    def __init__(self, visit: Visit, html: Callable[[Dossier], str], tag: str = 'div', classes: str = '') -> None:
        super().__init__()
        self._html = html
        self._dossier = visit.dossier
        self.style('display:contents')
        with self:
            self._content = ui.html(html(visit.dossier), sanitize=False, tag=tag).classes(classes)
        self.listen(visit.changed, self._follow)

    def refresh(self) -> None:
        """Write it anew, because something else than the dossier changed."""
        self._follow(self._dossier)

    def _follow(self, dossier: Dossier) -> None:
        self._dossier = dossier
        html = self._html(dossier)
        if html != self._content.content:
            self._content.content = html


class LiveSelect(Field):
    """A select whose options follow the dossier; a value that left the list is kept and said to be gone.

    :param choices: gives the options
    """

    def __init__(
        self,
        visit: Visit,
        path: str,
        label: str,
        choices: Callable[[Dossier], Iterable[Choice]],
        *,
        help: str = '',
        empty: str = 'Kies …',
        hide_label: bool = False,
    ) -> None:
        self._choices = choices
        self._empty = empty
        super().__init__(visit, path, label, kind='select', help=help, hide_label=hide_label, empty=empty)
        self._props['options'] = self._options(visit.dossier)

    def _options(self, dossier: Dossier) -> list[dict[str, str]]:
        choices = [*self._choices(dossier)]
        if self._shown and self._shown not in [choice.value for choice in choices]:
            choices.append(Choice(self._shown, '(is er niet meer)'))
        return [{'value': '', 'label': self._empty}, *({'value': each.value, 'label': each.label} for each in choices)]

    def _follow(self, dossier: Dossier) -> None:
        super()._follow(dossier)
        options = self._options(dossier)
        if options != self._props['options']:
            self._props['options'] = options
            self.update()


class LiveChecks(Checks):
    """Checkboxes whose options follow the dossier.

    :param options: gives the options; called with the dossier and what is chosen now
    """

    def __init__(
        self, visit: Visit, path: str, legend: str, options: Callable[[Dossier, list[str]], Iterable[Option]]
    ) -> None:
        self._made = options
        chosen = [str(each) for each in plain(value_at(visit.dossier, path)) or ()]
        super().__init__(visit, path, legend, options(visit.dossier, chosen))

    def _follow(self, dossier: Dossier) -> None:
        super()._follow(dossier)
        options = [
            {'value': each.id, 'label': each.name, 'text': each.text} for each in self._made(dossier, self._shown)
        ]
        if options != self._props['options']:
            self._props['options'] = options
            self.update()
