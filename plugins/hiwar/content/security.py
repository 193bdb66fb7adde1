"""``[security]`` of company.toml: where somebody reports a hole, and until when that holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

from hiwar.model.company import Security

#: RFC 9116, section 2.5.3: a URI; these are the kinds that its examples show.
_KINDS: Final = ("mailto:", "https://", "tel:")
_KEYS: Final = {"contact", "expires"}


def problem_of(value: object) -> str:
    """Return what is to be written instead; empty when the table is right."""
    example = 'write contact = "mailto:security@example.org" and expires = 2027-06-30'
    if not isinstance(value, dict) or value.keys() != _KEYS:
        return example
    contact = value["contact"]
    if not (isinstance(contact, str) and contact.startswith(_KINDS) and contact.isprintable() and " " not in contact):
        return 'write a contact that begins with "mailto:", "https://" or "tel:"'
    return "" if _moment(value["expires"]) else "write a day from which somebody else may answer: expires = 2027-06-30"


def parse(value: object) -> Security | None:
    """Return the table as values; None when there is none, or it is not right."""
    if not isinstance(value, dict) or problem_of(value):
        return None
    expires = _moment(value["expires"])
    return Security(value["contact"], expires) if expires else None


def _moment(value: object) -> datetime | None:
    """Return the moment of a TOML date, or of one in quotes; a day begins at midnight UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time.min, UTC) if isinstance(value, date) else None
