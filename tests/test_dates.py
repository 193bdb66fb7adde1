"""Dates as writers type them: whole, in ISO 8601, in any digits."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from hiwar.dates import has_offset, parse_date

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-12", "2026-03-12T00:00:00+01:00"),
        ("٢٠٢٦-٠٣-١٢", "2026-03-12T00:00:00+01:00"),
        ("۲۰۲۶-۰۳-۱۲", "2026-03-12T00:00:00+01:00"),
        (" 2026-03-12 09:30 ", "2026-03-12T09:30:00+01:00"),
        ("2026-03-12T09:30:15", "2026-03-12T09:30:15+01:00"),
        ("2026-03-12 09:30:15.25", "2026-03-12T09:30:15+01:00"),
        ("2026-03-12T09:30Z", "2026-03-12T10:30:00+01:00"),
        ("2026-03-12t09:30z", "2026-03-12T10:30:00+01:00"),
        ("2026-03-12 09:30 +03:00", "2026-03-12T07:30:00+01:00"),
        ("2026-03-12T09:30+0300", "2026-03-12T07:30:00+01:00"),
        ("٢٠٢٦-٠٣-١٢ ٠٩:٣٠", "2026-03-12T09:30:00+01:00"),
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
        ("2026-03-29 01:59", "2026-03-29T01:59:00+01:00"),
        ("2026-03-29 03:00", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
        ("2024-02-29", "2024-02-29T00:00:00+01:00"),
        ("1950-01-01", "1950-01-01T00:00:00+01:00"),
    ],
)
def test_whole_dates(text: str, moment: str) -> None:
    """In the zone of the company, with its summer time."""
    assert parse_date(text, BERLIN).isoformat() == moment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("03/04/2026", "ambiguous"),
        ("12.03.2026", "ambiguous"),
        ("٠٣/٠٤/٢٠٢٦", "ambiguous"),
        ("2026", "only a part"),
        ("2026-03", "only a part"),
        ("March", "is not a date"),
        ("32 مارس", "is not a date"),
        ("2026-3-1", "is not a date"),
        ("tomorrow", "is not a date"),
        ("", "is not a date"),
        ("2026-02-30", "there is no such date"),
        ("2026-13-45", "there is no such date"),
        ("2026-03-12 25:00", "there is no such date"),
        ("2026-03-12T09:30+99:00", "there is no such date"),
        ("0000-01-01", "there is no such date"),
    ],
)
def test_what_is_no_date_says_why(text: str, words: str) -> None:
    """Nothing is guessed, least of all from today."""
    with pytest.raises(ValueError, match=words):
        parse_date(text, BERLIN)


def test_offsets_are_seen() -> None:
    """An embargo needs one."""
    assert [has_offset(text) for text in ("2026-03-12", "2026-03-12 09:30", "2026-03-12T09:30Z", "x")] == [
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
def test_the_ends_of_time(text: str) -> None:
    """Are no dates of ours."""
    with pytest.raises(ValueError, match="there is no such date"):
        parse_date(text, ZoneInfo("Asia/Riyadh"))
