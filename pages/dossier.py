"""The overview of a dossier: tracks, parties, what blocks, who is here."""

from nicegui import ui

from components.comments import OpenPoints
from components.findings import Findings
from components.html import Icon, Link, Prose, Words
from components.party_progress import PartyTable
from components.presence import WhoIsHere
from components.track_card import TrackCards
from components.visit import Visit
from data.models import Dossier, Finding
from data.rules.blockers import blockers
from data.rules.point_checks import blocking_points, late_points
from data.rules.progress import next_place
from data.rules.retention import retention_findings
from data.rules.waiting import waiting


def overview_page(visit: Visit) -> None:
    """Show how far the work is and where to go on."""
    with ui.element('div').classes('wa-stack wa-stack--large'):
        _go_on(visit)
        with ui.element('section').props('aria-labelledby=sporen'):
            Words('h2', 'Drie sporen, één dossier').props('id=sporen')
            Words('p', 'Elk spoor kijkt met andere ogen. Samen maken ze de afspraak compleet.', 'wa-section__intro')
            TrackCards(visit)
        with ui.element('div').classes('wa-columns wa-columns--aside'):
            with ui.element('section').classes('wa-card').props('aria-labelledby=blokkeert'):
                Words('h2', 'Wat vraagt aandacht').props('id=blokkeert')
                Findings(visit, lambda dossier: _attention(visit, dossier))
            WhoIsHere(visit)
        with ui.element('section').props('aria-labelledby=partijen'):
            Words('h2', 'De partijen').props('id=partijen').style('margin-bottom:16px')
            PartyTable(visit)
        with ui.element('section').props('id=open-punten aria-labelledby=h-open-punten'):
            Words('h2', 'Open punten en reacties').props('id=h-open-punten').style('margin-bottom:8px')
            Words('p', 'Wat moet er nog gebeuren, wie doet dat en vóór wanneer?', 'wa-section__intro')
            OpenPoints(visit)
        _around(visit)


def _attention(visit: Visit, dossier: Dossier) -> tuple[Finding, ...]:
    content, texts, today = visit.content, visit.texts, visit.today
    threads = visit.threads(dossier)
    return (
        *retention_findings(dossier, today),
        *blocking_points(threads, dossier, content),
        *blockers(content, dossier, texts, today),
        *late_points(threads, dossier, content, today),
        *waiting(content, dossier, texts, today),
    )


def _go_on(visit: Visit) -> None:
    place = visit.workspace.accounts.place(visit.member.id)
    if not place:
        following = next_place(visit.content.tracks, visit.content.questions, visit.dossier, visit.texts, visit.today)
        place = f'/spoor/{following.track}/{following.screen}' if following else '/overeenkomst'
    with ui.element('div').classes('wa-actions'):
        with ui.element('a').classes('wa-button wa-button--large') as link:
            link.props['href'] = visit.link(place)
            Words('span', 'Verder waar u was' if visit.workspace.accounts.place(visit.member.id) else 'Aan de slag')
            Icon('arrow-right')
        Link('Bekijk de overeenkomst', visit.link('/overeenkomst'), 'wa-button wa-button--second wa-button--large')


def _around(visit: Visit) -> None:
    """Tell why this step matters, its tips and the steps around it."""
    node = visit.content.node
    with ui.element('section').classes('wa-stack').props('aria-labelledby=waarom'):
        Words('h2', 'Waarom deze stap').props('id=waarom')
        Prose(node.goal)
        with ui.element('div').classes('wa-grid wa-grid--wide'):
            for tip in node.tips:
                with ui.element('div').classes('wa-card wa-card--flat'):
                    Words('h3', tip.title)
                    Prose(tip.text, 'wa-small')
                    Link(tip.step_name, visit.link(tip.step))
        with ui.element('details').classes('wa-details'):
            Words('summary', 'Stappen die hiermee samenhangen')
            with ui.element('div').classes('wa-details__body wa-stack wa-stack--small'):
                for related in (*node.related, node.guide):
                    with ui.element('div'):
                        _related_name(related.name, related.link)
                        Prose(related.why, 'wa-small wa-subtle')


def _related_name(name: str, address: str) -> None:
    if address:
        Link(name, address).props('rel=noreferrer')
    else:
        Words('strong', name)
