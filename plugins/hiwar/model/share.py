"""What a page offers to be passed on: words, an address, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ShareLink(NamedTuple):
    """A place to share at."""

    #: Its name in small Latin letters: ``whatsapp``.
    platform: str
    #: As readers of the page call it.
    name: str
    #: Opens it with everything filled in; sends nothing by itself.
    address: str


@dataclass(frozen=True, slots=True)
class Share:
    """A piece, or one part of it, ready to be passed on."""

    #: The words with who said them, as plain text; the address is not in it.
    text: str
    #: Absolute.
    address: str
    links: tuple[ShareLink, ...]
    #: What to post in the fediverse, with the address; its servers have many addresses.
    post: str = ""
    #: Servers of the fediverse that are known: the company's own, and the one most readers are at.
    servers: tuple[ShareLink, ...] = ()
