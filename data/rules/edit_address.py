"""Where something in the agreement is changed: a step, or the question that feeds it."""

from data.content_models import Content


def edit_address(content: Content, edit: str) -> str:
    """Give an address below the dossier; ``@A3`` becomes that of the screen with question A3.

    :raises KeyError: if no screen has that question
    """
    if not edit.startswith('@'):
        return edit
    question_id = edit.removeprefix('@')
    for track in content.tracks:
        for screen in track.screens:
            if question_id in screen.questions:
                return f'/spoor/{track.id}/{screen.id}#vraag-{question_id}'
    raise KeyError(f'No screen has the question {question_id!r}.')
