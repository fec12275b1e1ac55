"""Step: who decides what, with which mandate, and how long that takes."""

from nicegui import ui

from components.body_editor import BodyEditor, method_guide
from components.decision_diagram import DecisionDiagram
from components.decision_register import DecisionRegister
from components.escalation import EscalationEditor
from components.findings import Findings
from components.guidance import Cases
from components.mandate_card import MandateCards
from components.organisation import findings_of
from components.process_editor import ProcessEditor
from components.route_editor import DecisionTypes
from components.visit import Visit
from pages.sections import contents, section

_SECTIONS = (
    ('schema', 'Schema'),
    ('soorten', 'Hoe lang duurt een besluit?'),
    ('overleggen', 'Overleggen'),
    ('mandaten', 'Mandaten'),
    ('processen', 'Eigen processen'),
    ('verschil', 'Verschil van mening'),
    ('besluitenlijst', 'Besluitenlijst'),
)


def decisions_page(visit: Visit) -> None:
    """Let everyone agree on bodies, mandates and routes, and see at once what that does to the lead time."""
    titles = dict(_SECTIONS)
    contents(_SECTIONS)
    with ui.element('div').classes('wa-stack wa-stack--large'):
        with section('schema', titles['schema'], 'Zo lopen besluiten nu. Het schema volgt wat u hieronder afspreekt.'):
            DecisionDiagram(visit)
        with section('aandacht', 'Wat vraagt nog aandacht?'):
            Findings(visit, lambda dossier: findings_of(visit, dossier), 'Alles is afgesproken.')
        intro = 'De langste route bepaalt de tijd. Open een besluit om te zien waar het tijd kost en wat scheelt.'
        with section('soorten', titles['soorten'], intro):
            DecisionTypes(visit)
        intro = 'Een overleg heeft een taak, leden, een voorzitter en een manier van besluiten.'
        with section('overleggen', titles['overleggen'], intro), ui.element('div').classes('wa-stack'):
            BodyEditor(visit)
            method_guide(visit)
        intro = 'Met een duidelijk mandaat hoeft niet elke stap terug naar de eigen organisatie. Dat scheelt tijd.'
        with section('mandaten', titles['mandaten'], intro):
            MandateCards(visit)
        intro = 'Elke partij besluit zelf over geld, mensen en eigendom. Hoe gaat dat, en hoe lang duurt het?'
        with section('processen', titles['processen'], intro):
            ProcessEditor(visit)
        intro = 'Wie helpt als u het niet eens wordt? Loop de stappen van boven naar beneden.'
        with section('verschil', titles['verschil'], intro):
            EscalationEditor(visit)
        intro = 'Wat is besloten, door wie, en welke bezwaren waren er?'
        with section('besluitenlijst', titles['besluitenlijst'], intro):
            DecisionRegister(visit)
        Cases(visit, '/besluiten')
