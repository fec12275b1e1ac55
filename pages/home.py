"""The start page: what this is, the demo, my dossiers, a new dossier."""

from fastapi import Request
from nicegui import ui

from components.glimpse import glimpse
from components.html import Icon, Link, Prose, Words
from components.theme import static_address
from data.account_parts import Session
from data.errors import Damaged, NotFound, NotSaved
from data.models import Member
from data.workspace import Workspace
from pages.frame import account_link, brand, footer, skip_link, theme_switch
from pages.new_dossier import new_dossier_form
from pages.session import session_of, site_of
from pages.take_in import take_in_form

_PROMISES = (
    ('users', 'Samen en tegelijk', 'Alle partijen schrijven live in dezelfde tekst. Elke letter wordt bewaard.'),
    ('grid-3x3', 'Iedereen weet wie wat doet', 'Rollen, mandaten en overleg op één plek, met controle op gaten.'),
    ('route', 'Besluiten zonder vertraging', 'Zie hoe lang een besluit echt duurt, en welk mandaat tijd wint.'),
    (
        'file-signature',
        'De overeenkomst groeit mee',
        'Van antwoord naar artikel. Klaar als Word, ODT of PDF.',
    ),
)


def add_home() -> None:
    """Put the start page on its address."""

    @ui.page('/', title='Wijkakkoord – samen afspreken hoe u samenwerkt')
    def home(request: Request) -> None:
        site = site_of(request)
        session = session_of(request)
        skip_link()
        with ui.element('header').classes('wa-topbar'), ui.element('div').classes('wa-topbar__in'):
            brand('/')
            ui.element('span').style('flex:1')
            if session:
                account_link()
                _sign_out()
            else:
                Link('Inloggen', '/inloggen', 'wa-button wa-button--quiet')
            theme_switch()
        with ui.element('main').classes('wa-single wa-stack wa-stack--large').props('id=inhoud tabindex=-1'):
            at_home = session is not None and _own_part(site.workspace, session)
            _hero('h2' if at_home else 'h1', signed_in=session is not None)
            _promises()
            _about(site.workspace)
        footer()


def _own_part(workspace: Workspace, session: Session) -> bool:
    """Show what somebody comes back for, above what the product is; tell whether there was anything."""
    mine = list(workspace.accounts.members_in(session))
    if not mine and not session.owner:
        return False
    _dossiers(workspace, mine)
    if mine and not session.account and workspace.accounts.claimable(session):
        _offer_account()
    if session.owner:
        ui.add_head_html(f'<script src="{static_address()}/forms.js" defer></script>')
        new_dossier_form()
        take_in_form()
    return True


def _hero(heading: str, *, signed_in: bool) -> None:
    with ui.element('section').classes('wa-landing'):
        with ui.element('div'):
            Words(heading, 'Samen van het gas af begint met een goede afspraak')
            Words(
                'p',
                'Wijkakkoord helpt gemeente, bewoners en partners om af te spreken hoe zij samenwerken. '
                'Stap voor stap, live, in gewone taal. Tot er een intentieovereenkomst ligt die iedereen begrijpt.',
                'wa-landing__lead',
            )
            with ui.element('div').classes('wa-actions'):
                with ui.element('form').props('action=/demo method=get'):
                    Words('button', 'Probeer de demo', 'wa-button wa-button--large').props('type=submit')
                if not signed_in:
                    with ui.element('span').classes('wa-subtle wa-small'):
                        Words('span', 'Heeft u een uitnodiging? Open de link uit het bericht, of ')
                        Link('log in', '/inloggen')
                        Words('span', '.')
        glimpse()


def _dossiers(workspace: Workspace, mine: list[Member]) -> None:
    with ui.element('section').classes('wa-section').props('aria-labelledby=mijn-dossiers'):
        Words('h1', 'Mijn dossiers').props('id=mijn-dossiers').style('margin-bottom:16px')
        if not mine:
            Words('p', 'U heeft nog geen dossier. Begin er hieronder een.', 'wa-subtle')
        with ui.element('div').classes('wa-grid'):
            seen: set[str] = set()
            for member in mine:
                if member.dossier_id not in seen:
                    seen.add(member.dossier_id)
                    _dossier_card(workspace, member)


def _offer_account() -> None:
    with ui.element('p').classes('wa-subtle'):
        Words('span', 'U kwam binnen met een link. ')
        Link('Maak een account', '/account')
        Words('span', ', dan logt u de volgende keer in zonder link.')


def _dossier_card(workspace: Workspace, member: Member) -> None:
    try:
        dossier = workspace.dossier(member.dossier_id)
    except (NotFound, Damaged, NotSaved) as error:
        with ui.element('div').classes('wa-note wa-note--danger'):
            Icon('triangle-alert')
            Words('p', str(error))
        return
    with ui.element('a').classes('wa-card wa-card--link') as card:
        card.props['href'] = f'/dossier/{dossier.id}'
        Words('h2', dossier.name)
        parties = '1 partij' if len(dossier.parties) == 1 else f'{len(dossier.parties)} partijen'
        Words('p', f'{dossier.municipality} · {parties}', 'wa-subtle wa-small')
        party = dossier.party(member.party_id)
        Words('p', f'U bent {member.name}{f", {party.short_name}" if party else ""}', 'wa-small')
        if dossier.demo:
            Words('span', 'Demo', 'wa-badge wa-badge--warning')


def _promises() -> None:
    with ui.element('section').classes('wa-grid wa-grid--four').props('aria-label="Wat u ermee doet"'):
        for icon, title, text in _PROMISES:
            with ui.element('div').classes('wa-card wa-card--flat'):
                Icon(icon, 'wa-promise')
                Words('h2', title).style('font-size:var(--wa-text-lg);margin:8px 0 6px')
                Words('p', text, 'wa-small wa-subtle').style('margin:0')


def _about(workspace: Workspace) -> None:
    node = workspace.content.node
    with ui.element('section').classes('wa-columns wa-columns--aside'):
        with ui.element('div'):
            Words('h2', f'Over de stap ‘{node.title}’').style('margin-bottom:12px')
            Prose(node.goal)
            Prose(node.approach)
        with ui.element('div').classes('wa-card wa-card--flat'):
            Words('h3', 'Vijf tips')
            with ui.element('ul').classes('wa-prose').style('padding-left:1.2em;margin:0'):
                for tip in node.tips:
                    Words('li', tip.title)
            Prose(node.source, 'wa-small wa-subtle').style('margin-top:16px')


def _sign_out() -> None:
    form = ui.element('form').props('action=/uitloggen method=post')
    with form, ui.element('button').classes('wa-button wa-button--quiet').props('type=submit'):
        Icon('log-out')
        Words('span', 'Uitloggen')
