"""A built folder served as it is, byte for byte, as a plain host would."""

from __future__ import annotations

import gzip
import re
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Names of media types that are texts, whatever stands before their slash.
_TEXTS = frozenset({"javascript", "json", "manifest+json", "xml"})
#: As the site names files by their content.
_HASHED = re.compile(r"\.[0-9a-f]{16}\.")


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Compressed(_Silent):
    """Answers as hosts on the web do: texts compressed, hashed files kept, one connection for many."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, kind = path.read_bytes(), self.guess_type(str(path))
        is_text = kind.startswith("text/") or kind.rpartition("/")[2] in _TEXTS or kind.endswith("+xml")
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Cache-Control", "max-age=31536000, immutable" if _HASHED.search(path.name) else "no-cache")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
            content = gzip.compress(content)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def served(folder: Path, *, is_compressed: bool = False) -> Iterator[str]:
    """Give the address of a folder, without a slash at the end."""
    handler = partial(_Compressed if is_compressed else _Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
