"""What lies inside of files that are no text: members of archives, and what documents say of themselves."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: XMP (ISO 16684-1), which PDF/A wants unpacked: title, description, keywords, author.
_XMP: Final = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_TEXTS: Final = (".txt", ".json", ".csv", ".vtt", ".md", ".svg", ".html")
#: More is no text of ours.
_LARGEST: Final = 4_000_000


class Packed(NamedTuple):
    """A member of an archive."""

    name: str
    #: Bytes, and their CRC-32, as the archive says.
    size: int
    crc: int


def members(path: Path) -> tuple[Packed, ...]:
    """Return the members of an archive; none where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(Packed(it.filename, it.file_size, it.CRC) for it in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        return ()


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what an archive or a document says: the name inside of it, or nothing, and the text.

    Args:
        path: a file that ends in ``.zip`` or ``.pdf``.
    """
    if path.suffix == ".pdf":
        yield "", document_words(path.read_bytes())
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                yield member.filename, member.filename
                if member.file_size <= _LARGEST and member.filename.endswith((*_TEXTS, ".pdf")):
                    yield member.filename, _text(member.filename, archive.read(member))
    except (zipfile.BadZipFile, OSError):
        # Nobody can read it, so it tells nothing.
        return


def _text(name: str, content: bytes) -> str:
    return document_words(content) if name.endswith(".pdf") else content.decode("utf-8", "replace")


def document_words(content: bytes) -> str:
    """Return what a PDF says of itself, as text."""
    blocks = (match.group().decode("utf-8", "replace") for match in _XMP.finditer(content))
    return "\n".join(unescape(_TAG.sub("\n", block)) for block in blocks)
