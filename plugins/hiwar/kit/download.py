"""Files that were made, as other files and the page name them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

#: Media types by ending (IANA registry, read 2026-11).
TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/ld+json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a release, beside its page."""

    #: ``release.pdf``.
    name: str
    #: In bytes.
    size: int
    #: Hex SHA-256.
    digest: str


def made(name: str, content: bytes) -> Made:
    """Return how other files name some bytes."""
    return Made(name, len(content), hashlib.sha256(content).hexdigest())


def media_type(path: Path | str) -> str:
    """Return the media type of a file by its ending."""
    ending = f".{str(path).rpartition('.')[2].lower()}"
    return TYPES.get(ending, "application/octet-stream")
