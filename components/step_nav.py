"""The list of steps beside every page, with where you are."""

from collections.abc import Sequence
from typing import Protocol

from nicegui import ui

from components.html import Icon, Words
from components.visit import Visit


class NavStep(Protocol):
    """What the navigation needs of a step."""

    @property
    def id(self) -> str:
        """Name of the step."""

    @property
    def address(self) -> str:
        """Address below the dossier."""

    @property
    def title(self) -> str:
        """Title of the step."""

    @property
    def nav(self) -> str:
        """Shorter title, or empty."""

    @property
    def icon(self) -> str:
        """Name of the icon."""

    @property
    def group(self) -> str:
        """Heading it stands under."""


class StepNav(ui.element):
    """Links to all steps; on a phone behind a button.

    :param here: the step of this page
    """

    def __init__(self, visit: Visit, steps: Sequence[NavStep], here: NavStep) -> None:
        super().__init__('nav')
        self.classes('wa-nav').props['aria-label'] = 'Stappen'
        self.props['data-open'] = 'false'
        with self:
            self._toggle(here)
            with ui.element('div').classes('wa-nav__list').props('id=stappen'):
                group = None
                for each in steps:
                    if each.group != group:
                        group = each.group
                        Words('div', group, 'wa-nav__group')
                        ul = ui.element('ul')
                    elif group == '' and each is steps[0]:
                        ul = ui.element('ul')
                    with ul:
                        self._link(visit, each, here)

    def _toggle(self, here: NavStep) -> None:
        button = ui.element('button').classes('wa-navtoggle').props('type=button')
        button.props.update({'aria-expanded': 'false', 'aria-controls': 'stappen', 'data-wa': 'steps'})
        with button:
            Icon('menu')
            Words('span', 'Stappen')
            Words('span', here.nav or here.title, 'wa-navtoggle__here')
            Icon('chevron-down')

    def _link(self, visit: Visit, step: NavStep, here: NavStep) -> None:
        with ui.element('li'), ui.element('a').classes('wa-nav__link') as link:
            link.props['href'] = visit.link(step.address)
            if step.id == here.id:
                link.props['aria-current'] = 'page'
            Icon(step.icon)
            Words('span', step.nav or step.title, 'wa-nav__text')
