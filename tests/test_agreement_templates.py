"""The templates of the agreement: they name facts that exist, and what users type never becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content_models import Article, Content, Paragraph
from data.exports.markdown import to_html
from data.models import Party, PartyType
from data.rules.fact_gathering import facts_of
from data.rules.fact_names import FactError, element_type, fact_paths
from data.rules.facts import Facts
from data.rules.template_checks import template_troubles
from data.rules.templates import Printer, clean, escaped
from tests.dossiers import TODAY, content, empty
from tests.outline import of_html, squeezed


def changed_content(article: Article) -> Content:
    articles = tuple(article if each.id == article.id else each for each in content().articles)
    return content().model_copy(update={'articles': articles})


def with_paragraph(**fields: str) -> Content:
    article = content().articles[0]
    paragraph = Paragraph(**({'text': 'Tekst.', 'edit': '/doel'} | fields))
    return changed_content(article.model_copy(update={'paragraphs': (paragraph,)}))


# the content


def test_there_are_25_articles_and_12_annexes_in_order() -> None:
    assert [article.number for article in content().articles] == [*range(1, 26)]
    assert [annex.number for annex in content().annexes] == [*range(1, 13)]


def test_every_fact_that_the_articles_name_exists() -> None:
    assert [*template_troubles(content())] == []


@pytest.mark.parametrize(
    'fields, where',
    [
        pytest.param({'text': '{{ period.begin }}'}, 'paragraphs.1.text', id='a fact that does not exist'),
        pytest.param({'text': '{{ answers.Z9.text }}'}, 'paragraphs.1.text', id='a question that does not exist'),
        pytest.param({'text': '{{ period.start'}, 'paragraphs.1.text', id='a brace too few'),
        pytest.param({'text': '{{ period.start | mooi }}'}, 'paragraphs.1.text', id='a filter that does not exist'),
        pytest.param({'text': '{{ dossier.model_dump() }}'}, 'paragraphs.1.text', id='a call'),
        pytest.param({'text': '{% for x in criteria %}x{% endfor %}'}, 'paragraphs.1.text', id='a loop'),
        pytest.param({'text': '{{ item.name }}'}, 'paragraphs.1.text', id='an item without a list'),
        pytest.param({'text': '{{ item.nam }}', 'each': 'criteria'}, 'paragraphs.1.text', id='a wrong name in an item'),
        pytest.param({'each': 'period'}, 'paragraphs.1.each', id='each without a list'),
        pytest.param({'each': 'answers.Z9.checked'}, 'paragraphs.1.each', id='each of an unknown question'),
        pytest.param({'when': 'has_houses'}, 'paragraphs.1.when', id='a condition on nothing'),
        pytest.param({'block': 'dossier.name'}, 'paragraphs.1.block', id='a block that is no live text'),
    ],
)
def test_a_wrong_template_is_named_with_its_place(fields: dict[str, str], where: str) -> None:
    troubles = [*template_troubles(with_paragraph(**fields))]

    assert [(owner, field) for owner, field, _ in troubles] == [('artikel-1', where)]


def test_a_wrong_fact_is_answered_with_the_facts_there_are() -> None:
    with pytest.raises(FactError, match=r'‘period.begin’ bestaat niet; kies uit: .*end.*start'):
        fact_paths('{{ period.begin }}')


def test_facts_can_be_followed_through_lists() -> None:
    assert element_type('budget.cover').__name__ == 'CoverFacts'


def test_every_fact_has_a_place_in_the_documentation() -> None:
    names = [name for name in Facts.__dataclass_fields__ if name not in ('dossier', 'today')]

    assert all(fact_paths(f'{{{{ {name} }}}}') == (name,) for name in names)


# what users type


@given(st.text(max_size=80))
def test_escaped_text_shows_as_typed(text: str) -> None:
    shown = of_html(to_html(f'voor {escaped(text)} na'))

    assert ''.join(shown.blocks) == squeezed(f'voor {clean(text)} na')


@given(st.text(alphabet='*_#-+>1.)[]()!`~|=<&;:\\ \n\tab', max_size=40))
def test_punctuation_never_becomes_markup(text: str) -> None:
    html = to_html(escaped(text) or 'leeg')

    assert {*re.findall(r'</?([a-z0-9]+)', html)} <= {'p', 'br'}


def test_a_fact_with_markup_stays_text() -> None:
    party = Party(id='p', type=PartyType.OTHER, name='**Vet** <script>', short_name='V', signatory='_x_')
    facts = facts_of(empty().model_copy(update={'parties': (party,)}), {}, content(), TODAY)

    shown = Printer(facts, 'gat').markdown('{{ item.name }} {{ item.signatory }}', party)

    assert to_html(shown.text) == '<p>**Vet** &lt;script&gt; _x_</p>'
