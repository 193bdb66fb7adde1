"""The Content-Security-Policy of a page: what a browser may load and do for it (W3C CSP Level 3)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.model.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.page import Page

#: What every page may do. Blocks of data such as JSON-LD need no leave: a browser
#: stops at their type before it asks the policy (HTML, "prepare the script element").
#: frame-ancestors counts only in a header, so it stands in ``_headers``.
_EVERYWHERE: Final = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        # The search reads its index; and Lighthouse asks for robots.txt from within any page.
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
)
#: What pages of one template may do besides: the form of the search leads to itself.
_BY_TEMPLATE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"search": MappingProxyType({"form-action": "'self'"})}
)


def compose(page: Page) -> str:
    """Return the policy of a page, as its ``meta`` element says it."""
    rules = {**_EVERYWHERE, **_BY_TEMPLATE.get(page.template, {}), **_frames(page)}
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _frames(page: Page) -> Mapping[str, str]:
    """Return what a page may show in frames: the players of the videos on it, each by its host alone."""
    piece = page.values.get("piece")
    players = [one.player for one in piece.parts.recordings if one.player] if isinstance(piece, Piece) else []
    hosts = sorted({f"https://{urlsplit(player).hostname}" for player in players})
    return {"frame-src": " ".join(hosts)} if hosts else {}
