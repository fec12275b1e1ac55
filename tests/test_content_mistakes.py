"""What an editor reads when something in content/ is wrong: file, field and remedy."""

import shutil
from pathlib import Path

import pytest

from data.content import ContentError, load_content

FOLDER = Path(__file__).parents[1] / 'content'

# fmt: off
MISTAKES = [
    pytest.param(
        'questions/A3.md', 'short: ', 'shrot: ', 'questions/A3.md, veld shrot: bestaat hier niet; bedoelt u ‘short’?',
        id='unknown key',
    ),
    pytest.param(
        'questions/A3.md', 'text: Wat willen', 'tekst: Wat willen', 'A3.md, veld ladder.doel.tekst: bestaat hier niet',
        id='unknown key in an item',
    ),
    pytest.param(
        'questions/A7.md', 'short: Terugkoppeling\n', '', 'questions/A7.md, veld short: ontbreekt; vul het in.',
        id='missing field',
    ),
    pytest.param(
        'questions/A2.md', 'id: A2', 'id: A1', 'A2.md, veld id: ‘A1’ is al in gebruik (ook in questions/A1.md)',
        id='the same id in two files',
    ),
    pytest.param(
        'glossary.yaml', 'id: warmtenet\n', 'id: warmtebron\n', 'glossary.yaml, veld id: ‘warmtebron’ is al in gebruik',
        id='the same id twice in a list',
    ),
    pytest.param(
        'questions/A6.md', 'id: tolk', 'id: taal', 'questions/A6.md, veld checks: ‘taal’ is al in gebruik',
        id='the same id twice in a question',
    ),
    pytest.param(
        'glossary.yaml', 'also: [warmtenetten, ', 'also: [Warmtepomp, ', 'term of also: ‘warmtepomp’ is al in gebruik',
        id='two terms with one spelling',
    ),
    pytest.param(
        'questions/A7.md', 'artikel-15', 'artikkel-15', '‘artikkel-15’ bestaat niet; bedoelt u ‘artikel-15’?',
        id='unknown article',
    ),
    pytest.param(
        'tracks/a.md', '[A5]', '[A5, A77]', 'tracks/a.md, veld screens.belangen.questions: ‘A77’ bestaat niet',
        id='unknown question',
    ),
    pytest.param(
        'tracks/a.md', '[A6, A9]', '[A6]', 'questions/A9.md, veld id: vraag A9 staat op geen enkel scherm',
        id='question on no screen',
    ),
    pytest.param(
        'tracks/a.md', '[A5]', '[A5, A9]', 'questions/A9.md, veld id: vraag A9 staat op meer dan één scherm',
        id='question on two screens',
    ),
    pytest.param(
        'tracks/a.md', '[A5]', '[A5, B1]', 'vraag B1 hoort bij spoor b; zet haar daar op een scherm.',
        id='question of another track',
    ),
    pytest.param(
        'tracks/b.md', 'id: plannen', 'id: eigenaren', 'veld screens.eigenaren: deze id staat er twee keer',
        id='the same screen twice',
    ),
    pytest.param(
        'cases/leiden.md', 'b/inbreng', 'b/inbrengen', 'cases/leiden.md, veld shows_at: ‘b/inbrengen’ bestaat niet',
        id='case on an unknown screen',
    ),
    pytest.param(
        'cases/leiden.md', 'source_url: https:', 'source_url: http:', 'leiden.md, veld source_url: de link ‘http:',
        id='link without encryption',
    ),
    pytest.param(
        'node.md', '(https://wijkkompas.nl)', '(javascript:alert(1))', 'node.md, veld source: de link ‘javascript:',
        id='link that runs a script',
    ),
    pytest.param(
        'node.md', 'step: /doel', 'step: /doelen', 'node.md, veld tips.doel-en-bijdragen.step: ‘/doelen’ bestaat niet',
        id='tip for an unknown step',
    ),
    pytest.param(
        'forms.yaml', '[F1, F2]', '[F1, F9]', 'forms.yaml, veld questions.K1.counts_for: ‘F9’ bestaat niet',
        id='unknown form',
    ),
    pytest.param(
        'tasks.yaml', 'subjects: [D7]', 'subjects: [D70]', 'tasks.yaml, veld T13.subjects: ‘D70’ bestaat niet',
        id='unknown type of decision',
    ),
    pytest.param(
        'tasks.yaml', 'T04: {GEM: [eind', 'T44: {GEM: [eind', 'veld templates.regie-bij-gemeente.cells: ‘T44’ bestaat',
        id='roles for an unknown task',
    ),
    pytest.param(
        'tasks.yaml', 'COOP: [verantwoordelijk], CORP: [geraadpleegd], NETB: [geraadpleegd], VVE: [geinformeerd], BEW',
        'COOP: [eindverantwoordelijk], CORP: [geraadpleegd], NETB: [geraadpleegd], VVE: [geinformeerd], BEW',
        'cells.T02: geef één partij de rol eindverantwoordelijk', id='two accountable parties',
    ),
    pytest.param(
        'decision_types.yaml', '[kernteam]', '[kernteams]', 'D4.advises: ‘kernteams’ bestaat niet; bedoelt u',
        id='unknown body',
    ),
    pytest.param(
        'decision_types.yaml', 'method: consent\n', 'method: loten\n', 'D2.method: ‘loten’ kan hier niet; kies uit',
        id='unknown method',
    ),
    pytest.param(
        'party_types.yaml', '[procuratie]', '[rvc]', 'party_types.yaml, veld NETB.bodies: ‘rvc’ bestaat niet',
        id='body of another kind of party',
    ),
    pytest.param(
        'party_types.yaml', '- id: WB', '- id: WX', 'party_types.yaml, veld WX.id: ‘WX’ kan hier niet; kies uit',
        id='unknown kind of party',
    ),
    pytest.param(
        'bodies.yaml', 'weeks_max: 14', 'weeks_max: 5', 'veld party.raad.weeks: de weken lopen niet op',
        id='weeks in the wrong order',
    ),
    pytest.param(
        'bodies.yaml', 'weeks_max: 14', "weeks_max: '14'", 'veld party.raad.weeks_max: moet een heel getal zijn',
        id='number as text',
    ),
    pytest.param(
        'questions/A7.md', 'path: communication.channel', 'path: communication.chanel',
        '‘communication.chanel’ is geen plek in een dossier: ‘chanel’ bestaat niet; bedoelt u ‘channel’?',
        id='field that no dossier has',
    ),
    pytest.param(
        'questions/A7.md', 'path: communication.channel', 'path: period.start',
        '‘period.start’ past niet bij een invoer van soort ‘text’', id='field of another kind',
    ),
    pytest.param(
        'questions/A7.md', 'path: communication.channel', 'path: communication',
        '‘communication’ is geen enkel veld; schrijf de hele weg', id='part instead of a field',
    ),
    pytest.param(
        'questions/C2.md', 'id: volledig', 'id: helemaal', 'C2.md, veld fields: ‘helemaal’ bestaat niet',
        id='choice that the dossier does not know',
    ),
    pytest.param(
        'questions/A1.md', 'title: Welke', 'title: [Welke', 'questions/A1.md: regel 5 is geen goede YAML', id='no YAML',
    ),
    pytest.param(
        'questions/A1.md', 'short: ', 'title: dubbel\nshort: ', '(‘title’ staat er twee keer)', id='a key twice',
    ),
    pytest.param(
        'questions/A1.md', '---\nid: A1', 'id: A1', 'questions/A1.md: begin het bestand met een regel ---',
        id='no front matter',
    ),
    pytest.param(
        'questions/A1.md', '## Tip', '## Tips', '‘## Tips’ hoort hier niet; dit kan wel: ## Waarom, ## Uitleg, ## Tip',
        id='unknown heading',
    ),
    pytest.param(
        'glossary.yaml', '- id: aardgasvrij\n', '- id: 1\n', '1.id: moet tekst zijn; zet er aanhalingstekens',
        id='number where text is due',
    ),
    pytest.param(
        'legislation.yaml', 'checked_on: 2026-11-23', 'checked_on: vandaag', 'checked_on: schrijf een datum als 2026-',
        id='no date',
    ),
    pytest.param(
        'articles/04-intentieperiode.md', '{{ period.start }}', '{{ period.begin }}', '04-intentieperiode.md, veld par',
        id='unknown fact in an article',
    ),
    pytest.param(
        'demo/organisation.yaml', 'first: week 10 do', 'first: volgende week',
        'demo/organisation.yaml, veld meetings.kernteam.first: schrijf een datum als',
        id='no moment in the demo',
    ),
    pytest.param(
        'demo/roles.yaml', 'template: gedeeld', 'template: verdeeld', '‘verdeeld-eigenaarschap’ staat niet in',
        id='unknown division in the demo',
    ),
]
# fmt: on


@pytest.mark.parametrize('file, old, new, message', MISTAKES)
def test_a_mistake_is_named_with_file_field_and_remedy(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = _copy(tmp_path)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))

    with pytest.raises(ContentError) as error:
        load_content(folder)

    assert message in str(error.value)


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    for name in ('A1', 'B2', 'C3'):
        path = folder / 'questions' / f'{name}.md'
        path.write_text(path.read_text().replace('short: ', 'kort: '))
    (folder / 'methods.yaml').unlink()

    with pytest.raises(ContentError) as error:
        load_content(folder)

    files = {mistake.file for mistake in error.value.mistakes}
    assert files == {'questions/A1.md', 'questions/B2.md', 'questions/C3.md', 'methods.yaml'}


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / 'content'))
