"""All of ``content/`` together."""

from collections.abc import Mapping

from pydantic import Field

from data.content_models.agreement import Annex, Article, Opening
from data.content_models.base import Markdown, Option
from data.content_models.decisions import BodyLibrary, DecisionType, EscalationTemplate, MethodInfo
from data.content_models.demo import Demo
from data.content_models.forms import FormGuide
from data.content_models.guide import Case, Node
from data.content_models.language import GlossaryTerm, Legislation, Rung
from data.content_models.matrix import TaskLibrary
from data.content_models.parties import MandateLevelInfo, PartyTypeInfo
from data.content_models.wizard import Question, Track
from data.models import Id, MandateLevel, Method, Part, PartyType


class Defaults(Part):
    """What a new dossier starts with."""

    principles: tuple[Option, ...]
    criteria_hint: Markdown
    main_rule: str
    attempts: int = Field(ge=1)
    fallback: str


class Content(Part):
    """All of ``content/``, read once and checked."""

    node: Node
    tracks: tuple[Track, ...]
    questions: Mapping[Id, Question]
    cases: tuple[Case, ...]
    opening: Opening
    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...]
    forms: FormGuide
    tasks: TaskLibrary
    party_types: Mapping[PartyType, PartyTypeInfo]
    bodies: BodyLibrary
    methods: Mapping[Method, MethodInfo]
    mandate_levels: Mapping[MandateLevel, MandateLevelInfo]
    decision_types: tuple[DecisionType, ...]
    escalation: tuple[EscalationTemplate, ...]
    participation: tuple[Rung, ...]
    glossary: tuple[GlossaryTerm, ...]
    legislation: Legislation
    defaults: Defaults
    demo: Demo = Demo()
