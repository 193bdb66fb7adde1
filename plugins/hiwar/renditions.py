"""The sizes and formats in which a picture is served: known from its hash, before one of them is made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar import urls
from hiwar.lasting import lasting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.company import Company
    from hiwar.model.media import MediaFile

#: Pixels; a picture that is smaller than one of them ends the row with its own width.
WIDTHS: Final = (480, 800, 1200, 1600)
#: Suffixes of files that an ``img`` can show.
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
#: What programs that know one address only are given: feeds, old browsers, structured data.
PLAIN_WIDTH: Final = 1200
#: The picture of a video before it plays: browsers load it at once and know one address.
POSTER_WIDTH: Final = 800
#: How wide a picture in a text is shown: the measure of the theme, else the page without its gutters.
TEXT_SIZES: Final = "(min-width: 45rem) 40rem, calc(100vw - 2rem)"
#: Changes when renditions of the same picture come out in another way, so that their addresses do too.
_RECIPE: Final = "1"
_TYPES: Final = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
_HASH_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one size and format."""

    #: ``/media/launch.1f3a….800.avif``.
    address: str
    #: Pixels.
    width: int
    height: int
    #: ``.avif``, ``.webp``, ``.jpg`` or ``.png``.
    suffix: str

    @property
    def type(self) -> str:
        """The media type."""
        return _TYPES[self.suffix]


def is_rendered(file: MediaFile) -> bool:
    """Tell whether a file is served in sizes: a writer's picture that is no drawing."""
    return bool(file.digest) and file.is_picture and file.suffix != ".svg"


@lasting(4_096)
def renditions(file: MediaFile) -> tuple[Rendition, ...]:
    """Return all renditions of a picture: AVIF, WebP, then what every program reads, each from small to large."""
    if not is_rendered(file):
        return ()
    sizes = [(width, max(1, round(file.height * width / file.width))) for width in _widths(file.width)]
    stem = _stem(file)
    return tuple(
        Rendition(f"{stem}.{width}{suffix}", width, height, suffix)
        for suffix in (".avif", ".webp", plain_suffix(file))
        for width, height in sizes
    )


def plain_suffix(file: MediaFile) -> str:
    """Return the suffix of the format that every program reads: JPEG knows no transparency."""
    return ".png" if file.is_see_through else ".jpg"


def plain(file: MediaFile, width: int = PLAIN_WIDTH) -> Rendition | None:
    """Return the rendition for programs that take one address, so wide at most; None when there are none."""
    found = [rendition for rendition in renditions(file) if rendition.suffix == plain_suffix(file)]
    return next((one for one in reversed(found) if one.width <= width), found[0] if found else None)


def largest(file: MediaFile) -> Rendition | None:
    """Return the largest rendition that every program reads; None when there are none."""
    return renditions(file)[-1] if is_rendered(file) else None


def shown(file: MediaFile, at_most: int = PLAIN_WIDTH) -> tuple[str, int, int]:
    """Return address, width and height of a file for programs that take one address; a drawing as it is."""
    one = plain(file, at_most)
    return (one.address, one.width, one.height) if one else (file.address, file.width, file.height)


@lasting(4_096)
def by_type(file: MediaFile) -> tuple[tuple[str, tuple[Rendition, ...]], ...]:
    """Return the renditions of a picture by media type; the last type is the one that every program reads."""
    found: dict[str, tuple[Rendition, ...]] = {}
    for one in renditions(file):
        found[one.type] = (*found.get(one.type, ()), one)
    return tuple(found.items())


def srcset(company: Company, candidates: Iterable[Rendition]) -> str:
    """Return the value of a ``srcset`` (HTML, 4.8.4.2.1)."""
    return ", ".join(f"{urls.href(company, one.address)} {one.width}w" for one in candidates)


def tint(color: str) -> str:
    """Return the words by which the theme knows a colour: ``3a7`` is ``r3 ga b7``."""
    return " ".join(f"{name}{digit}" for name, digit in zip("rgb", color, strict=True))


def _widths(own: int) -> tuple[int, ...]:
    smaller = tuple(width for width in WIDTHS if width <= own)
    return smaller if own >= WIDTHS[-1] or own in smaller else (*smaller, own)


def _stem(file: MediaFile) -> str:
    name = file.address.rpartition("/")[2].split(f".{file.digest}", 1)[0]
    told = hashlib.sha256(f"{file.digest} {_RECIPE} {plain_suffix(file)}".encode()).hexdigest()
    return f"/media/{name}.{told[:_HASH_LENGTH]}"
