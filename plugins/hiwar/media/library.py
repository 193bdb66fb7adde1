"""The library of files that pieces name, each looked at once."""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PIL import Image, UnidentifiedImageError

from hiwar.model.media import MediaError, MediaFile

if TYPE_CHECKING:
    from pathlib import Path

_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
_OTHERS: Final = frozenset(
    {
        ".svg",
        ".mp4",
        ".webm",
        ".mp3",
        ".m4a",
        ".ogg",
        ".vtt",
        ".pdf",
        ".zip",
        ".csv",
        ".txt",
        ".docx",
        ".xlsx",
        ".pptx",
    }
)
_HASH_LENGTH: Final = 16
#: EXIF orientations in which width and height change places (EXIF 2.32, tag 0x0112).
_TURNED: Final = frozenset({5, 6, 7, 8})
_ORIENTATION: Final = 0x0112
_UNSAFE_NAME: Final = re.compile(r"[^\w.~+-]+")
_ACTIVE_SVG: Final = re.compile(
    rb"<\s*(script|foreignObject|iframe|embed|object)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)


@dataclass(slots=True)
class Library:
    """Looks up files and remembers what it saw."""

    _seen: dict[Path, MediaFile] = field(default_factory=dict)

    def file(self, source: Path) -> MediaFile:
        """Return the file as the site serves it.

        Raises:
            MediaError: the file is empty, broken, active, or not what its name says.
        """
        if source not in self._seen:
            self._seen[source] = _look_at(source)
        return self._seen[source]


def _look_at(source: Path) -> MediaFile:
    suffix = source.suffix.lower()
    if suffix not in _PICTURES | _OTHERS:
        raise MediaError(f'a file that ends in "{suffix}" is not published', "use a picture, video, audio, PDF or ZIP")
    content = source.read_bytes()
    if not content:
        raise MediaError(f'"{source.name}" is empty', "put the real file in its place")
    if suffix == ".svg" and _ACTIVE_SVG.search(content):
        raise MediaError(f'"{source.name}" can run code', "export it again without scripts, or as PNG")
    width, height = _size(source) if suffix in _PICTURES else (0, 0)
    digest = hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]
    name = _UNSAFE_NAME.sub("-", source.stem)
    return MediaFile(source, f"/media/{name}.{digest}{suffix}", width, height)


def _size(source: Path) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # only its head is read here
            with Image.open(source) as picture:
                width, height = picture.size
                turned = picture.getexif().get(_ORIENTATION) in _TURNED
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise MediaError(f'"{source.name}" is no picture that can be read', "export it again as JPEG or PNG") from error
    return (height, width) if turned else (width, height)
