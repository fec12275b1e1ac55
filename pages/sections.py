"""Sections of a long page: a heading with an anchor, and links to all of them at the top."""

from collections.abc import Iterable

from nicegui import ui

from components.html import Link, Words


def section(anchor: str, title: str, intro: str = '') -> ui.element:
    """Open a section of a page.

    :param anchor: its id in links
    """
    part = ui.element('section').classes('wa-section')
    part.props.update({'id': anchor, 'aria-labelledby': f'h-{anchor}'})
    with part:
        Words('h2', title).props['id'] = f'h-{anchor}'
        if intro:
            Words('p', intro, 'wa-section__intro')
    return part


def contents(titles: Iterable[tuple[str, str]]) -> None:
    """Show links to the sections of a page: anchor and title of each."""
    with ui.element('nav').classes('wa-contents').props('aria-label="Op deze pagina"'), ui.element('ul'):
        for anchor, title in titles:
            with ui.element('li'):
                Link(title, f'#{anchor}')
