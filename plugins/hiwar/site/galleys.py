"""Galleys: pages of pieces that a writer just saved, before the site is built with them.

A build looks at the whole site, and what an edit does to the rest of it. Whoever writes wants
to see the words first. A galley is the page as the next build will make it, as far as the
rest of the site is what the last build found; that build then has the last word.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hiwar import urls
from hiwar.errors import HiwarError
from hiwar.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hiwar.model.piece import Piece
    from hiwar.model.sketch import Sketch
    from hiwar.site.generators import WriteSite

#: What decides which pages there are, what else stands on them, and which files they bring.
_SETTLED: Final = (
    "kind", "slug", "lang", "date", "embargo", "status", "tags", "series", "about", "aliases", "discussion", "media",
)  # fmt: skip


def pull(site: WriteSite, changed: Iterable[Path]) -> Mapping[str, bytes]:
    """Return pages by the names of their files below the output; none where an edit is of another kind.

    Args:
        site: the last stage of a build that went well, after which nothing changed but
        changed: these files, which may be gone again, as editors leave and take away files of their own.
    """
    sketches = {sketch.piece.source: sketch for sketch in site.build.sketches if sketch.piece}
    sources = {_source(path, site.build.request.content): path for path in changed}
    edited = {source: sketches[source] for source in sources if source in sketches}
    if any(path.exists() for source, path in sources.items() if source not in edited):
        return {}
    try:
        drawn = [_again(sketch, site.build.again(source)) for source, sketch in edited.items()]
        return {urls.file_path(sketch.address): site.galley(sketch) for sketch in drawn if sketch}
    except (HiwarError, OSError):
        # Whatever is wrong, the build will say it.
        return {}


def _source(path: Path, content: Path) -> str:
    """Return the source of the piece that a file could be."""
    return nfc(os.path.relpath(path, content).replace(os.sep, "/"))


def _again(sketch: Sketch, piece: Piece | None) -> Sketch | None:
    """Return the sketch of an edited piece; None where the edit concerns more than its page."""
    old, remake = sketch.piece, sketch.remake
    if piece is None or old is None or remake is None:
        return None
    if any(getattr(piece, name) != getattr(old, name) for name in _SETTLED):
        return None
    return replace(sketch, piece=piece, make=lambda: remake(piece), is_dressed=False, _page=None)
