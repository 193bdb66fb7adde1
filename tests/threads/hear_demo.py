"""Hear the demo's conversations through the real listening, from recorded answers of our own writing.

Run it from the project's folder to write ``content/threads/`` anew:
``PYTHONPATH=plugins:. python tests/threads/hear_demo.py``.
"""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

from hiwar.content.read import read_site
from hiwar.http import Reply, Unreachable
from hiwar.media.library import Library
from hiwar.threads import report
from hiwar.threads.listen import Means, Place, listen

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Recorded:
    """Answers from the files in ``demo/`` in place of a host."""

    def __init__(self):
        files = sorted((Path(__file__).parent / "demo").glob("*.json"))
        rows = [row for path in files for row in json.loads(path.read_text(encoding="utf-8"))]
        self.rows = {row["url"]: row for row in rows}
        assert len(self.rows) == len(rows), "two answers for one address"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing is open."""

    def get(self, url, headers):
        row = self.rows.get(url)
        if row is None:
            raise Unreachable(f"nothing is recorded for {url}")
        etag = row.get("headers", {}).get("etag")
        body = row["text"].encode() if "text" in row else json.dumps(row["json"]).encode()
        fields = {"content-type": "application/json", **row.get("headers", {})}
        if etag and headers.get("If-None-Match") == etag:
            return Reply(url, 304, fields, b"")
        return Reply(url, 200, fields, body)


def hear(content, cache, pieces, company):
    """Hear every conversation of a content folder."""
    place = Place(content, cache, ROOT)
    means = Means({}, report.Bar(io.StringIO()), Recorded)
    return listen(pieces, company, place, means, NOW, everything=True)


if __name__ == "__main__":
    import sys

    folder = ROOT / "content"
    site, _ = read_site(folder, NOW, Library(), review=True)
    sys.stdout.write(report.render(hear(folder, ROOT / ".cache" / "demo", site.pieces, site.company)))
