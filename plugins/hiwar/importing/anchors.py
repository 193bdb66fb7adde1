"""The places in a text that a link may lead to."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

import markdown
from markdown.extensions.toc import TocExtension, slugify_unicode

if TYPE_CHECKING:
    from markdown.extensions import Extension

_ID: Final = re.compile(r"""\s(?:id|name)=(?:"([^"]+)"|'([^']+)')""")
_NO_LETTERS: Final = re.compile(r"[\W_]+")


def find_anchors(text: str) -> frozenset[str]:
    """Return the fragments that lead into a text as it is written.

    Headings get their ids from Python-Markdown's toc with Unicode slugs, as on
    the site.
    """
    # The extensions that give ids, or decide what is a heading.
    extensions: list[str | Extension] = [
        "attr_list",
        "fenced_code",
        "footnotes",
        "tables",
        TocExtension(slugify=slugify_unicode),
    ]
    try:
        html = markdown.markdown(text, extensions=extensions)
    except RecursionError:
        return frozenset()
    return frozenset(unescape(first or second) for first, second in _ID.findall(html))


def match_anchor(fragment: str, anchors: frozenset[str]) -> str:
    """Return the anchor that a fragment of another engine means; empty when there is none.

    Engines differ in what they make of spaces, marks and capitals only.
    """
    if fragment in anchors:
        return fragment
    wanted = _bare(fragment)
    return next((anchor for anchor in sorted(anchors) if wanted and _bare(anchor) == wanted), "")


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())
