"""Reading strangers' JSON: what is there, with its type, or a word why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from hiwar.platforms.adapter import Unheard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAIL: Final = re.compile(r"\s*(?:[A-Za-z]{3,}, *)?\d{1,2} [A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object from outside; a field of the wrong type counts as absent."""

    raw: Mapping[str, object]

    def text(self, *names: str) -> str:
        """Return the first of these fields that holds text; numbers count as text."""
        for name in names:
            value = self.raw.get(name)
            if isinstance(value, str) and value:
                return value
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
        return ""

    def needed(self, name: str) -> str:
        """Return the text of a field without which the answer makes no sense.

        Raises:
            Unheard: the field is absent.
        """
        value = self.text(name)
        if not value:
            raise Unheard(f'answered something without "{name}"')
        return value

    def number(self, name: str) -> int:
        """Return a whole number, or 0."""
        value = self.raw.get(name)
        return value if isinstance(value, int) else 0

    def flag(self, name: str) -> bool:
        """Return whether a field is true; a 1 is."""
        return self.raw.get(name) in (True, 1)

    def within(self, name: str) -> Fields:
        """Return an object inside this one, empty when there is none."""
        value = self.raw.get(name)
        return Fields(value if isinstance(value, dict) else {})

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list inside this one."""
        value = self.raw.get(name)
        return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []

    def rows(self, name: str) -> Iterator[Fields]:
        """Return the objects of a list inside this one."""
        return rows_of(self.raw.get(name))

    def moment(self, name: str) -> datetime | None:
        """Return a moment in UTC, from ISO 8601 or from seconds since 1970.

        A moment without an offset is taken as UTC.
        """
        value = self.raw.get(name)
        return moment_of(value) if isinstance(value, str | int | float) else None

    def needed_moment(self, name: str) -> datetime:
        """Return a moment without which the answer makes no sense.

        Raises:
            Unheard: it is absent or not a date.
        """
        found = self.moment(name)
        if found is None:
            raise Unheard(f'answered something without a date in "{name}"')
        return found


def fields_of(value: object) -> Fields:
    """Return an answer that has to be an object.

    Raises:
        Unheard: it is something else.
    """
    if not isinstance(value, dict):
        raise Unheard("answered something else than an object")
    return Fields(value)


def rows_of(value: object) -> Iterator[Fields]:
    """Return the objects of a list; what is no object is passed over."""
    listed = value if isinstance(value, list) else []
    return (Fields(row) for row in listed if isinstance(row, dict))


def moment_of(value: str | float) -> datetime | None:
    """Return a moment in UTC without fractions of a second, or None.

    It may be ISO 8601, the date of an e-mail (RFC 5322), or seconds since 1970.
    """
    try:
        if isinstance(value, str):
            found = parsedate_to_datetime(value) if _MAIL.match(value) else datetime.fromisoformat(value)
        else:
            found = datetime.fromtimestamp(value, UTC)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        return None
