"""Which component is which building block of the wizards."""

from nicegui import ui

from components.body_editor import BodyEditor, MethodEditor, ResidentSeats
from components.contributions import Contributions
from components.escalation import EscalationEditor
from components.field import Field
from components.form_chooser import FormChooser
from components.html import Link
from components.mandate_card import MandateCards
from components.meeting_planner import MeetingPlanner
from components.process_editor import ProcessEditor
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


def _bodies(visit: Visit, _question: Question) -> None:
    BodyEditor(visit)


def _residents_in_bodies(visit: Visit, _question: Question) -> None:
    ResidentSeats(visit)
    Link('Leden van een overleg wijzigen', visit.link('/besluiten#overleggen'))


def _methods(visit: Visit, _question: Question) -> None:
    MethodEditor(visit)


def _mandates(visit: Visit, question: Question) -> None:
    MandateCards(visit, types=question.party_types)


def _processes(visit: Visit, question: Question) -> None:
    ProcessEditor(visit, types=question.party_types)


def _escalation(visit: Visit, _question: Question) -> None:
    EscalationEditor(visit)


def _meetings(visit: Visit, _question: Question) -> None:
    MeetingPlanner(visit)


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
    'bodies': _bodies,
    'contributions': _contributions,
    'escalation': _escalation,
    'form': _form,
    'mandates': _mandates,
    'matrix': _matrix,
    'meetings': _meetings,
    'methods': _methods,
    'openness': _openness,
    'period': _period,
    'policy': _policy,
    'processes': _processes,
    'residents_in_bodies': _residents_in_bodies,
}
