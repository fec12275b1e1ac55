"""Which component is which building block of the wizards."""

from nicegui import ui

from components.contributions import Contributions
from components.field import Field
from components.form_chooser import FormChooser
from components.html import Link
from components.question import Block
from components.role_matrix import MatrixFindings, RoleMatrix
from components.visit import Visit
from data.content_models import Question
from pages.start import period_fields, policy_fields


def _contributions(visit: Visit, question: Question) -> None:
    Contributions(visit, tuple(question.party_types))


def _matrix(visit: Visit, _question: Question) -> None:
    RoleMatrix(visit)
    MatrixFindings(visit)
    Link('Taken toevoegen, een sjabloon kiezen of rollen bevestigen', visit.link('/rollen'))


def _form(visit: Visit, _question: Question) -> None:
    FormChooser(visit)


def _openness(visit: Visit, _question: Question) -> None:
    with ui.element('div').classes('wa-fields'):
        Field(visit, 'legal.decisions_public', 'De besluitenlijst is openbaar', kind='check')
        Field(visit, 'legal.closed_annexes', 'Bijlagen die niet openbaar zijn', help='Schrijf ook op waarom.')
        Field(visit, 'legal.confidential_until', 'Vertrouwelijkheid geldt nog', suggestions=('één jaar', 'twee jaar'))


def _period(visit: Visit, _question: Question) -> None:
    period_fields(visit)


def _policy(visit: Visit, _question: Question) -> None:
    policy_fields(visit)


BLOCKS: dict[str, Block] = {
    'contributions': _contributions,
    'form': _form,
    'matrix': _matrix,
    'openness': _openness,
    'period': _period,
    'policy': _policy,
}
