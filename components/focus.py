"""Where the keyboard goes on, when what was pressed is gone or something has to be filled in first."""

import json

from nicegui import Client, ui

_PUT = """function put(find, tries) {
  const place = find();
  place?.focus();
  if (tries && (!place || document.activeElement !== place)) setTimeout(() => put(find, tries - 1), 50);
}"""
_INSIDE = """(id) => {
  const all = document.getElementById(id)?.querySelectorAll('a[href], summary, button, input, select, textarea');
  return [...all ?? []].find((each) => !each.disabled && each.checkVisibility());
}"""


def put_focus(element: ui.element) -> None:
    """Put the focus on an element, which may still be on its way to the page, or about to be shown."""
    element.client.run_javascript(f'({_PUT})(() => document.getElementById({element.html_id!r}), 40)')


def put_focus_inside(element: ui.element) -> None:
    """Put the focus on the first thing in an element that can have it."""
    _put_inside(element.client, element.html_id)


def put_focus_at(anchor: str) -> None:
    """Put the focus on the first thing that can have it in the part of this page with an id of its own."""
    _put_inside(ui.context.client, anchor)


def _put_inside(client: Client, html_id: str) -> None:
    client.run_javascript(f'({_PUT})(() => ({_INSIDE})({json.dumps(html_id)}), 40)')
