"""The ready dossier that visitors may try."""

from collections.abc import Mapping

from pydantic import JsonValue

from data.content_models.base import Markdown
from data.models import Part


class Demo(Part):
    """A dossier as files describe it: dates stand relative to today until ``data.demo`` fills them in.

    ``dossier`` has the fields of ``data.models.Dossier`` without id and creation; ``texts`` is text id -> Markdown;
    ``consents`` is text id -> party id -> who agreed and when, without the digest.
    """

    dossier: Mapping[str, JsonValue] = {}
    texts: Mapping[str, Markdown] = {}
    consents: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
