"""A button that goes away hands the keyboard on; what the browser tests cannot bring about is here."""

import asyncio

import pytest
from nicegui import Client

from components.route_editor import RouteEditor
from components.visit import Visit
from tests.web_site import WebSite, let_in


@pytest.fixture
def dossier(site: WebSite) -> WebSite:
    dossier = WebSite(site.web, site.workspace, site.client, site.clock)
    let_in(dossier)
    return dossier


def test_a_route_of_ones_own_has_the_keyboard_in_its_fields(dossier: WebSite) -> None:
    before = {*Client.instances}
    dossier.client.get(f'/dossier/{dossier.dossier_id}', headers=dossier.headers('owner'))
    (page,) = (Client.instances[each] for each in {*Client.instances} - before)
    visit = Visit(dossier.workspace, dossier.members['owner'], dossier.dossier_id)
    kind = visit.content.decision_types[0].id

    async def play() -> tuple[str, list[str]]:
        visit.remove(f'routes.{kind}')
        with page:
            editor = RouteEditor(visit, kind)
        (button,) = (each for each in editor.descendants() if each._text == 'Eigen afspraak maken')
        (listener,) = button._event_listeners.values()
        button._handle_event({'listener_id': listener.id, 'args': []})
        assert button.is_deleted
        await asyncio.sleep(0.1)  # NiceGUI sends scripts a moment later
        return editor.html_id, [str(message) for message in page.outbox.messages]

    html_id, messages = dossier.within(play)

    assert [html_id in message and 'focus()' in message for message in messages] == [True]
