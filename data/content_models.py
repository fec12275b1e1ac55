"""What ``content/`` holds: the texts and lists people read, as frozen models."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from data.models import Id, Layer, MandateLevel, Method, Notation, Part, PartyType, Role, TaskTag

Markdown = str
"""Dutch, B1, in Markdown."""


class Option(Part):
    """Something to choose, with what it means."""

    id: Id
    name: str
    text: Markdown = ''


class Column(Part):
    """A column of a table question."""

    id: Id
    name: str
    input: Literal['text', 'number', 'year', 'date'] = 'text'


class Entry(Part):
    """An input that writes straight into the dossier.

    ``path`` is the path of a change, for example ``communication.spokesperson``; the content check proves it exists.
    """

    path: str
    label: str
    help: str = ''
    input: Literal['text', 'area', 'number', 'euro', 'date', 'check', 'select'] = 'text'
    options: tuple[Option, ...] = ()


Block = Literal[
    'contributions',
    'mandates',
    'processes',
    'bodies',
    'residents_in_bodies',
    'methods',
    'matrix',
    'meetings',
    'form',
    'escalation',
    'period',
    'policy',
    'openness',
]


class Question(Part):
    """One question of a wizard. Every question has an open live text and can be answered 'Weten we nog niet'.

    What else it shows follows from what is filled in: ``choices`` (one), ``checks`` (several), ``ladder`` subjects
    (a rung each), ``columns`` (a table), ``fields`` (straight into the dossier), ``block`` (a building block).
    """

    id: Id
    track: Literal['a', 'b', 'c']
    title: str
    """the question itself"""
    short: str
    """a few words, for lists"""
    why: Markdown
    help: Markdown = ''
    tip: Markdown = ''
    example: Markdown = ''
    text_label: str = 'Toelichting'
    """label of the open text"""
    text_required: bool = False
    choices: tuple[Option, ...] = ()
    checks: tuple[Option, ...] = ()
    ladder: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    fields: tuple[Entry, ...] = ()
    block: Block | None = None
    feeds: tuple[Id, ...] = ()
    """ids of the articles and annexes it ends in"""
    party_types: tuple[PartyType, ...] = ()
    """only applies when a party of one of these types takes part; empty is always"""


class Screen(Part):
    """One step of a wizard: one theme, one or more questions."""

    id: Id
    title: str
    intro: Markdown
    questions: tuple[Id, ...]


class Track(Part):
    """A lens on the dossier."""

    id: Literal['a', 'b', 'c']
    name: str
    lens: Markdown
    icon: str
    screens: tuple[Screen, ...]

    @property
    def title(self) -> str:
        """Letter and name together; the letter alone means nothing to people."""
        return f'Spoor {self.id.upper()} – {self.name}'


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


class Paragraph(Part):
    """One numbered paragraph of an article.

    ``text`` is Jinja2 over the facts of ``data/rules/facts.py``; a fact that is still missing makes the paragraph
    'nog af te spreken'. ``when`` is a Jinja2 expression; the paragraph is left out when it is false. ``each`` names a
    list; the text is then repeated as a list item per element, which is called ``item``.
    """

    text: Markdown
    edit: str
    """address below the dossier of where it is changed, e.g. ``/start#period``"""
    when: str = ''
    each: str = ''
    lead: str = ''
    """the sentence before the items of ``each``"""
    explanation: Markdown = ''


class Article(Part):
    """One article of the agreement."""

    id: Id
    number: int
    title: str
    required: bool
    """needed before the agreement can be final"""
    fixed: bool = False
    """public-law and openness clauses: cannot be dropped without a standing warning"""
    tip: Markdown = ''
    paragraphs: tuple[Paragraph, ...]


class Annex(Part):
    """One annex; its content is made from the dossier by the builder of that id."""

    id: Id
    number: int
    title: str
    intro: Markdown
    edit: str


class Opening(Part):
    """Head of the agreement: title, notices, parties, considerations, signing, and the plain-language headings."""

    title: str
    concept_mark: str
    """Jinja2 with ``version`` and ``date``"""
    notice: Markdown
    party: Markdown
    together: Markdown
    considerations_title: str
    considerations: tuple[Paragraph, ...]
    bridge: str
    signing_title: str
    signing_intro: Markdown
    missing: str
    """what stands where something has not been agreed yet"""


class CooperationForm(Part):
    """A form of cooperation."""

    id: Id
    name: str
    what: Markdown
    fits_when: Markdown
    strong: str
    weak: str
    legal_weight: str
    who_decides: str
    when: Literal['now', 'later']


class FormQuestion(Part):
    """One question of the chooser; ``counts_for`` adds the answer (0, 1, 2) to these forms.

    ``reversed`` adds 2 minus the answer instead. ``reason`` completes 'Belangrijkste redenen: ...'.
    """

    id: Id
    text: str
    help: str = ''
    counts_for: tuple[Id, ...]
    reversed: bool = False
    reason: str


class Governance(Part):
    """Who leads."""

    id: Id
    name: str
    what: Markdown
    plus: str
    minus: str
    note: str


class FormGuide(Part):
    """Everything of the form chooser; the hard rules are in ``data/rules/forms.py``."""

    forms: tuple[CooperationForm, ...]
    questions: tuple[FormQuestion, ...]
    governance: tuple[Governance, ...]
    rules: tuple[Option, ...]
    """the hard rules in words, so that the score can be followed"""


class TaskTemplate(Part):
    """A task of the library."""

    id: Id
    group: str
    name: str
    explanation: str
    tags: tuple[TaskTag, ...] = ()
    subjects: tuple[Id, ...] = ()


class MatrixTemplate(Part):
    """A ready division of roles: task id -> party type -> roles."""

    id: Id
    name: str
    text: Markdown
    cells: Mapping[Id, Mapping[PartyType, tuple[Role, ...]]]


class RoleName(Part):
    """A role in words and letters."""

    id: Role
    name: str
    text: str
    letters: Mapping[Notation, str]


class TaskLibrary(Part):
    """Tasks, extra tasks, roles and templates."""

    roles: tuple[RoleName, ...]
    tasks: tuple[TaskTemplate, ...]
    extra: tuple[TaskTemplate, ...]
    templates: tuple[MatrixTemplate, ...]


class PartyTypeInfo(Part):
    """A kind of party."""

    id: PartyType
    name: str
    role: str
    """usual role in this phase"""
    note: str
    legal_form: str = ''
    decides: str = ''
    signs: str = ''
    bodies: tuple[Id, ...] = ()
    """ids of the party bodies in ``bodies.yaml`` it usually has"""


class BodyTemplate(Part):
    """A body to start from, with a usual lead time."""

    id: Id
    kind: Id
    name: str
    layer: Layer
    about: str
    method: Method
    fallback: str = ''
    quorum: str = ''
    weeks_min: int
    weeks: int
    weeks_max: int
    public: str
    standard: bool = True
    """whether a new dossier gets it"""


class PartyBody(Part):
    """A body inside a party, with a usual lead time; the label of the numbers is 'richttijd'."""

    id: Id
    party_type: PartyType
    name: str
    about: str
    method: str
    weeks_min: int
    weeks: int
    weeks_max: int
    public: str
    source: str = ''


class BodyLibrary(Part):
    """Bodies of the project and of the parties, and what delays them."""

    project: tuple[BodyTemplate, ...]
    party: tuple[PartyBody, ...]
    calendar_notes: tuple[Option, ...]


class MethodInfo(Part):
    """A way to decide."""

    id: Method
    name: str
    text: str
    use: str
    pitfall: str = ''


class MandateLevelInfo(Part):
    """A level of mandate."""

    id: MandateLevel
    name: str
    text: str
    example: str


class DecisionType(Part):
    """A type of decision and its usual route (see ``data.models.Route`` for the words)."""

    id: Id
    name: str
    examples: str
    prepares: tuple[Id, ...] = ()
    advises: tuple[Id, ...] = ()
    decides: Id
    method: Method
    fallback: str = ''
    ratifies: str = ''
    weeks: int | None = None
    weeks_text: str
    """usual time in words, e.g. '2 tot 4 weken'"""
    mandatable: bool = True
    """whether a mandate can make the own process of a party unnecessary"""


class EscalationTemplate(Part):
    """A rung of the ladder to start from."""

    id: Id
    who: str
    weeks: int | None = None
    what: str


class Rung(Part):
    """A rung of the participation ladder."""

    id: Id
    number: int
    name: str
    resident: str
    municipality: str
    promise: str


class GlossaryTerm(Part):
    """A term of the start list."""

    id: Id
    term: str
    also: tuple[str, ...] = ()
    """other spellings that are recognised in texts"""
    meaning: str
    note: str = ''
    source: str = ''


class Law(Part):
    """A law or policy and how sure we are of its state."""

    id: Id
    name: str
    text: Markdown
    status: Literal['aangenomen', 'in werking', 'onbekend']
    since: str = ''
    checked_on: date
    source: str
    certainty: Literal['hoog', 'middel', 'laag', 'onbekend']


class Legislation(Part):
    """Laws, and what changed since the source page was written."""

    intro: Markdown
    laws: tuple[Law, ...]


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
