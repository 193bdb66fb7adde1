"""How long a server asks to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Values of rate-limit fields above this are moments since 1970, not seconds to wait.
_EPOCH: Final = 1_000_000_000


def wait_asked(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds a server asks to be left alone, or None.

    ``Retry-After`` holds seconds or a date (RFC 9110, 10.2.3). Rate limits come
    in two dialects: ``RateLimit-*`` with seconds (draft-ietf-httpapi-ratelimit)
    or, at bsky.social, seconds since 1970; ``X-RateLimit-*`` with either, or at
    Mastodon an ISO 8601 date. They ask for a pause when nothing remains.
    """
    after = _seconds_until(headers.get("retry-after", ""), now)
    if after is not None:
        return after
    for prefix in ("ratelimit", "x-ratelimit"):
        if headers.get(f"{prefix}-remaining", "").strip() == "0":
            return _seconds_until(headers.get(f"{prefix}-reset", ""), now)
    return None


def _seconds_until(value: str, now: datetime) -> float | None:
    value = value.strip()
    if value.isascii() and value.isdigit():
        number = float(value)
        return max(0.0, number - now.timestamp()) if number > _EPOCH else number
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
        except ValueError:
            continue
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - now).total_seconds())
    return None
