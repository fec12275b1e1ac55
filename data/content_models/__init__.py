"""What ``content/`` holds: the texts and lists people read, as frozen models."""

from data.content_models.agreement import Annex, AnnexTable, Article, Opening, Paragraph
from data.content_models.base import Markdown, Option
from data.content_models.content import Content, Defaults
from data.content_models.decisions import (
    BodyLibrary,
    BodyTemplate,
    DecisionType,
    EscalationTemplate,
    MethodInfo,
    PartyBody,
)
from data.content_models.demo import Demo, DemoConsent, DemoMatrix
from data.content_models.forms import CooperationForm, FormGuide, FormQuestion, Governance
from data.content_models.guide import Case, Node, RelatedNode, Tip
from data.content_models.language import GlossaryTerm, Law, Legislation, Rung
from data.content_models.matrix import MatrixTemplate, RoleName, TaskLibrary, TaskTemplate
from data.content_models.parties import MandateLevelInfo, PartyTypeInfo
from data.content_models.wizard import Block, Column, Entry, Question, Screen, Track

__all__ = [
    'Annex',
    'AnnexTable',
    'Article',
    'Block',
    'BodyLibrary',
    'BodyTemplate',
    'Case',
    'Column',
    'Content',
    'CooperationForm',
    'DecisionType',
    'Defaults',
    'Demo',
    'DemoConsent',
    'DemoMatrix',
    'Entry',
    'EscalationTemplate',
    'FormGuide',
    'FormQuestion',
    'GlossaryTerm',
    'Governance',
    'Law',
    'Legislation',
    'MandateLevelInfo',
    'Markdown',
    'MatrixTemplate',
    'MethodInfo',
    'Node',
    'Opening',
    'Option',
    'Paragraph',
    'PartyBody',
    'PartyTypeInfo',
    'Question',
    'RelatedNode',
    'RoleName',
    'Rung',
    'Screen',
    'TaskLibrary',
    'TaskTemplate',
    'Tip',
    'Track',
]
