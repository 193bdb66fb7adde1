"""Rules on files: the ones that must be there, none that nobody needs, and none that is too large."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hiwar.errors import Fault
from hiwar.model.card import Card
from hiwar.renditions import renditions
from hiwar.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Sources, Subject

_NEEDED: Final = ("/", "/404.html", "/build.json", "/robots.txt", "/sitemap.xml")
_SECURITY: Final = "/.well-known/security.txt"
_FIELD: Final = re.compile(r"^([A-Za-z-]+):\s*(\S.*?)\s*$", re.MULTILINE)
_SOON: Final = timedelta(days=30)
#: RFC 9116, section 2.5.5: "less than a year into the future" is recommended.
_FAR: Final = timedelta(days=400)
#: Bytes. WhatsApp shows no larger card (measured by many, documented by nobody); the
#: others are what a phone on a slow line fetches in about a second each.
_BUDGETS: Final = {
    "/cards/": 300_000,
    ".html": 500_000,
    ".css": 200_000,
    ".js": 100_000,
    ".woff2": 400_000,
    ".png": 4_000_000,
    ".jpg": 4_000_000,
    ".webp": 4_000_000,
    ".gif": 8_000_000,
}
#: Made by builds: each is there because a page needs it.
_NAMED: Final = ("/cards/", "/media/")
_FILE: Final = re.compile(r"/(?:cards|media)/[^\s\"'<>&?#\\,)]+")


def missing_files(subject: Subject) -> Iterator[Fault]:
    """Yield the files that every site has, and this one does not."""
    for address in _NEEDED:
        if not subject.tree.has(address):
            problem = "every site has this file, and this one does not"
            yield Fault(subject.tree.show(address), 1, problem, "run: invoke build")


def stray_files(subject: Subject) -> Iterator[Fault]:
    """Yield cards and media that no public page needs: a trace of something hidden, or dead weight."""
    if subject.sources is None:
        return
    stray = {address for address in subject.tree.sizes if address.startswith(_NAMED)}
    stray -= set(_public_media(subject.sources))
    cards = (page.values.get("card") for page in subject.sources.pages.values())
    stray -= {card.address for card in cards if isinstance(card, Card)}
    for _, text in subject.tree.texts() if stray else ():
        stray -= {nfc(unquote(found)) for found in _FILE.findall(text)}
        if not stray:
            return
    for address in sorted(stray):
        problem, fix = "no public page needs this file", "do not publish; report it as a bug"
        yield Fault(subject.tree.show(address), 1, problem, fix)


def _public_media(sources: Sources) -> Iterator[str]:
    """Yield what the files of public pieces are served as: programs choose among the sizes of a picture."""
    files = [*(file for piece in sources.site.pieces for file in piece.media), *sources.site.portraits.values()]
    for file in files:
        yield file.address
        yield from (one.address for one in renditions(file))


def wrong_security(subject: Subject) -> Iterator[Fault]:
    """Yield a ``security.txt`` that nobody can use: RFC 9116, sections 2.5.3 and 2.5.5."""
    if not subject.tree.has(_SECURITY):
        return
    text, shown = subject.tree.read(_SECURITY), subject.tree.show(_SECURITY)
    fields = [(key.lower(), value) for key, value in _FIELD.findall(text)]
    contacts = [value for key, value in fields if key == "contact"]
    if not contacts:
        yield Fault(shown, 1, "it has no Contact", 'write [security] contact = "…" in company.toml')
    for contact in contacts:
        if not contact.startswith(("mailto:", "https://", "tel:")):
            yield Fault(shown, 1, f'"{contact}" is no address', 'write "mailto:…", "https://…" or "tel:…"')
    moments = [_moment(value) for key, value in fields if key == "expires"]
    fix = "write a later date under [security] in company.toml"
    if len(moments) != 1 or moments[0] is None:
        yield Fault(shown, 1, "it does not say once when it expires", "write expires = 2027-06-30 under [security]")
    elif moments[0] <= subject.now:
        yield Fault(shown, 1, f"it expired on {moments[0]:%Y-%m-%d}", fix)


def old_security(subject: Subject) -> Iterator[Fault]:
    """Yield a ``security.txt`` that runs out within a month, or promises more than a year."""
    if not subject.tree.has(_SECURITY):
        return
    expires = dict(_FIELD.findall(subject.tree.read(_SECURITY))).get("Expires", "")
    moment = _moment(expires)
    if moment and subject.now < moment < subject.now + _SOON:
        problem, fix = f"it expires on {moment:%Y-%m-%d}", "write a later date under [security] in company.toml"
        yield Fault(subject.tree.show(_SECURITY), 1, problem, fix)
    if moment and moment > subject.now + _FAR:
        problem = f"it expires on {moment:%Y-%m-%d}, and nobody knows who answers then"
        yield Fault(subject.tree.show(_SECURITY), 1, problem, "write a date less than a year away (RFC 9116, 2.5.5)")


def heavy_files(subject: Subject) -> Iterator[Fault]:
    """Yield files that are too large for what they are."""
    for address, size in subject.tree.sizes.items():
        kind = ".html" if address in subject.tree.pages else address
        limit = next((limit for mark, limit in _BUDGETS.items() if kind.startswith(mark) or kind.endswith(mark)), 0)
        if limit and size > limit:
            yield Fault(subject.tree.show(address), 1, f"{size:,} bytes are more than {limit:,}", "make it smaller")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
