"""Two quick presses of a button are one."""

from contextlib import suppress

from components.one_press import APART, OnePress


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_second_press_counts_only_a_while_after_the_first_was_answered() -> None:
    clock, answered = Seconds(), []
    press = OnePress(clock)(lambda: answered.append(clock.now))

    press()
    press()
    clock.now = APART / 2
    press()
    clock.now = APART
    press()

    assert answered == [0, APART]


def test_what_is_pressed_during_a_slow_answer_is_the_same_press() -> None:
    clock, answered = Seconds(), []

    def answer() -> None:
        answered.append(clock.now)
        clock.now += 3

    press = OnePress(clock)(answer)

    press()
    press()

    assert answered == [0]


def test_buttons_that_share_it_wait_for_each_other() -> None:
    clock, answered = Seconds(), []
    once = OnePress(clock)
    first, second = once(lambda: answered.append('first')), once(lambda: answered.append('second'))

    first()
    second()

    assert answered == ['first']


def test_an_answer_that_fails_does_not_block_the_button_for_ever() -> None:
    clock, answered = Seconds(), []

    def answer() -> None:
        answered.append(clock.now)
        raise ValueError

    press = OnePress(clock)(answer)

    for moment in (0.0, APART):
        clock.now = moment
        with suppress(ValueError):
            press()

    assert answered == [0, APART]
