"""Files that the site itself makes, for machines: what it is, and what they may read."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from hiwar import __version__, urls

if TYPE_CHECKING:
    from hiwar.model.build import Build


def compose(build: Build) -> dict[str, bytes]:
    """Return the files by address."""
    return {"/build.json": _build_json(build), "/robots.txt": _robots(build)}


def _robots(build: Build) -> bytes:
    if build.request.review:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\nSitemap: {urls.absolute(build.site.company, '/sitemap.xml')}\n".encode()


def _build_json(build: Build) -> bytes:
    counts: dict[str, dict[str, int]] = {}
    for lang in build.site.company.languages:
        counts[lang] = dict(sorted(Counter(piece.folder for piece in build.site.of(lang)).items()))
    row = {
        "version": __version__,
        "source": build.request.commit,
        "dirty": build.request.is_dirty,
        "counts": counts,
    }
    return (json.dumps(row, indent=1) + "\n").encode()
