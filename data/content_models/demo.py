"""The ready dossier that visitors may try."""

from collections.abc import Mapping

from pydantic import JsonValue

from data.content_models.base import Markdown
from data.models import Id, Notation, Part, Role


class DemoConsent(Part):
    """Who agreed with a text, and when, e.g. 'week -3 ma 16:40'; the digest is made with the text."""

    by: str
    at: str


class DemoMatrix(Part):
    """Which ready division of roles the demo uses, and what differs from it."""

    template: str = ''
    notation: Notation = Notation.RASCI
    extra: Mapping[Id, Mapping[Id, tuple[Role, ...]]] = {}
    """task id -> party id -> roles that the template does not give"""
    unconfirmed: Mapping[Id, tuple[Id, ...]] = {}
    """task id -> ids of parties that have not confirmed their part yet"""


class Demo(Part):
    """A dossier as files describe it: dates stand relative to today until ``data.demo`` fills them in.

    ``dossier`` has the fields of ``data.models.Dossier``; ``texts`` is text id -> Markdown; ``consents`` is text id ->
    party id -> agreement.
    """

    dossier: Mapping[str, JsonValue] = {}
    texts: Mapping[str, Markdown] = {}
    consents: Mapping[str, Mapping[Id, DemoConsent]] = {}
    matrix: DemoMatrix = DemoMatrix()
