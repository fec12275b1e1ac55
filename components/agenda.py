"""All coming meetings together, in order, as a list."""

from html import escape

from components.following import LiveHtml
from components.visit import Visit
from data.models import Dossier, Series
from data.rules.calendar import Occurrence, is_planned, occurrences
from data.rules.dutch import day_text

MOST = 12
"""how many meetings are shown"""


class Agenda(LiveHtml):
    """The next meetings of all series that can be planned."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        super().__init__(visit, self._listed)

    def _listed(self, dossier: Dossier) -> str:
        coming = sorted(
            (
                (meeting, series)
                for series in dossier.meetings
                if is_planned(series)
                for meeting in occurrences(series, self._visit.today, MOST)
            ),
            key=lambda each: (each[0].day, each[1].begins),
        )
        items = ''.join(_item(meeting, series) for meeting, series in coming[:MOST])
        return f'<ol class="wa-agenda">{items}</ol>' if items else '<p class="wa-empty">Nog geen data.</p>'


def _item(meeting: Occurrence, series: Series) -> str:
    notes = ''.join(f'<span class="wa-badge wa-badge--warning">{escape(note)}</span>' for note in meeting.notes)
    return (
        f'<li><span class="wa-agenda__day">{escape(day_text(meeting.day))}</span>'
        f'<span class="wa-agenda__what">{escape(series.name)}</span>'
        f'<span class="wa-subtle">{escape(series.begins)}–{escape(series.ends)}</span>{notes}</li>'
    )
