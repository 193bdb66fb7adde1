"""A WSGI application that shows a built folder, or the faults that keep it from being built."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def relaxed(page: bytes, edition: str) -> bytes:
    """Return a page that hears of the next edition: with a script, and a policy that allows it its socket."""
    script = f'<script async src="{SCRIPT}?edition={edition}"></script></head>'
    return _POLICY.sub(_relax, page, count=1).replace(b"</head>", script.encode(), 1)


def _relax(match: re.Match[bytes]) -> bytes:
    # To some browsers 'self' is no socket of the same host.
    policy = match.group(2).replace(b"; connect-src 'self'", b"")
    return match.group(1) + policy + b"; connect-src 'self' ws:" + match.group(3)


@dataclass(slots=True)
class Preview:
    """The application; its report is set by whoever builds."""

    #: The built folder.
    root: Path
    #: Path of the company's url, which every address begins with; often empty.
    base_path: str = ""
    #: Faults of the last build; empty when it ended well.
    report: str = ""
    #: Another text for each state of the site; pages name the one that they are from.
    edition: str = ""

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
        file = self._file(path)
        if self.report and (file is None or file.suffix == ".html"):
            return HTTPStatus.OK, _HTML, self._page(_FAULT_PAGE.format(report=escape(self.report)).encode())
        if file is None:
            missing = self.root / "404.html"
            return HTTPStatus.NOT_FOUND, _HTML, self._page(missing.read_bytes()) if missing.is_file() else b"not found"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith(("xml", "json", "javascript")):
            kind += "; charset=utf-8"
        content = file.read_bytes()
        return HTTPStatus.OK, kind, self._page(content) if file.suffix == ".html" else content

    def _page(self, content: bytes) -> bytes:
        return relaxed(content, self.edition)

    def _file(self, path: str) -> Path | None:
        if not path.startswith(self.base_path + "/"):
            return None
        path = path.removeprefix(self.base_path)
        try:
            file = (self.root / path.lstrip("/") / ("index.html" if path.endswith("/") else "")).resolve()
            return file if self.root.resolve() in file.parents and file.is_file() else None
        except (OSError, ValueError):  # a name too long for the file system, or with a NUL
            return None
