"""Step: which neighbourhood, why now, on what policy, for how long, and with whom."""

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from components.field import Cell, Choice, Field, PartList
from components.html import Words
from components.keeping import Keeping
from components.legislation import legislation
from components.parties import Parties
from components.people import People
from components.visit import Visit
from data.rules.permissions import may_manage
from pages.session import address_of

_POLICY = (
    Choice('transitievisie', 'Transitievisie Warmte'),
    Choice('warmteprogramma', 'Warmteprogramma'),
    Choice('anders', 'Iets anders'),
)


def start_page(visit: Visit) -> None:
    """Let people fill in the basis of the dossier."""
    with ui.element('div').classes('wa-stack wa-stack--large'):
        _neighbourhood(visit)
        with ui.element('section').classes('wa-section').props('id=partijen aria-labelledby=h-partijen'):
            Words('h2', 'Wie doen er mee?').props('id=h-partijen')
            Words(
                'p',
                'Een partij is een organisatie of groep. Per partij doen een of meer mensen mee.',
                'wa-section__intro',
            )
            Parties(visit)
        if may_manage(visit.member):
            with ui.element('section').classes('wa-section').props('id=uitnodigen aria-labelledby=h-uitnodigen'):
                Words('h2', 'Mensen uitnodigen').props('id=h-uitnodigen')
                Words(
                    'p',
                    'Iedereen krijgt een eigen link. Stuur die zelf door, bijvoorbeeld per e-mail.',
                    'wa-section__intro',
                )
                People(visit, address_of(ui.context.client.request))
        _policy(visit)
        _period(visit)
        _budget(visit)
        _communication(visit)
        _legal(visit)
        with _section('bewaren', 'Bewaren en privacy', 'Hoe lang blijft dit dossier, en wat staat er van u in?'):
            Keeping(visit)


@contextmanager
def _section(name: str, title: str, intro: str) -> Iterator[None]:
    """Fold a part of the page away until somebody needs it; a link to it opens it."""
    section = ui.element('details').classes('wa-details wa-details--section')
    section.props['id'] = name
    with section:
        with ui.element('summary'), ui.element('div'):
            Words('h2', title)
            Words('p', intro, 'wa-small wa-subtle')
        with ui.element('div').classes('wa-details__body wa-stack'):
            yield


def _neighbourhood(visit: Visit) -> None:
    with ui.element('section').classes('wa-card wa-fields').props('id=wijk aria-labelledby=h-wijk'):
        Words('h2', 'De wijk', 'wa-span').props('id=h-wijk')
        Field(visit, 'name', 'Naam van het dossier')
        Field(visit, 'municipality', 'Gemeente')
        Field(visit, 'neighbourhood', 'Wijk of buurt')
        Field(visit, 'reason', 'Aanleiding', kind='area', help='Waarom deze wijk, en waarom nu?')
        Field(visit, 'area.description', 'Gebied', kind='area', help='Welke straten en gebouwen horen erbij?')
        Field(visit, 'area.homes', 'Woningen samen', kind='number')
        Field(visit, 'area.rented', 'Huurwoningen van een corporatie', kind='number')
        Field(visit, 'area.apartments', 'Appartementen in een VvE', kind='number')
        Field(visit, 'area.owned', 'Andere koopwoningen', kind='number')
        Field(visit, 'area.other_buildings', 'Andere gebouwen', kind='number')
        Field(visit, 'area.counted_on', 'Geteld op', kind='date')


def _policy(visit: Visit) -> None:
    intro = 'Op welk besluit van de gemeente bouwt u voort?'
    with _section('policy', 'Beleid als vertrekpunt', intro):
        policy_fields(visit)
        legislation(visit)


def policy_fields(visit: Visit) -> None:
    """Show the fields of the policy the work builds on; also a block of the wizard."""
    with ui.element('div').classes('wa-fields'):
        Field(visit, 'policy.kind', 'Soort beleid', kind='select', options=_POLICY)
        Field(visit, 'policy.name', 'Naam van het stuk')
        Field(visit, 'policy.decided_on', 'Vastgesteld op', kind='date')
        Field(visit, 'policy.decided_by', 'Vastgesteld door', suggestions=('De gemeenteraad', 'Het college van B&W'))
        Field(visit, 'policy.says', 'Wat staat er over deze wijk?', kind='area')


def _period(visit: Visit) -> None:
    intro = 'Hoe lang onderzoekt u samen, en wanneer kijkt u of u doorgaat?'
    with _section('period', 'De intentieperiode', intro):
        period_fields(visit)


def period_fields(visit: Visit) -> None:
    """Show the fields of the intention period; also a block of the wizard."""
    with ui.element('div').classes('wa-fields'):
        Field(visit, 'period.start', 'Begint op', kind='date')
        Field(visit, 'period.end', 'Eindigt op', kind='date')
        Field(visit, 'period.follow_up', 'Mogelijk vervolg', suggestions=('een samenwerkingsovereenkomst',))
        Field(visit, 'period.follow_up_by', 'Vervolg bespreken vóór', kind='date')
        Field(visit, 'period.extension_months', 'Verlengen met hoogstens', kind='number', unit='maanden')
        Field(visit, 'period.notice_months', 'Opzegtermijn', kind='number', unit='maanden')
        Field(visit, 'period.evaluation_months', 'Terugkijken elke', kind='number', unit='maanden')
        Field(visit, 'period.evaluate_on', 'In elk geval terugkijken op', kind='date')
    Words('h3', 'Beslismomenten')
    Words('p', 'Op deze dagen kiest u: doorgaan, bijsturen of stoppen.', 'wa-small wa-subtle')
    PartList(
        visit,
        'period.checkpoints',
        (Cell('on', 'Datum', 'date'),),
        item='beslismoment',
        new={'on': visit.today.isoformat()},
    )


def _budget(visit: Visit) -> None:
    intro = 'Welke kosten maakt u samen, en wie betaalt welk deel?'
    with _section('budget', 'Kosten en geld', intro):
        Field(visit, 'budget.none', 'Er zijn geen gezamenlijke kosten', kind='check')
        Words('h3', 'Kosten')
        PartList(visit, 'budget.costs', (Cell('name', 'Post'), Cell('amount', 'Bedrag', 'euro')), item='kostenpost')
        Words('h3', 'Wie betaalt')
        parties = [Choice(party.id, party.short_name) for party in visit.dossier.parties]
        cover = (
            Cell('party_id', 'Partij', 'select', parties),
            Cell('source', 'Of een andere bron', help='Bijvoorbeeld een subsidie'),
            Cell('amount', 'Bedrag', 'euro'),
            Cell('uncertain', 'Nog onzeker', 'check'),
        )
        PartList(visit, 'budget.cover', cover, item='dekking')
        with ui.element('div').classes('wa-fields'):
            Field(visit, 'budget.treasurer', 'Wie beheert het geld?', kind='select', options=parties)
            Field(visit, 'budget.reporting', 'Verantwoording', suggestions=('kwartaal', 'half jaar'))
            Field(visit, 'budget.volunteers', 'Vergoeding voor bewoners die meedoen')
            Field(visit, 'budget.subsidy', 'Subsidie waar u op rekent')
            Field(visit, 'budget.vat_included', 'Bedragen zijn inclusief btw', kind='check')


def _communication(visit: Visit) -> None:
    intro = 'Wie trekt het werk, en wie spreekt namens wie?'
    with _section('communication', 'Projectleider en communicatie', intro), ui.element('div').classes('wa-fields'):
        Field(visit, 'project_leader', 'Projectleider')
        Field(visit, 'project_leader_paid_by', 'Betaald door')
        Field(visit, 'communication.coordinator', 'Wie coördineert de communicatie?')
        Field(visit, 'communication.spokesperson', 'Woordvoerder voor pers en politiek')
        Field(visit, 'communication.face', 'Vast gezicht voor bewoners')
        Field(visit, 'communication.channel', 'Hoe horen bewoners wat er met hun inbreng is gedaan?')
        Field(visit, 'communication.feedback_weeks', 'Binnen', kind='number', unit='weken')
        Field(visit, 'communication.notice_days', 'Bericht vooraf delen', kind='number', unit='werkdagen')


def _legal(visit: Visit) -> None:
    intro = 'Deze keuzes laat de vaste tekst open. Vraag een jurist als u twijfelt.'
    with _section('legal', 'Juridische keuzes', intro), ui.element('div').classes('wa-fields'):
        options = (
            Choice('beperkt', 'Alleen kosten, vertrouwelijkheid, privacy en einde zijn bindend'),
            Choice('volledig', 'Alles is bindend'),
            Choice('niet', 'Niets is via de rechter af te dwingen'),
        )
        Field(visit, 'legal.enforceability', 'Hoe bindend is de overeenkomst?', kind='select', options=options)
        Field(visit, 'legal.effective_when', 'Gaat in na ondertekening door', suggestions=('alle partijen',))
        Field(visit, 'legal.court', 'Rechtbank', help='Alleen de plaats')
        Field(visit, 'legal.confidential_until', 'Vertrouwelijkheid geldt nog', suggestions=('één jaar', 'twee jaar'))
        Field(visit, 'legal.closed_annexes', 'Bijlagen die niet openbaar zijn', help='Met de reden')
        Field(visit, 'legal.decisions_public', 'De besluitenlijst is openbaar', kind='check')
