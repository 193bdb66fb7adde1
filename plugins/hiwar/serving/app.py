"""A WSGI application that shows a built folder, or the faults that keep it from being built."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from secrets import token_hex
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIEnvironment

_HTML: Final = "text/html; charset=utf-8"
_POLICY: Final = re.compile(rb"""(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)""")
#: As the site names files by their content: a browser that has one need not ask again.
_HASHED: Final = re.compile(r"\.[0-9a-f]{16}\.[a-z0-9]+$")
#: Address of the script that has a page read anew; none of a site's own begins so.
SCRIPT: Final = "/_reload.js"
_FAULT_PAGE: Final = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Not built</title>
<style>
body {{ margin: 2rem auto; max-inline-size: 60rem; padding-inline: 1rem;
  font: 1rem/1.6 system-ui, sans-serif; color-scheme: light dark }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext }}
</style></head>
<body><h1>This is not built yet</h1>
<p>Mend what stands below and save: the page comes back by itself.</p>
<pre>{report}</pre></body></html>
"""


def relaxed(page: bytes, name: str, edition: str) -> bytes:
    """Return a page that hears of the next edition: with a script, and a policy that allows it its socket."""
    script = f'<script async src="{SCRIPT}?page={quote(name)}&amp;edition={edition}"></script></head>'
    return _POLICY.sub(_relax, page, count=1).replace(b"</head>", script.encode(), 1)


def _relax(match: re.Match[bytes]) -> bytes:
    # To some browsers 'self' is no socket of the same host.
    policy = match.group(2).replace(b"; connect-src 'self'", b"")
    return match.group(1) + policy + b"; connect-src 'self' ws:" + match.group(3)


class _Galley(NamedTuple):
    """A page before the site is built with it."""

    content: bytes
    edition: str


@dataclass(slots=True)
class Preview:
    """The application, and what whoever builds tells it: galleys when something was saved, then how it went."""

    #: The built folder.
    root: Path
    #: Path of the company's url, which every address begins with; often empty.
    base_path: str = ""
    #: Faults of the last build; empty when it ended well.
    report: str = ""
    #: Another text for each state of the site; pages name the one that they are from.
    edition: str = ""
    #: By the names of the files in whose place they are shown.
    _galleys: dict[str, _Galley] = field(default_factory=dict)
    #: Editions of galleys with which the site was built as they were, by the same names.
    _proven: dict[str, str] = field(default_factory=dict)

    def pull(self, pages: Mapping[str, bytes]) -> bool:
        """Show pages before the site is built with them; tell whether any is another than the one that stands."""
        if not pages:
            # What changed may be something that a page shows without another byte of its own, a picture say.
            self._proven = {}
            return False
        before = self._galleys
        self._galleys = {
            name: before[name] if name in before and before[name].content == content else _Galley(content, token_hex(8))
            for name, content in pages.items()
            if content != self._standing(name)
        }
        return self._galleys != before

    def settle(self, report: str, *, is_made: bool) -> bool:
        """Show the site as a build left it; tell whether it is another than was shown before.

        Args:
            report: the faults that kept it from being built; empty when it was.
            is_made: whether any file of it is another.
        """
        is_new = is_made or report != self.report or bool(self._galleys)
        if is_new:
            galleys = {} if report else self._galleys
            self._proven = {
                name: galley.edition for name, galley in galleys.items() if galley.content == self._standing(name)
            }
            self.edition = token_hex(8)
        self.report, self._galleys = report, {}
        return is_new

    def is_current(self, name: str, edition: str) -> bool:
        """Tell whether a page of an edition is as it would be served now."""
        if name in self._galleys:
            return edition == self._galleys[name].edition
        return edition in {self.edition, self._proven.get(name, self.edition)}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        # PEP 3333: the path is bytes, decoded as Latin-1.
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        status, kind, body = self.answer(path)
        kept = "max-age=31536000, immutable" if status is HTTPStatus.OK and _HASHED.search(path) else "no-store"
        start_response(
            f"{status.value} {status.phrase}",
            [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", kept)],
        )
        return [body]

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Return status, media type and content for a path."""
        name = self._name(path)
        # Before anything is read: a page that is newer than it says comes once too often, an older one never again.
        edition = self.edition
        galley = self._galleys.get(name)
        if galley:
            return HTTPStatus.OK, _HTML, relaxed(galley.content, name, galley.edition)
        file = self._file(name)
        if self.report and (file is None or file.suffix == ".html"):
            return HTTPStatus.OK, _HTML, relaxed(_fault_page(self.report), name, edition)
        if file is None:
            missing = self._standing("404.html")
            return HTTPStatus.NOT_FOUND, _HTML, relaxed(missing, name, edition) if missing else b"not found"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith(("xml", "json", "javascript")):
            kind += "; charset=utf-8"
        content = file.read_bytes()
        return HTTPStatus.OK, kind, relaxed(content, name, edition) if file.suffix == ".html" else content

    def _name(self, path: str) -> str:
        """Return the file below the root that answers at a path; empty where no address of the site begins so."""
        if not path.startswith(self.base_path + "/"):
            return ""
        name = path.removeprefix(self.base_path).lstrip("/")
        return f"{name}index.html" if path.endswith("/") else name

    def _file(self, name: str) -> Path | None:
        try:
            file = (self.root / name).resolve()
            return file if self.root.resolve() in file.parents and file.is_file() else None
        except (OSError, ValueError):  # a name too long for the file system, or with a NUL
            return None

    def _standing(self, name: str) -> bytes | None:
        """Return a file of the site as it was built; None where there is none."""
        file = self._file(name)
        return file.read_bytes() if file else None


def _fault_page(report: str) -> bytes:
    return _FAULT_PAGE.format(report=escape(report)).encode()
