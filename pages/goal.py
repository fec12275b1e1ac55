"""Step: the shared goal, the criteria and what every party brings."""

from nicegui import ui

from components.agreement_preview import AgreementPreview
from components.comments import comments_at
from components.consent import ConsentBar
from components.contributions import Contributions
from components.field import Cell, PartList
from components.guidance import Cases
from components.html import Words
from components.text_box import TextBox
from components.visit import Visit
from data.models import GOAL, text_place


def goal_page(visit: Visit) -> None:
    """Let everyone write the goal and each party its own contribution."""
    with ui.element('div').classes('wa-columns wa-columns--aside'):
        with ui.element('div').classes('wa-stack wa-stack--large'):
            _goal(visit)
            _criteria(visit)
            _results(visit)
            _principles(visit)
            with ui.element('section').classes('wa-section').props('id=bijdragen aria-labelledby=h-bijdragen'):
                Words('h2', 'Wat brengt elke partij?').props('id=h-bijdragen')
                Words('p', 'U schrijft alleen bij uw eigen partij. De anderen lezen live mee.', 'wa-section__intro')
                Contributions(visit)
            Cases(visit, '/doel')
        with ui.element('aside').classes('wa-aside') as aside:
            aside.props['aria-label'] = 'Zo komt het in de overeenkomst'
            AgreementPreview(visit, articles=('artikel-2', 'artikel-6'))


def _goal(visit: Visit) -> None:
    with ui.element('section').classes('wa-card').props('id=doel aria-labelledby=h-doel'):
        Words('h2', 'Ons gezamenlijke doel').props('id=h-doel')
        TextBox(
            visit,
            GOAL,
            'Gezamenlijk doel',
            help='Eén zin, het liefst niet langer dan 60 woorden. Iedereen kan tegelijk schrijven.',
            placeholder='Samen zorgen we dat …',
        )
        ConsentBar(visit, GOAL)
        comments_at(visit, text_place(GOAL))


def _criteria(visit: Visit) -> None:
    with ui.element('section').classes('wa-section').props('id=criteria aria-labelledby=h-criteria'):
        Words('h2', 'Waar letten we op?').props('id=h-criteria')
        Words('p', 'Twee tot vijf criteria. Daarmee vergelijkt u straks de oplossingen.', 'wa-section__intro')
        PartList(
            visit,
            'criteria',
            (Cell('name', 'Criterium', help='Eén woord'), Cell('text', 'Wat bedoelen we ermee?', 'area')),
            item='criterium',
        )


def _principles(visit: Visit) -> None:
    with ui.element('section').classes('wa-section').props('id=uitgangspunten aria-labelledby=h-uitgangspunten'):
        Words('h2', 'Hoe werken we samen?').props('id=h-uitgangspunten')
        Words('p', 'Uitgangspunten waar u elkaar aan mag houden.', 'wa-section__intro')
        PartList(
            visit,
            'principles',
            (Cell('name', 'Uitgangspunt'), Cell('text', 'Wat betekent dat?', 'area')),
            item='uitgangspunt',
        )


def _results(visit: Visit) -> None:
    with ui.element('section').classes('wa-section').props('id=resultaten aria-labelledby=h-resultaten'):
        Words('h2', 'Wat is er klaar aan het eind van de intentieperiode?').props('id=h-resultaten')
        PartList(visit, 'results', (Cell('name', 'Resultaat'),), item='resultaat')
