"""Addresses on the site: where each thing stands, as a path and as a URL.

An *address* here is a path from the root of the site, in NFC and not escaped,
such as ``/en/tags/ماء/``; `href` makes it fit for a page, `absolute` for the
rest of the world.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from hiwar.lasting import lasting
from hiwar.model.kinds import FOLDERS

if TYPE_CHECKING:
    from hiwar.model.company import Company
    from hiwar.model.kinds import Kind
    from hiwar.model.piece import Piece

#: First parts of addresses that no page may take; languages' codes come on top.
RESERVED: Final = frozenset(
    {
        *FOLDERS.values(), "404", "404.html", ".nojekyll", ".well-known", "CNAME", "_headers", "_redirects", "archive",
        "build.json", "cards", "corrections", "dialogue", "favicon.ico", "feed.json", "feed.xml", "follow",
        "manifest.webmanifest", "media", "page", "people", "robots.txt", "rss.xml", "search", "sitemap.xml", "tags",
        "theme", "threads",
    }
)  # fmt: skip
#: What no address has unescaped (RFC 3986, 2; RFC 3987 lets letters of any script in).
_ODD: Final = re.compile(r"""[\s<>"{}|\\^`]""")
#: RFC 3986 pchar without quotes and brackets, at which texts that name an address end it.
_SAFE: Final = "/~!$&*+,;=:@-._"

_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
#: Messengers in which one can write to an account that one does not know yet, by
#: name: what their addresses begin with, and what an account looks like.
MESSENGERS: Final = {
    "whatsapp": ("https://wa.me/", _NUMBER),
    "telegram": ("https://t.me/", re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")),
    "signal": ("https://signal.me/#p/", _NUMBER),
}


def is_whole_address(text: str) -> bool:
    """Tell whether a text is an ``http`` or ``https`` address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and not _ODD.search(text)
    except ValueError:
        return False


def messenger_address(messenger: str, account: object) -> str:
    """Return the address that opens a talk with an account; empty where it is none.

    Sources, read in November 2026: faq.whatsapp.com, "How to use click to chat";
    core.telegram.org/api/links; signal.me, as Signal's own apps make it.
    """
    form = MESSENGERS.get(messenger)
    own = re.sub(r"[ ()-]", "", account) if isinstance(account, str) else ""
    if form is None or not form[1].fullmatch(own):
        return ""
    return form[0] + (own.removeprefix("+") if messenger == "whatsapp" else own)


def root(company: Company, lang: str) -> str:
    """Return where a language's home stands: ``/`` or ``/en/``."""
    return "/" if lang == company.default_language else f"/{lang}/"


def section(company: Company, lang: str, name: str, *parts: str) -> str:
    """Return the address of a list or of a part of it: ``/en/tags/water/``."""
    return root(company, lang) + "/".join((name, *parts)) + "/"


def piece(company: Company, item: Piece) -> str:
    """Return the address of a piece."""
    return piece_address(company, item.lang, item.kind, item.slug)


def piece_address(company: Company, lang: str, kind: Kind, slug: str) -> str:
    """Return the address of a piece by its kind and slug."""
    if kind == "page":
        return section(company, lang, slug)
    return section(company, lang, FOLDERS[kind], slug)


# Each page's address stands on dozens of others.
@lasting(16_384)
def quoted(address: str) -> str:
    """Return the address percent-encoded (RFC 3987, section 3.1)."""
    return quote(address, safe=_SAFE)


def href(company: Company, address: str, fragment: str = "") -> str:
    """Return the address as a page links to it: escaped, below the site's path; a whole one as it is."""
    if "://" in address:
        return address
    return company.base_path + quoted(address) + (f"#{quote(fragment, safe=_SAFE)}" if fragment else "")


def absolute(company: Company, address: str) -> str:
    """Return the address as the rest of the world names it."""
    return company.url + quoted(address)


def file_path(address: str) -> str:
    """Return the file below the output folder that answers at an address."""
    relative = address.removeprefix("/")
    return relative + "index.html" if not relative or relative.endswith("/") else relative
