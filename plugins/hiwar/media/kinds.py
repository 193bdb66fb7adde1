"""Which kinds of files are published, and how each begins."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from hiwar import vtt
from hiwar.model.media import MediaError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Names of the formats by Pillow, for the suffixes of pictures.
PICTURES: Final[Mapping[str, str]] = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
#: How other files begin, where that can be told: offset and bytes.
_SIGNATURES: Final[Mapping[str, tuple[int, tuple[bytes, ...]]]] = {
    # ISO 14496-12, 4.3: the first box says what the file is.
    ".mp4": (4, (b"ftyp",)),
    ".m4a": (4, (b"ftyp",)),
    # RFC 8794, 11.2.1: the identifier of EBML.
    ".webm": (0, (b"\x1a\x45\xdf\xa3",)),
    # An ID3 tag, or the eleven bits in which every frame begins.
    ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa", b"\xff\xe3")),
    # RFC 3533, 6.
    ".ogg": (0, (b"OggS",)),
    ".pdf": (0, (b"%PDF-",)),
}
_PACKED: Final = frozenset({".zip", ".docx", ".xlsx", ".pptx"})
_PLAIN: Final = frozenset({".csv", ".txt"})
KNOWN: Final = frozenset({*PICTURES, *_SIGNATURES, *_PACKED, *_PLAIN, ".svg", ".vtt"})
#: What a packed file may unpack to: bytes in all, and for each byte of it.
_MAX_UNPACKED: Final = 1_000_000_000
_MAX_RATIO: Final = 200
_REAL: Final = "put the real file in its place"


def check(name: str, suffix: str, content: bytes) -> None:
    """Accept a file that is no picture, or say what is wrong with it.

    Raises:
        MediaError: it is not what its name says, or unpacks to more than a disk holds.
    """
    at, begins = _SIGNATURES.get(suffix, (0, ()))
    if begins and not content[at:].startswith(begins):
        raise MediaError(f'"{name}" is no {suffix[1:].upper()} file', "export it again, or name it after what it is")
    if suffix in _PACKED:
        _check_packed(name, content)
    if suffix == ".vtt" and (problem := vtt.problem_of(content)):
        raise MediaError(f'"{name}" {problem}', "export the captions again as WebVTT")


def _check_packed(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, OSError) as error:
        raise MediaError(f'"{name}" cannot be unpacked', _REAL) from error
    unpacked = sum(entry.file_size for entry in entries)
    # Parts that overlap are a bomb, too: together they are longer than the file.
    together = sum(entry.compress_size for entry in entries)
    if unpacked > min(_MAX_UNPACKED, len(content) * _MAX_RATIO) or together > len(content):
        problem = f'"{name}" unpacks to {unpacked // 1_000_000} MB, which would fill the disk of whoever opens it'
        raise MediaError(problem, _REAL)
