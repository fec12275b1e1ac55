"""What the measurements of the live texts rest on: counting characters, and comparing with the best peer."""

from pathlib import Path

from pycrdt import Doc, Text, TransactionEvent, merge_updates

from benchmarks import updates
from benchmarks.report import BEGIN, END, replace
from benchmarks.table import markdown, rows

ANN, BEN = 3_000_000_001, 3_000_000_002


def doc_of(client: int) -> tuple[Doc[Text], Text, list[bytes]]:
    doc: Doc[Text] = Doc(client_id=client)
    text = doc.get(updates.TEXT, type=Text)
    made: list[bytes] = []

    def note(event: TransactionEvent) -> None:
        made.append(event.update)

    doc.observe(note)
    return doc, text, made


def test_a_keystroke_is_what_a_real_document_would_send() -> None:
    _doc, text, made = doc_of(ANN)

    for clock in range(30):
        text += updates.LETTERS[clock % 26]

    assert [updates.keystroke(ANN, clock) for clock in range(30)] == made


def test_characters_are_counted_in_updates_that_were_merged() -> None:
    typed = [updates.keystroke(client, clock) for clock in range(40) for client in (ANN, BEN)]

    assert sorted(updates.runs(merge_updates(*typed))) == [(ANN, 0, 40), (BEN, 0, 40)]


def test_characters_are_counted_in_a_difference_with_deletions_and_edits_in_the_middle() -> None:
    doc, text, _made = doc_of(ANN)
    text += 'abcdef'
    del text[1:3]
    text.insert(2, 'xy')
    before = doc.get_state()
    text.insert(0, 'z')

    assert sum(length for _, _, length in updates.runs(doc.get_update())) in (7, 9)  # what is gone may be left out
    assert updates.runs(doc.get_update(before)) == ((ANN, 8, 1),)


def test_a_text_is_complete_whatever_the_order_of_its_updates() -> None:
    typed = [updates.keystroke(ANN, clock) for clock in range(5)]

    assert updates.text_of(typed[::-1]) == 'abcde'


def test_a_ratio_compares_with_the_best_peer_in_medians() -> None:
    rounds = {
        'ours': [{'latency.p95': 1.0}, {'latency.p95': 9.0}, {'latency.p95': 3.0}],
        'slow': [{'latency.p95': 6.0}],
        'fast': [{'latency.p95': 2.0}],
        'limit': [{'latency.p95': 0.1}],
    }

    (row,) = rows(rounds, 'ours', ['slow', 'fast'])

    assert (row.best, row.ratio, row.reached('ours')) == ('fast', 1.5, False)


def test_more_delivered_characters_are_better() -> None:
    rounds = {'ours': [{'capacity.characters': 500.0}], 'a': [{'capacity.characters': 200.0}], 'b': [{}]}

    (row,) = rows(rounds, 'ours', ['a', 'b'])

    assert (row.best, row.ratio, row.reached('ours')) == ('a', 2.5, True)


def test_a_figure_that_nobody_else_has_is_shown_without_a_ratio() -> None:
    (row,) = rows({'ours': [{'pages.p95': 15.0}]}, 'ours', [])

    assert row.reached('ours') is True
    assert '| 15.0 | – | at most 16.0 ms: reached |' in markdown([row], 'ours', {'ours': 'Wijkakkoord'})


def test_tables_take_the_place_of_the_ones_before(tmp_path: Path) -> None:
    path = tmp_path / 'performance.md'
    path.write_text(f'Before.\n{BEGIN}\nold\n{END}\nAfter.\n')

    replace(path, 'new\n')
    replace(path, 'newer\n')

    assert path.read_text() == f'Before.\n{BEGIN}\n\nnewer\n\n{END}\nAfter.\n'
