"""Step: the rhythm of meetings, each with a goal."""

from collections.abc import Sequence

from nicegui import ui

from components.agenda import Agenda
from components.feed_link import FeedLink
from components.field import Field
from components.findings import Findings
from components.guidance import Cases
from components.html import Icon, Words
from components.meeting_planner import MeetingPlanner
from components.visit import Visit
from data.models import Dossier, Finding
from data.rules.meeting_checks import check_meetings
from pages.feed import feed_address
from pages.sections import section


def meetings_page(visit: Visit) -> None:
    """Let everyone plan the meetings, see the dates ahead, and take them along in their own calendar."""
    with ui.element('div').classes('wa-meetings'):
        with ui.element('div').classes('wa-stack wa-stack--large'):
            with section('overleggen', 'Overleggen', 'Open een overleg om doel, ritme en plaats af te spreken.'):
                MeetingPlanner(visit)
            with section('kennismaken', 'Tijd voor elkaar'):
                Field(
                    visit,
                    'team_days',
                    'Hoe vaak per jaar komt u bij elkaar zonder agenda?',
                    kind='number',
                    unit='keer',
                    help='Wie elkaar kent, komt er sneller uit.',
                )
            with section('aandacht', 'Wat vraagt nog aandacht?'):
                Findings(visit, lambda dossier: _found(visit, dossier), 'Elk overleg heeft een doel en een ritme.')
        with ui.element('div').classes('wa-stack wa-stack--large'):
            with section('agenda', 'Agenda'), ui.element('div').classes('wa-stack'):
                Agenda(visit)
                _take_along(visit)
            Cases(visit, '/overleg')


def _found(visit: Visit, dossier: Dossier) -> Sequence[Finding]:
    return check_meetings(dossier, visit.today)


def _take_along(visit: Visit) -> None:
    """Offer the calendar as a file, and as a personal link that keeps itself up to date."""
    with ui.element('div').classes('wa-card wa-stack wa-stack--small'):
        Words('h3', 'In uw eigen agenda')
        with ui.element('a').classes('wa-button wa-button--second') as link:
            link.props.update({'href': visit.download('overleg.ics'), 'download': True})
            Icon('download')
            Words('span', 'Agenda downloaden (.ics)')
        FeedLink(visit, lambda: feed_address(visit))
