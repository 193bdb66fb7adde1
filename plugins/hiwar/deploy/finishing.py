"""What a deploy adds to the built site: files for the host, and what the next deploy must know."""

from __future__ import annotations

import html
import ipaddress
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.errors import SetupError
from hiwar.model.deploy import Published
from hiwar.urls import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PUBLISHED: Final = ".published.json"
#: RFC 2606, and RFC 6761 for localhost: names that nobody on the web can open.
_RESERVED: Final = (
    ".example",
    ".test",
    ".invalid",
    ".localhost",
    ".example.com",
    ".example.net",
    ".example.org",
)
#: Files whose names change with their bytes may be kept for a year; pages are asked for again.
_HEADERS: Final = MappingProxyType(
    {
        "/*": (
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: strict-origin-when-cross-origin",
            "Content-Security-Policy: frame-ancestors 'none'",
        ),
        "/cards/*": ("Cache-Control: public, max-age=31536000, immutable",),
        "/media/*": ("Cache-Control: public, max-age=31536000, immutable",),
        "/theme/*": ("Cache-Control: public, max-age=31536000, immutable",),
    }
)


def refuse_address(url: str) -> None:
    """Refuse an address at which no site should stand.

    Raises:
        SetupError: it is not https; on this machine alone, http will do.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local(url)):
        raise SetupError(f"url in company.toml is {url}; a public site needs an https:// address")


def is_local(url: str) -> bool:
    """Tell whether an address leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_reserved(url: str) -> bool:
    """Tell whether an address is an example's, which the web does not know."""
    return ("." + (urlsplit(url).hostname or "")).endswith(_RESERVED)


def domain(url: str) -> str | None:
    """Return the name for the file CNAME, or None where GitHub must not get one.

    A site below a path takes its domain from another repository, and an
    address at github.io needs none (docs.github.com, "About custom domains").
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    numeric = host.replace(".", "").isdigit() or ":" in host
    if not host or numeric or host == "localhost" or host.endswith(".github.io") or parts.path.strip("/"):
        return None
    return host


def finish_pages(site: Path, url: str) -> None:
    """Write what GitHub Pages needs: CNAME, ``.nojekyll`` and a page for what is not found."""
    name = domain(url)
    if name:
        (site / "CNAME").write_text(f"{name}\n", encoding="ascii")
    else:
        (site / "CNAME").unlink(missing_ok=True)
    (site / ".nojekyll").write_bytes(b"")
    _write_missing(site / "404.html", render_not_found(url))


def finish_static(site: Path, url: str, published: Published) -> None:
    """Write what other hosts read: ``_headers``, ``_redirects``, a page for what is not found."""
    _write_missing(site / "_headers", render_headers())
    _write_missing(site / "_redirects", render_redirects(published.redirects, urlsplit(url).path.rstrip("/")))
    _write_missing(site / "404.html", render_not_found(url))


def render_not_found(url: str) -> str:
    """Return a page without words, for a site whose theme has none of its own."""
    home = html.escape(f"{urlsplit(url).path.rstrip('/')}/")
    name = html.escape(urlsplit(url).netloc)
    return (
        '<!doctype html><html lang="zxx"><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<title>404</title><h1>404</h1><p><a href="{home}">{name}</a></p></html>\n'
    )


def render_headers() -> str:
    """Return a ``_headers`` file, as Netlify's and Cloudflare's documentation of 2026 describes it."""
    blocks = ("\n".join((path, *(f"  {line}" for line in lines))) for path, lines in _HEADERS.items())
    return "\n".join(blocks) + "\n"


def render_redirects(redirects: Mapping[str, str], base_path: str = "") -> str:
    """Return a ``_redirects`` file: from, to and 301, a line each, sorted."""
    rows = sorted((quoted(base_path + old), quoted(base_path + new)) for old, new in redirects.items())
    return "".join(f"{old} {new} 301\n" for old, new in rows)


def render_published(published: Published, source: str) -> bytes:
    """Return ``.published.json``; the same values give the same bytes."""
    values = {
        "source": source,
        "addresses": sorted(published.addresses),
        "feed_ids": sorted(published.feed_ids),
        "releases": dict(sorted(published.releases.items())),
        "corrections": dict(sorted(published.corrections.items())),
        "redirects": dict(sorted(published.redirects.items())),
    }
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def parse_published(data: bytes) -> Published | None:
    """Return what a deploy said of itself; None when that cannot be read."""
    try:
        values = json.loads(data)
        return Published(
            addresses=tuple(values["addresses"]),
            feed_ids=tuple(values["feed_ids"]),
            releases=MappingProxyType(dict(values["releases"])),
            # Deploys from before there were corrections do not have the key.
            corrections=MappingProxyType({name: int(count) for name, count in values.get("corrections", {}).items()}),
            redirects=MappingProxyType(dict(values["redirects"])),
            source=str(values["source"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_missing(path: Path, text: str) -> None:
    if not path.exists():
        path.write_text(text, encoding="utf-8")
