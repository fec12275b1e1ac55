"""A text that several people write at the same time, as an element on a page."""

from pathlib import Path

from nicegui import ui

from data.peers import Visitor


def _bundle() -> str:
    folders = sorted((Path(__file__).parent / 'dist').glob('*/index.js'))
    if len(folders) != 1:
        raise FileNotFoundError(
            'components/live_text/dist must hold one bundle; make it with "npm ci && npm run build".'
        )
    return f'dist/{folders[0].parent.name}'


class LiveText(ui.element, component='live_text.js', esm={'live-text': _bundle()}):
    """An editor on a live text; what is typed goes straight to its room and not through this element.

    :param dossier_id: the dossier the text belongs to
    :param text_id: which text of it
    :param label: accessible name of the editor, exactly as it is shown above it
    :param visitor: who sees this page
    :param epoch: what ``LiveTexts.epoch`` says of the text
    :param may_write: whether the editor lets them type; the room decides for itself
    :param query: appended to the address of the room, for example ``als=abc``
    :param placeholder: shown while the text is empty
    :param min_lines: how high the editor is at least
    """

    def __init__(
        self,
        dossier_id: str,
        text_id: str,
        label: str,
        *,
        visitor: Visitor,
        epoch: str | int,
        may_write: bool,
        query: str = '',
        placeholder: str = '',
        min_lines: int = 3,
    ) -> None:
        super().__init__()
        self._props.update(
            {
                'dossier': dossier_id,
                'text': text_id,
                'label': label,
                'query': query.lstrip('?'),
                'epoch': str(epoch),
                'person': visitor.key,
                'may_write': may_write,
                'placeholder': placeholder,
                'min_lines': min_lines,
            }
        )
