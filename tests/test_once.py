"""What a rule found is remembered for the very same things, and for nothing else."""

from datetime import date

from data.rules.once import KEPT, once
from tests.dossiers import TODAY, demo, empty


def test_the_same_things_are_judged_once_and_equal_ones_anew() -> None:
    asked: list[str] = []

    @once
    def rule(dossier: object, day: date) -> str:
        asked.append(getattr(dossier, 'id', ''))
        return f'{len(asked)}'

    first, second = empty(), empty()

    assert [rule(first, TODAY), rule(first, date.fromisoformat(TODAY.isoformat()))] == ['1', '1']
    assert rule(second, TODAY) == '2'
    assert rule(first, date(2027, 1, 1)) == '3'
    assert rule(first, TODAY) == '1'
    assert rule(first, day=TODAY) == '4', 'by name it is asked anew'


def test_only_so_much_is_remembered_and_never_what_belonged_to_something_that_is_gone() -> None:
    @once
    def rule(dossier: object) -> int:
        return id(dossier)

    for _ in range(3 * KEPT):
        dossier = demo()[0]
        assert rule(dossier) == id(dossier)
