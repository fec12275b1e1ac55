"""The node itself: goal, approach, tips, related steps and practice cases."""

from data.content_models.base import Markdown
from data.models import Id, Part


class Tip(Part):
    """A tip and the address of the step it helps with."""

    id: Id
    title: str
    text: Markdown
    step: str
    """address below the dossier, e.g. ``/doel``"""
    step_name: str


class RelatedNode(Part):
    """A step of the neighbourhood approach that goes with this one."""

    id: Id
    name: str
    why: Markdown
    link: str = ''


class Node(Part):
    """This step: goal, approach, tips, sensitivity, related steps."""

    title: str
    phase: str
    goal: Markdown
    approach: Markdown
    sensitivity: Markdown
    source: Markdown
    """where the thought comes from, and that this is no official edition"""
    tips: tuple[Tip, ...]
    related: tuple[RelatedNode, ...]
    guide: RelatedNode
    """the participation guide"""


class Case(Part):
    """A practice case, retold in our own words."""

    id: Id
    title: str
    place: str
    text: Markdown
    lesson: str
    source_name: str
    source_url: str
    shows_at: tuple[str, ...]
    """screens as ``<track>/<screen>`` or steps as ``/rollen``"""
