"""Slugs: names that survive as one segment of an address, on every server and disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.text import nfc, one_line, without_illegal, without_marks
from hiwar.urls import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.kinds import Kind

#: The part of an address in which lists are cut into pages.
PAGING: Final = "page"
#: Letters and digits of any script, and the marks that survive in an address unescaped or escaped once.
_SLUG: Final = re.compile(r"[^\W_](?:[\w.~+-]*[\w~+-])?")
_NOT_SLUG: Final = re.compile(r"[^\w.~+-]+")
_STARTS: Final = "-_.~+"
_ENDS: Final = "-_."
_MAX_BYTES: Final = 200
#: Files that the site puts beside pieces, in the folders of their lists.
_BESIDE: Final = re.compile(r"index\.html?|feed(-\d{4}-\d{2})?\.(xml|json)|rss\.xml|comments\.xml|release\..*|kit\.zip")
#: What cannot stand in one segment of a path on every server.
_NOT_TAG: Final = re.compile(r"[\s/\\]+")
#: Paging, and files in the folder of the tags.
_NO_TAGS: Final = frozenset({PAGING, "index.html"})
#: Longest name of a folder, in bytes, on the file systems that matter.
_MAX_TAG_BYTES: Final = 255


def is_slug(slug: str) -> bool:
    """Tell whether a name survives as one segment of an address."""
    return bool(_SLUG.fullmatch(slug)) and len(slug.encode()) <= _MAX_BYTES


def better_slug(name: str, max_bytes: int = _MAX_BYTES, otherwise: str = "untitled") -> str:
    """Return the nearest name that survives as an address, or another when nothing of it does."""
    clean = without_marks(one_line(without_illegal(nfc(name)))).lower()
    slug = nfc(_NOT_SLUG.sub("-", clean)).lstrip(_STARTS)
    return slug.encode()[:max_bytes].decode(errors="ignore").rstrip(_ENDS) or otherwise


def is_taken(slug: str, kind: Kind, languages: Iterable[str]) -> bool:
    """Tell whether the site itself stands at the address of a piece with this slug."""
    folded = slug.casefold()
    if folded == PAGING or _BESIDE.fullmatch(folded):
        return True
    return kind == "page" and folded in {name.casefold() for name in (*RESERVED, *languages)}


def tag_slug(name: str) -> str:
    """Return a tag's address: its text without marks and tatweel, in one segment; empty when it can have none."""
    slug = _NOT_TAG.sub("-", without_marks(nfc(name)).casefold()).strip("-.")
    return "" if slug in _NO_TAGS or len(slug.encode()) > _MAX_TAG_BYTES else slug
