"""Dates of old blogs: read where they mean one day to everybody."""

from __future__ import annotations

import pytest

from hiwar.importing.dates import parse_date


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2020-01-02", "2020-01-02"),
        ("2020/1/2", "2020-01-02"),
        ("20200102", "2020-01-02"),
        ("2020-01-02 10:30", "2020-01-02T10:30:00"),
        ("2013-02-08T00:00:00.000Z", "2013-02-08T00:00:00+00:00"),
        ("2020-01-02 10:30:05 +0300", "2020-01-02T10:30:05+03:00"),
        ("2020-01-02T10:30:05-03:30", "2020-01-02T10:30:05-03:30"),
        ("Tue, 02 Jan 2020 10:30:00 GMT", "2020-01-02T10:30:00+00:00"),
        ("January 2nd, 2020", "2020-01-02"),
        ("2 Sept. 2020", "2020-09-02"),
        ("٢٠٢٠-٠١-٠٢", "2020-01-02"),
        ("٤ مارس ٢٠٢٤", "2024-03-04"),
    ],
)
def test_a_whole_date_is_read(typed: str, date: str) -> None:
    """Every common form gives ISO 8601, with an offset only where there was one."""
    assert parse_date(typed) == date


@pytest.mark.parametrize(
    "typed", ["", "03/04/2020", "2020-01", "March", "2020-13-45", "0001-01-01", "2020-01-02 25:00", "x"]
)
def test_other_dates_are_none(typed: str) -> None:
    """Ambiguous, partial and impossible dates are not guessed."""
    assert parse_date(typed) is None
