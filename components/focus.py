"""Where the keyboard goes on, when what was pressed is gone or something has to be filled in first."""

from nicegui import ui

_PUT = """function put(id, tries) {
  const place = document.getElementById(id);
  place?.focus();
  if (tries && document.activeElement !== place) setTimeout(() => put(id, tries - 1), 50);
}"""


def put_focus(element: ui.element) -> None:
    """Put the focus on an element, which may still be on its way to the page, or about to be shown."""
    element.client.run_javascript(f'({_PUT})({element.html_id!r}, 40)')
