"""The Content-Security-Policy of a page: what a browser may load and do for it (W3C CSP Level 3)."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.page import Page

#: What every page may do. A block of data such as JSON-LD needs no leave of a browser, which stops at
#: its type before it asks the policy (HTML, "prepare the script element"); checkers of pages do
#: ask, so it gets one by its hash.
#: frame-ancestors counts only in a header, so it stands in ``_headers``.
_EVERYWHERE: Final = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "media-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
)
#: What pages of one template may do besides: the search reads its index, and its form leads to itself.
_BY_TEMPLATE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"search": MappingProxyType({"connect-src": "'self'", "form-action": "'self'"})}
)


def compose(page: Page, data: str = "") -> str:
    """Return the policy of a page, as its ``meta`` element says it.

    Args:
        page: whose template may be allowed more than others.
        data: the text between the tags of its block of structured data; empty when it has none.
    """
    rules = {**_EVERYWHERE, **_BY_TEMPLATE.get(page.template, {})}
    if data:
        digest = b64encode(hashlib.sha256(data.encode()).digest()).decode()
        rules["script-src"] += f" 'sha256-{digest}'"
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())
