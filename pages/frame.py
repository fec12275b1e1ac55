"""The frame around every step: header, step navigation, banners, footer."""

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from components.access_watch import AccessWatch
from components.following import LiveWords
from components.html import Icon, Link, Prose, Words
from components.step_nav import StepNav
from components.theme import party_colour
from components.undo import UndoPlace
from components.visit import Visit
from data.rules.permissions import may_agree
from data.rules.retention import closed_words
from pages.session import session_of
from pages.steps import STEPS, Step

MARK = (
    '<svg class="wa-brand__mark" viewBox="0 0 32 32" aria-hidden="true">'
    '<rect width="32" height="32" rx="9" fill="var(--wa-color-accent)"/>'
    '<path d="M6 17.5 12.2 11l4 4.2L20 11l6 6.5" fill="none" stroke="var(--wa-color-on-accent)" '
    'stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>'
    '<path d="M9 22.5c2.4 1.9 4.6 1.9 7 0s4.6-1.9 7 0" fill="none" stroke="var(--wa-color-on-accent)" '
    'stroke-width="2.6" stroke-linecap="round"/></svg>'
)


@contextmanager
def frame(visit: Visit, step: Step, title: str = '') -> Iterator[None]:
    """Build the frame and open the main part, below its h1.

    :param title: h1, when it is not the title of the step
    """
    heading = title or step.title
    ui.page_title(f'{heading} – {visit.dossier.name} – Wijkakkoord')
    skip_link()
    _header(visit)
    _banners(visit)
    watch = _keep_watch(visit)
    if not step.private:
        _follow_whereabouts(visit, step, watch)
    with ui.element('div').classes('wa-shell'):
        StepNav(visit, _steps(visit), step)
        with ui.element('main').classes('wa-main').props('id=inhoud tabindex=-1'):
            with ui.element('div').classes('wa-main__head'):
                Words('h1', heading)
                if step.lead and not title:
                    Words('p', step.lead)
            yield
    footer()
    UndoPlace()


def skip_link() -> None:
    """Let keyboard users pass the frame, to the one main part of the page."""
    Link('Naar de inhoud', '#inhoud', 'wa-skip')


def brand(address: str) -> None:
    """Show the name of the product, a link to the start page."""
    with ui.element('a').classes('wa-brand') as link:
        link.props['href'] = address
        link.props['aria-label'] = 'Wijkakkoord, startpagina'
        ui.html(MARK, sanitize=False, tag='span').style('display:inline-flex')
        Words('span', 'Wijkakkoord', 'wa-brand__name')


def account_link() -> None:
    """Lead to one's own account; on a phone as an icon."""
    with ui.element('a').classes('wa-button wa-button--quiet wa-account') as link:
        link.props.update({'href': '/account', 'aria-label': 'Mijn account', 'title': 'Mijn account'})
        Icon('user')
        Words('span', 'Mijn account', 'wa-account__name')


def theme_switch() -> None:
    """Let people choose light or dark."""
    button = ui.element('button').classes('wa-button wa-button--icon').props('type=button')
    button.props['aria-label'] = button.props['title'] = 'Licht of donker'
    button.props['data-wa'] = 'theme'
    with button:
        Icon('sun-moon')


def footer() -> None:
    """Say what this is not, and link the statements."""
    with ui.element('footer').classes('wa-footer'), ui.element('div').classes('wa-footer__in'):
        Words('span', 'Wijkakkoord geeft geen juridisch advies.')
        Link('Toegankelijkheid', '/toegankelijkheid', '')
        Link('Privacy', '/privacy', '')
        Link('Mijn account', '/account', '')
        Link('Mijn apparaten', '/sessies', '')


def _header(visit: Visit) -> None:
    with ui.element('header').classes('wa-topbar'), ui.element('div').classes('wa-topbar__in'):
        brand('/')
        with ui.element('div').classes('wa-topbar__dossier'):
            Words('span', visit.dossier.name, 'wa-topbar__name')
            Words('span', f'U bent {_who(visit)}', 'wa-topbar__role')
        with ui.element('div').classes('wa-topbar__tools'):
            account_link()
            theme_switch()


def _who(visit: Visit) -> str:
    party = visit.party
    return f'{visit.member.name}, {party.short_name}' if party else f'{visit.member.name} ({visit.member.role.word})'


def _banners(visit: Visit) -> None:
    with ui.element('aside') as banners:
        banners.props['aria-label'] = 'Let op'
        if visit.dossier.demo:
            with ui.element('div').classes('wa-note wa-note--warning wa-banner'):
                Words('span', 'Demo: alles in dit dossier is verzonnen. Uw kopie verdwijnt na 24 uur.')
                _other_windows(visit)
        LiveWords(visit, closed_words, 'p', 'wa-note wa-note--warning wa-banner')
        with ui.element('div').classes('wa-note wa-banner'):
            Prose(visit.content.node.sensitivity)


def _other_windows(visit: Visit) -> None:
    """Offer the other parties in a second window, so that one person can see two work together."""
    with ui.element('details').classes('wa-details wa-details--quiet'):
        Words('summary', 'Open als andere partij')
        with ui.element('ul').classes('wa-people wa-details__body'):
            for member in visit.workspace.accounts.members_of(visit.dossier_id):
                party = visit.dossier.party(member.party_id)
                if member.id == visit.member.id:
                    continue
                with ui.element('li'):
                    name = party.short_name if party else member.name
                    link = Link(f'Open als {name}', f'/dossier/{visit.dossier_id}?als={member.id}')
                    link.props['target'] = '_blank'
                    link.style(f'--wa-party-colour:{party_colour(visit.dossier, member.party_id)}')


def _steps(visit: Visit) -> list[Step]:
    """Give the steps for this member; a notebook only for who has one."""
    return [each for each in STEPS if not each.private or may_agree(visit.member)]


def _keep_watch(visit: Visit) -> AccessWatch:
    """Judge every event of this page by what its session and member may then."""
    session = session_of(ui.context.client.request)
    session_id = session.id if session else ''
    return AccessWatch(visit, lambda: visit.workspace.accounts.acts_as(session_id, visit.member.id))


def _follow_whereabouts(visit: Visit, step: Step, watch: AccessWatch) -> None:
    client = ui.context.client
    here = visit.workspace.here

    def enter() -> None:
        if not watch.is_over:
            here.enter(client.id, visit.member, step.title)

    client.on_connect(enter)
    client.on_disconnect(lambda: here.leave(client.id, visit.dossier_id))
