"""A labelled native field that is read when a button is pressed, not bound to the dossier."""

from nicegui import ui

from components.html import Words


def labelled(tag: str, label: str, help: str = '') -> ui.element:
    """Make an input or list with a label and, below it, a line of help."""
    with ui.element('div').classes('wa-field'):
        caption = Words('label', label, 'wa-field__label')
        hint = Words('p', help, 'wa-field__help') if help else None
        field = ui.element(tag).classes('wa-input').props('maxlength=200 autocomplete=off')
    caption.props['for'] = f'c{field.id}'
    if hint:
        hint.props['id'] = f'c{field.id}-help'
        field.props['aria-describedby'] = f'c{field.id}-help'
    return field
