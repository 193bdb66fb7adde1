"""Fresh conversations are asked often, old ones rarely."""

from datetime import timedelta

import pytest

from hiwar.threads.schedule import LONGEST, interval, is_due
from tests.threads.making import NOW, comment, source

DAY = timedelta(days=1)


def test_the_older_the_rarer():
    pauses = [interval(timedelta(days=age)) for age in (0, 1, 2, 6, 7, 29, 30, 364, 365, 5000)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(0), LONGEST)


@pytest.mark.parametrize(
    ("age", "since_asked", "due"),
    [
        (1, timedelta(minutes=5), True),
        (3, timedelta(hours=1), False),
        (3, timedelta(hours=4), True),
        (20, timedelta(hours=4), False),
        (20, timedelta(days=1), True),
        (100, timedelta(days=2), False),
        (100, timedelta(days=8), True),
        (1000, timedelta(days=8), False),
        (1000, timedelta(days=31), True),
    ],
)
def test_the_last_word_decides(age, since_asked, due):
    spoken = source(comment("a", published=NOW - 900 * DAY), comment("b", published=NOW - age * DAY))
    assert is_due(spoken, NOW - since_asked, NOW - 1000 * DAY, NOW) is due


def test_what_was_never_asked_is_due():
    assert is_due(None, NOW, NOW, NOW)
    assert is_due(source(comment("a", published=NOW - 900 * DAY)), None, None, NOW)


def test_a_young_piece_without_a_word_is_fresh():
    assert is_due(source(), NOW - timedelta(minutes=1), NOW - DAY, NOW)
    assert not is_due(source(), NOW - timedelta(minutes=1), NOW - 100 * DAY, NOW)


def test_what_is_gone_is_asked_once_a_week():
    left = source(comment("a", published=NOW - DAY), state="gone", since=NOW - 2 * DAY)
    assert not is_due(left, NOW - 6 * DAY, None, NOW)
    assert is_due(left, NOW - 7 * DAY, None, NOW)


def test_a_date_to_come_is_fresh():
    """Clocks of strangers go wrong."""
    assert is_due(source(comment("a", published=NOW + 900 * DAY)), NOW, None, NOW)
