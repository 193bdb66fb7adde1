"""Dates as old blogs write them, to whole ISO 8601 ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.text import western_digits

if TYPE_CHECKING:
    from datetime import tzinfo

_TIME: Final = (
    r"(?:[T,\s]+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_ISO: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.IGNORECASE)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WEEKDAY: Final = r"(?:[^\W\d_]+,\s*)?"
_DAY_FIRST: Final = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+(\d{{4}}){_TIME}", re.IGNORECASE
)
_MONTH_FIRST: Final = re.compile(
    rf"{_WEEKDAY}([^\W\d_]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}", re.IGNORECASE
)
_ENGLISH: Final = tuple(re.findall(r"\S+", "jan feb mar apr may jun jul aug sep oct nov dec"))
_ARABIC: Final = tuple(re.findall(r"\S+", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"))
_LEVANTINE: Final = tuple(
    re.findall(r"\S+", "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول")
)
_MONTHS: Final = MappingProxyType(
    {name: number for names in (_ENGLISH, _ARABIC, _LEVANTINE) for number, name in enumerate(names, 1)}
)
#: Years that a blog may have; others are mistakes of a program.
_YEARS: Final = range(1900, 2200)


def parse_date(text: str) -> str | None:
    """Return the date as ``2020-01-02`` or ``2020-01-02T10:00:00+03:00``, or None.

    Only dates that mean one day to everybody are read: ``03/04/2020`` and
    ``2020-01`` are None. The offset is missing where the text has none.
    """
    value = western_digits(text.strip())
    if match := _ISO.fullmatch(value):
        year, _, month, day, *time = match.groups()
        return _composed(year, int(month), day, time)
    if match := _COMPACT.fullmatch(value):
        return _composed(match.group(1), int(match.group(2)), match.group(3), [])
    if match := _DAY_FIRST.fullmatch(value):
        day, name, year, *time = match.groups()
        return _composed(year, _month(name), day, time)
    if match := _MONTH_FIRST.fullmatch(value):
        name, day, year, *time = match.groups()
        return _composed(year, _month(name), day, time)
    return None


def moment(date: str, zone: tzinfo) -> datetime:
    """Return a date that `parse_date` gave as an aware moment, in ``zone`` where it has no offset."""
    found = datetime.fromisoformat(date)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _month(name: str) -> int:
    lowered = name.lower()
    return _MONTHS.get(lowered) or _MONTHS.get(lowered[:3], 0)


def _composed(year: str, month: int, day: str, time: list[str | None]) -> str | None:
    hour, minute, second, offset = time or (None, None, None, None)
    try:
        found = datetime(
            int(year), month, int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=_offset(offset)
        )
    except ValueError:
        return None
    if found.year not in _YEARS:
        return None
    if hour is None:
        return found.date().isoformat()
    return (found if offset else found.replace(tzinfo=None)).isoformat()


def _offset(text: str | None) -> timezone:
    if not text or text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-length if text[0] == "-" else length)
