"""``security.txt``: where somebody who found a hole reports it (RFC 9116)."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from hiwar import urls

if TYPE_CHECKING:
    from hiwar.model.company import Company

ADDRESS: Final = "/.well-known/security.txt"


def render(company: Company) -> bytes | None:
    """Return the file; None when the company names nobody."""
    security = company.security
    if security is None:
        return None
    lines = (
        f"Contact: {security.contact}",
        f"Expires: {security.expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(company.languages)}",
        f"Canonical: {urls.absolute(company, ADDRESS)}",
    )
    return ("\n".join(lines) + "\n").encode()
