"""A live text of a dossier with its label, its own address and the rights of whoever looks at it."""

from nicegui import ui

from components.last_writer import LastWriter
from components.live_text import LiveText
from components.visit import Visit


class TextBox(ui.element):
    """The co-editor of one live text.

    :param label: accessible name of the editor, and its visible heading
    """

    def __init__(
        self, visit: Visit, text_id: str, label: str, *, help: str = '', placeholder: str = '', min_lines: int = 3
    ) -> None:
        super().__init__()
        visitor = visit.visitor(text_id)
        self.classes('wa-field').props['id'] = f'tekst-{text_id.replace(":", "-")}'
        with self:
            ui.label(label).classes('wa-field__label').props('aria-hidden=true')
            if help:
                ui.label(help).classes('wa-field__help')
            LiveText(
                visit.dossier_id,
                text_id,
                label,
                visitor=visitor,
                epoch=visit.workspace.texts.epoch(visit.dossier_id, text_id),
                may_write=visitor.may_write,
                query=visit.query,
                placeholder=placeholder,
                min_lines=min_lines,
            )
            LastWriter(visit, text_id)
