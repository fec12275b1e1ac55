"""Texts that cannot be read now: each is named, and while there is one, nothing made of all texts is complete. Pure."""

from collections.abc import Iterator, Mapping

from data.content_models import Content
from data.models import Dossier, Finding, Level, Unread
from data.rules.sensitivity import place_of
from data.rules.story_places import text_name


def is_unread(texts: Mapping[str, str], text_id: str) -> bool:
    """Whether a text cannot be read now, so that nobody knows what it says and who agrees with that."""
    return isinstance(texts.get(text_id), Unread)


def unread_texts(dossier: Dossier, texts: Mapping[str, str], content: Content) -> Iterator[Finding]:
    """Find the texts that cannot be read; without them the agreement cannot be final."""
    for text_id in texts:
        if is_unread(texts, text_id):
            name = text_name(text_id, dossier, content)
            message = f'{name[:1].upper()}{name[1:]} kan nu niet worden gelezen. Er is niets van weggegooid.'
            link = place_of(text_id, content)
            yield Finding(code='O-onleesbaar', level=Level.ERROR, message=message[:10_000], link=link, subject=text_id)
