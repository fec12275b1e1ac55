"""What goes wrong on an open page is said there in one calm sentence, and is in the log with its trace."""

import asyncio
import errno
import logging
from collections.abc import Callable

import pytest

from components.observer import LATER, Observer
from components.visit import Visit
from data.errors import NotSaved, Unreadable
from data.rules.changes import ChangeError
from tests.open_page import OpenPage
from tests.web_site import WebSite


@pytest.mark.parametrize(
    ('error', 'words'),
    [
        (ZeroDivisionError('odd'), 'Er ging iets mis. Kijk of uw laatste wijziging er staat.'),
        (OSError(errno.ENOSPC, 'No space left on device'), 'De schijf van de server is vol. Dit is niet opgeslagen.'),
        (Unreadable(errno.EIO, 'Input/output error'), 'Deze tekst kan nu niet worden gelezen.'),
        (NotSaved('De schijf van de server is vol.'), 'De schijf van de server is vol.'),
        (ChangeError('Kies een dag in de toekomst.'), 'Kies een dag in de toekomst.'),
    ],
)
def test_who_pressed_something_hears_that_it_went_wrong(
    site: WebSite,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    words: str,
) -> None:
    mine, other = OpenPage(site), OpenPage(site)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Visit, 'set', fail)
    with caplog.at_level(logging.ERROR):
        mine.write('Omdat het gasnet oud is.')

    assert words in said_on(mine)
    assert not said_on(other)
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]


@pytest.mark.parametrize('listen', [Observer.listen, Observer.listen_later])
def test_who_only_has_a_page_open_hears_that_it_lags_behind_and_not_that_they_did_something(
    site: WebSite, caplog: pytest.LogCaptureFixture, listen: Callable[..., None]
) -> None:
    mine, other = OpenPage(site), OpenPage(site)

    def fail(_: object) -> None:
        raise ZeroDivisionError('odd')

    def begin() -> None:
        with other.client.content:
            listen(Observer(), site.workspace.changed(site.dossier_id), fail)

    site.within(begin)
    with caplog.at_level(logging.ERROR):
        mine.write(f'Iets nieuws, {listen.__name__}.')
        site.within(asyncio.sleep, 3 * LATER)
    site.within(other.client.delete)

    assert 'Deze pagina loopt achter. Laad haar opnieuw.' in said_on(other)
    assert 'laatste wijziging' not in said_on(other)
    assert not said_on(mine)
    assert any(record.exc_info for record in caplog.records)


def said_on(page: OpenPage) -> str:
    """Give the words of the messages that wait for the browser of a page."""
    return ' '.join(str(message) for message in page.client.outbox.messages if 'notify' in str(message))
