"""Whole ISO 8601 dates, as writers type them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from hiwar.text import western_digits

if TYPE_CHECKING:
    from datetime import tzinfo

EXAMPLE: Final = "2026-03-12 or 2026-03-12 09:30"
EXAMPLE_WITH_OFFSET: Final = "2026-03-12T09:30:00+03:00"
_WHOLE: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_SPAN: Final = re.compile(r"(\d{1,4}) ?([mhd])")
_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_SLASHED: Final = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_PARTIAL: Final = re.compile(r"\d{4}(-\d{1,2})?")


def parse_date(text: str, timezone: tzinfo) -> datetime:
    """Return the moment, aware, in the given time zone.

    A date without a time is the midnight it begins with; one without an offset
    is of ``timezone``. Arabic-Indic digits count as digits.

    Raises:
        ValueError: says in one line what is wrong.
    """
    value = western_digits(text.strip())
    match = _WHOLE.fullmatch(value)
    if not match:
        raise ValueError(_complaint(text, value))
    day, time, offset = match.groups()
    offset = (offset or "").upper().replace("Z", "+00:00")
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{offset}")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone)
        return moment.astimezone(timezone)
    except (ValueError, OverflowError):
        raise ValueError(f'there is no such date: "{text}"') from None


def parse_span(text: str) -> timedelta:
    """Return a length of time written ``90m``, ``48h`` or ``3d``.

    Raises:
        ValueError: it is none, or no time at all.
    """
    match = _SPAN.fullmatch(western_digits(text.strip().lower()))
    if not match or not int(match[1]):
        raise ValueError(f'"{text}" is no length of time')
    return int(match[1]) * _UNITS[match[2]]


def has_offset(text: str) -> bool:
    """Tell whether a date says its offset from UTC."""
    match = _WHOLE.fullmatch(western_digits(text.strip()))
    return bool(match and match.group(3))


def _complaint(text: str, value: str) -> str:
    if _SLASHED.fullmatch(value):
        return f'the date "{text}" is ambiguous: which number is the month?'
    if _PARTIAL.fullmatch(value):
        return f'the date "{text}" is only a part of one'
    return f'"{text}" is not a date'
