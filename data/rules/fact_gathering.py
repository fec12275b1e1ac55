"""Gathering the facts of a dossier: from parts and ids to names, sums and words."""

from collections.abc import Iterator, Mapping
from datetime import date

from data.content_models import Content
from data.models import GOAL as GOAL_TEXT
from data.models import Body, Budget, Dossier, PartyType, answer_of, contribution_of, person_name
from data.rules.calendar import rhythm_text
from data.rules.facts import (
    AnswerFacts,
    BodyFacts,
    BudgetFacts,
    Contributor,
    CoverFacts,
    Facts,
    FormFacts,
    InfluenceFacts,
    LiveText,
    MeetingFacts,
)
from data.rules.progress import applies


def facts_of(dossier: Dossier, texts: Mapping[str, str], content: Content, today: date) -> Facts:
    """Gather the facts of a dossier.

    :param texts: text id -> Markdown; a text that is missing is empty
    """
    bodies = tuple(_body(dossier, body) for body in dossier.bodies)
    return Facts(
        today=today,
        dossier=dossier,
        policy=dossier.policy,
        area=dossier.area,
        period=dossier.period,
        budget=_budget(dossier, dossier.budget),
        communication=dossier.communication,
        legal=dossier.legal,
        form=_form(dossier, content),
        goal=LiveText(GOAL_TEXT, texts.get(GOAL_TEXT, '')),
        criteria=dossier.criteria,
        results=dossier.results,
        principles=dossier.principles,
        signing=tuple(party for party in dossier.parties if party.signs),
        advisers=tuple(party for party in dossier.parties if not party.signs),
        contributors=tuple(_contributors(dossier, texts)),
        has_housing=any(party.type is PartyType.HOUSING for party in dossier.parties),
        matrix=dossier.matrix,
        bodies=bodies,
        bodies_with_quorum=tuple(body for body in bodies if body.quorum.strip()),
        meetings=tuple(_meetings(dossier)),
        participation=tuple(_participation(dossier, content)),
        escalation=tuple(step for step in dossier.escalation if step.who.strip() or step.what.strip()),
        answers=_answers(dossier, texts, content),
    )


def _contributors(dossier: Dossier, texts: Mapping[str, str]) -> Iterator[Contributor]:
    """Give who signs, and every adviser that has written what it brings."""
    for party in dossier.parties:
        text_id = contribution_of(party.id)
        contribution = LiveText(text_id, texts.get(text_id, ''))
        if party.signs or contribution:
            yield Contributor(party.id, party.short_name, contribution)


def _form(dossier: Dossier, content: Content) -> FormFacts:
    choice, guide = dossier.form, content.forms
    return FormFacts(
        name=next((form.name for form in guide.forms if form.id == choice.form), ''),
        governance=next((model.name for model in guide.governance if model.id == choice.governance), ''),
        motivation=choice.motivation,
    )


def _budget(dossier: Dossier, budget: Budget) -> BudgetFacts:
    covered = sum(line.amount for line in budget.cover)
    treasurer = dossier.party(budget.treasurer)
    return BudgetFacts(
        none=budget.none,
        total=sum(line.amount for line in budget.costs) if budget.costs else None,
        vat_included=budget.vat_included,
        cover=tuple(
            CoverFacts(
                payer=payer_name(dossier, line.party_id, line.source),
                amount=line.amount,
                percent=round(100 * line.amount / covered) if covered else None,
                uncertain=line.uncertain,
            )
            for line in budget.cover
        ),
        treasurer=treasurer.short_name if treasurer else '',
        reporting=budget.reporting,
        volunteers=budget.volunteers,
        subsidy=budget.subsidy,
    )


def payer_name(dossier: Dossier, party_id: str, source: str) -> str:
    """Name who pays: a party, a source such as a subsidy, or a party and what it pays from."""
    party = dossier.party(party_id)
    names = [party.short_name if party else '', source.strip()]
    return ', '.join(name for name in names if name)


def _body(dossier: Dossier, body: Body) -> BodyFacts:
    return BodyFacts(body.name, body.task, tuple(members_of(dossier, body)), body.chair, body.quorum)


def members_of(dossier: Dossier, body: Body) -> Iterator[str]:
    """Name who sits in a body: 'Noor van Dalfsen (Gemeente)', 'Gerda Mulder (adviseur)'."""
    for seat in body.seats:
        party = dossier.party(seat.party_id)
        name = person_name(dossier, seat.party_id, seat.person_id, seat.name)
        remarks = [party.short_name if party and name else '', 'adviseur' if seat.advisory else '']
        remark = ', '.join(remark for remark in remarks if remark)
        who = name or (party.short_name if party else '')
        if who:
            yield f'{who} ({remark})' if remark else who


def _meetings(dossier: Dossier) -> Iterator[MeetingFacts]:
    for series in dossier.meetings:
        yield MeetingFacts(series.name, rhythm_text(series), series.goal, series.papers_days, series.minutes_days)


def _participation(dossier: Dossier, content: Content) -> Iterator[InfluenceFacts]:
    rungs = {rung.id: rung for rung in content.participation}
    for question in content.questions.values():
        chosen = dossier.answer(question.id).rungs
        for subject in question.ladder:
            rung = rungs.get(chosen.get(subject.id, ''))
            yield InfluenceFacts(subject.name, rung.name if rung else '', rung.promise if rung else '')


def _answers(dossier: Dossier, texts: Mapping[str, str], content: Content) -> dict[str, AnswerFacts]:
    facts = {}
    for question in content.questions.values():
        text_id = answer_of(question.id)
        answer = dossier.answer(question.id)
        if answer.not_applicable or not applies(question, dossier):
            facts[question.id] = AnswerFacts(LiveText(text_id, ''), '', '', ())
            continue
        facts[question.id] = AnswerFacts(
            text=LiveText(text_id, texts.get(text_id, '')),
            choice=next((option.name for option in question.choices if option.id == answer.choice), ''),
            picked=answer.choice,
            checked=tuple(option.name for option in question.checks if option.id in answer.checked),
        )
    return facts
