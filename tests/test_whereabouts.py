"""Who is where: everyone who listens hears of it, in whatever order pages come and go."""

from data.models import Member, MemberRole
from data.whereabouts import Whereabouts


def member(name: str) -> Member:
    return Member(id=name, dossier_id='d', name=name, role=MemberRole.READER)


class Overview:
    """A page that shows who is here, as NiceGUI keeps it: it listens before the page it came from has left."""

    def __init__(self, here: Whereabouts) -> None:
        self.here = here
        self.shown: list[str] = []
        self.event = here.moved('d')
        self.event.subscribe(self.show)

    def show(self, dossier_id: str) -> None:
        self.shown = [who.name for who, _ in self.here.who(dossier_id)]

    def close(self) -> None:
        self.event.unsubscribe(self.show)


def test_an_overview_that_opened_before_the_last_page_left_hears_who_comes_later() -> None:
    here = Whereabouts()
    here.enter('goal', member('Ann'), 'Doel')
    overview = Overview(here)

    here.leave('goal', 'd')
    here.enter('overview', member('Ann'), 'Overzicht')
    second = Overview(here)
    here.enter('other', member('Bob'), 'Doel')

    assert overview.shown == second.shown == ['Ann', 'Bob']


def test_nothing_is_kept_of_a_dossier_that_nobody_has_open() -> None:
    here = Whereabouts()
    here.enter('goal', member('Ann'), 'Doel')
    assert not here._moved, 'nobody listens'
    overview = Overview(here)
    overview.close()

    here.leave('goal', 'd')

    assert not here._moved and not here._pages


def test_a_dossier_that_is_gone_is_forgotten_while_pages_are_open() -> None:
    here = Whereabouts()
    here.enter('goal', member('Ann'), 'Doel')
    Overview(here)

    here.forget('d')
    here.leave('goal', 'd')

    assert [*here.who('d')] == []
    assert not here._moved and not here._pages
