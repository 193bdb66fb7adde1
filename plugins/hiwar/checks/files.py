"""Rules on files: the ones that must be there, and none that is too large."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from hiwar.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject

_NEEDED: Final = ("/", "/404.html", "/build.json", "/robots.txt", "/sitemap.xml")
#: Bytes: WhatsApp shows no larger card; a page or style sheet above its bound is slow on a phone.
_BUDGETS: Final = {"/cards/": 300_000, "/theme/": 400_000}
_MAX_PAGE: Final = 1_500_000
_EXPIRES: Final = re.compile(r"^Expires:\s*(\S+)", re.MULTILINE)
_SOON: Final = timedelta(days=30)
_ROOTS: Final = {
    "feed": "{http://www.w3.org/2005/Atom}feed",
    "comments": "{http://www.w3.org/2005/Atom}feed",
    "rss": "rss",
    "sitemap": "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset",
}


def missing_files(subject: Subject) -> Iterator[Fault]:
    """Yield the files that every site has, and this one does not."""
    for address in _NEEDED:
        if address not in subject.tree.addresses:
            yield Fault(subject.tree.shown, 1, f'the site has no "{address}"', "build it with: invoke build")


def broken_feeds(subject: Subject) -> Iterator[Fault]:
    """Yield feeds and sitemaps that a reader could not parse."""
    for address, text in subject.tree.texts.items():
        name = address.rpartition("/")[2]
        shown = subject.tree.shown + address
        if name.endswith(".xml"):
            yield from _broken_xml(text, shown, _ROOTS.get(name.removesuffix(".xml").partition("-")[0], ""))
        elif name.endswith((".json", ".webmanifest")):
            try:
                json.loads(text)
            except json.JSONDecodeError as error:
                yield Fault(shown, error.lineno, f"the JSON cannot be read: {error.msg}", "build the site again")


def _broken_xml(text: str, shown: str, root: str) -> Iterator[Fault]:
    try:
        # Our own output, built a moment ago: no entities to fear.
        found = ElementTree.fromstring(text).tag  # noqa: S314
    except ElementTree.ParseError as error:
        yield Fault(shown, error.position[0], "the XML cannot be read", "look for a control character in its pieces")
        return
    if root and found != root:
        yield Fault(shown, 1, f"the document is a <{found}>", f"it should be a <{root}>")


def expired_contact(subject: Subject) -> Iterator[Fault]:
    """Yield a ``security.txt`` that has run out or will within a month (RFC 9116, section 2.5.5)."""
    text = subject.tree.texts.get("/.well-known/security.txt")
    if text is None:
        return
    shown = f"{subject.tree.shown}/.well-known/security.txt"
    match = _EXPIRES.search(text)
    try:
        expires = datetime.fromisoformat(match.group(1)) if match else None
    except ValueError:
        expires = None
    if expires is None or expires.tzinfo is None:
        yield Fault(shown, 1, "it does not say when it expires", "add Expires: 2027-06-30T00:00:00Z")
    elif expires < subject.now + _SOON:
        yield Fault(shown, 1, f"it expires on {expires:%Y-%m-%d}", "put a later date into company.toml")


def heavy_files(subject: Subject) -> Iterator[Fault]:
    """Yield files that are too large for what they are."""
    for address, size in subject.tree.sizes.items():
        limits = [limit for prefix, limit in _BUDGETS.items() if address.startswith(prefix)]
        limit = limits[0] if limits else _MAX_PAGE if address in subject.tree.pages else 0
        if limit and size > limit:
            yield Fault(subject.tree.shown + address, 1, f"{size:,} bytes are more than {limit:,}", "make it smaller")
