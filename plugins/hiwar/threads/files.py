"""Threads on the disk: read all, write what changed, each file whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from hiwar.model.kinds import KINDS
from hiwar.model.piece import PieceId
from hiwar.text import did_you_mean, nfc
from hiwar.threads import archive
from hiwar.trees import explained
from hiwar.wholefiles import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiwar.errors import Faults
    from hiwar.model.thread import Thread

FOLDER: Final = "threads"
#: When each source was last asked; it may be lost, and then all are asked.
_ASKED: Final = "asked.json"


def path_of(content: Path, piece: PieceId) -> Path:
    """Return where the thread of a piece is kept."""
    folder = next(folder for folder, kind in KINDS.items() if kind == piece.kind)
    return content / FOLDER / folder / f"{piece.slug}.json"


def read_threads(content: Path, faults: Faults, cwd: Path) -> Mapping[PieceId, Thread]:
    """Return every thread of a content folder, noting what is wrong in their files."""
    found = {}
    for path in sorted((content / FOLDER).glob("*/*.json")):
        shown = os.path.relpath(path, cwd)
        kind = KINDS.get(path.parent.name)
        if kind is None:
            fix = did_you_mean(path.parent.name, KINDS)
            faults.add(shown, 1, f'"{path.parent.name}" is no folder of a kind', fix)
            continue
        piece = PieceId(kind, nfc(path.stem))
        try:
            raw = path.read_bytes()
            text = raw.decode()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            faults.add(shown, 1, f"it cannot be read: {why}", "take the file back from git")
            continue
        thread, wrong = archive.parse(text, shown, piece)
        found[piece] = replace(thread, digest=hashlib.sha256(raw).hexdigest())
        faults.found += wrong
    return found


def write_thread(content: Path, thread: Thread) -> bool:
    """Write the file of a thread whole; return False when it stands there already.

    What may be kept for a while only is left out: a file in git is for ever.

    Raises:
        SetupError: the disk refuses.
    """
    path = path_of(content, thread.piece)
    lasting = tuple(source for source in thread.sources if not source.expires)
    return (bool(lasting) or path.exists()) and write_text(path, archive.render(replace(thread, sources=lasting)))


def read_asked(cache: Path) -> dict[str, datetime]:
    """Return when each address was last asked; nothing when nobody remembers."""
    try:
        rows = json.loads((cache / _ASKED).read_text(encoding="utf-8"))
        return {url: datetime.fromisoformat(moment) for url, moment in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # it is a cache: a broken one is none


def write_asked(cache: Path, asked: Mapping[str, datetime]) -> None:
    """Remember when each address was last asked."""
    rows = {url: moment.isoformat() for url, moment in sorted(asked.items())}
    write_text(cache / _ASKED, json.dumps(rows, indent=1) + "\n")


def write_text(path: Path, text: str) -> bool:
    """Write a file whole; return False when it stands there already.

    Raises:
        SetupError: the disk refuses.
    """
    with explained(path):
        if path.is_file() and path.read_bytes() == text.encode():
            return False
    write_whole(path, text)
    return True
