"""Step: the shared language."""

from nicegui import ui

from components.glossary import Glossary, OwnTerms
from components.guidance import Cases
from components.html import Icon, Words
from components.visit import Visit


def glossary_page(visit: Visit) -> None:
    """Let every party say how it uses a word, and show where the parties differ."""
    with ui.element('div').classes('wa-stack wa-stack--large'):
        with ui.element('details').classes('wa-details'):
            with ui.element('summary'):
                Icon('lightbulb')
                Words('span', 'Waarom een gemeenschappelijke taal?')
            with ui.element('div').classes('wa-details__body'):
                Words(
                    'p',
                    'Partijen gebruiken vaak dezelfde woorden, maar bedoelen er iets anders mee. '
                    'Dat merkt u soms pas als er ruzie over ontstaat. Zeg daarom bij elk woord: zo gebruiken wij het '
                    'ook, of: wij bedoelen iets anders. Bespreek de verschillen in het kernteam.',
                )
                Words('p', 'De lijst komt als bijlage in de overeenkomst.')
        with ui.element('section').classes('wa-section').props('id=begrippen aria-labelledby=h-begrippen'):
            Words('h2', 'Begrippen', 'wa-visually-hidden').props('id=h-begrippen')
            Glossary(visit)
        with ui.element('section').classes('wa-section').props('id=eigen aria-labelledby=h-eigen'):
            Words('h2', 'Eigen begrippen').props('id=h-eigen')
            OwnTerms(visit)
        Cases(visit, '/taal')
