"""The files of the agreement page: for whom each version is, and everything else to take away."""

from nicegui import ui

from components.fold import Fold
from components.html import Icon, Words
from components.visit import Visit
from data.rules.versions import Version

_FORMS = (
    ('pdf', 'PDF', 'om te lezen en te bewaren'),
    ('odt', 'ODT', 'om verder te bewerken'),
    ('docx', 'Word', 'om verder te bewerken'),
    ('html', 'HTML', 'voor een website'),
    ('md', 'Markdown', 'als platte tekst'),
)
_OTHER_FILES = (
    ('rolmatrix.csv', 'Rolmatrix', 'CSV, voor een rekenblad'),
    ('overleg.ics', 'Overleg', 'ICS, voor uw agenda'),
    ('dossier.json', 'Hele dossier', 'JSON, zonder notitieboeken en interne concepten'),
)
_FOR_PARTIES = (
    'Voor de partijen: alles wat met elkaar is gedeeld. Op elke pagina staat ‘Vertrouwelijk’, tot de overeenkomst '
    'definitief kan zijn en alles openbaar is.'
)
_OTHERS = (
    (
        Version.PUBLIC,
        'Openbare versie',
        'Alleen wat openbaar is. Achteraan staat wat is weggelaten en waarom. Namen van mensen staan er nog in.',
    ),
    (
        Version.WOO,
        'Woo-versie, om te publiceren',
        'De openbare versie zonder persoonsgegevens en handtekeningen.',
    ),
    (
        Version.REQUEST,
        'Woo-versie, om een verzoek te beoordelen',
        'Alles wat met elkaar is gedeeld, zonder persoonsgegevens en handtekeningen. Achteraan staat wat niet openbaar '
        'is en waarom.',
    ),
)
_READ_ONCE_MORE = (
    'Stem af met uw wethouder of bestuurder voordat u een versie naar buiten brengt. De app haalt namen weg die in het '
    'dossier bekend zijn, en e-mailadressen en telefoonnummers. Lees zelf na of er nog iets in een tekst staat.'
)


def agreement_files(visit: Visit) -> None:
    """Show all files as links."""
    with ui.element('section').classes('wa-card').props('aria-labelledby=h-downloads').props('id=downloads'):
        Words('h2', 'Downloaden').props('id=h-downloads')
        Words('p', _FOR_PARTIES, 'wa-small wa-subtle')
        _forms(visit, Version.PARTNER)
        with Fold(lambda: _others(visit), quiet=True).summary:
            Icon('eye')
            Words('span', 'Openbare versie en Woo-versie')
        Words('h3', 'Andere bestanden')
        with ui.element('ul').classes('wa-files'):
            for file, name, use in _OTHER_FILES:
                _file(visit, file, name, use)


def _others(visit: Visit) -> None:
    with ui.element('div').classes('wa-stack'):
        Words('p', _READ_ONCE_MORE, 'wa-small wa-subtle')
        for version, title, words in _OTHERS:
            with ui.element('div').classes('wa-stack wa-stack--small'):
                Words('h3', title)
                Words('p', words, 'wa-small wa-subtle')
                _forms(visit, version, title)


def _forms(visit: Visit, version: Version, title: str = '') -> None:
    with ui.element('ul').classes('wa-files'):
        for ending, name, use in _FORMS:
            _file(visit, f'{version}.{ending}', name, use, title)


def _file(visit: Visit, file: str, name: str, use: str, title: str = '') -> None:
    """Show one file; ``title`` tells it from the others for who hears the link alone."""
    with ui.element('li'), ui.element('a').classes('wa-file') as link:
        link.props.update({'href': visit.download(file), 'download': ''})
        Icon('download')
        Words('span', name, 'wa-file__name')
        Words('span', use, 'wa-file__use')
        if title:
            Words('span', f', {title}', 'wa-visually-hidden')
