"""All that the agreement is made of, with who reads it: what is public, what is not, and why."""

from html import escape

from nicegui import ui

from components.following import LiveHtml
from components.html import Words
from components.openness import OpennessBar
from components.visit import Visit
from data.models import GOAL, Dossier, annex_of, answer_of, clause_of, contribution_of
from data.rules.sensitivity import place_of, readers_words, reason_words
from data.rules.story_places import text_name


class OpennessList(ui.element):
    """The live texts with links to where each is set, and the annexes, which are set here."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self.classes('wa-stack')
        with self:
            Words('h3', 'Teksten')
            texts = LiveHtml(visit, self._texts, 'ul', 'wa-openness-list')
            texts.listen(visit.workspace.agreements.news(visit.dossier_id), lambda _: texts.refresh())
            Words('h3', 'Bijlagen')
            for annex in visit.content.annexes:
                title = f'Bijlage {annex.number} – {annex.title}'
                with ui.element('div'):
                    Words('p', title, 'wa-field__label')
                    OpennessBar(visit, annex_of(annex.id), title)

    def _texts(self, dossier: Dossier) -> str:
        return ''.join(self._line(dossier, text_id) for text_id in self._text_ids(dossier))

    def _text_ids(self, dossier: Dossier) -> list[str]:
        """Give the texts in which something stands; a draft of a party too, because that it is one is no secret."""
        content, written = self._visit.content, self._visit.texts
        contributions = [contribution_of(party.id) for party in dossier.parties]
        answers = [answer_of(question_id) for question_id in content.questions]
        clauses = [clause_of(article.id) for article in content.articles]
        return [
            text_id
            for text_id in (GOAL, *contributions, *answers, *clauses)
            if text_id in written or (text_id in dossier.sensitivity and not self._visit.may_read(text_id))
        ]

    def _line(self, dossier: Dossier, text_id: str) -> str:
        content = self._visit.content
        name = text_name(text_id, dossier, content)
        address = escape(self._visit.link(place_of(text_id, content)))
        words = ' '.join(filter(None, (f'{readers_words(dossier, text_id)}.', reason_words(dossier, text_id))))
        return f'<li><a href="{address}">{escape(name[:1].upper() + name[1:])}</a><br>{escape(words)}</li>'
