"""Files that writers place in ``content/media/`` or beside a piece."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

#: Files that are played, with their media types (IANA).
PLAYED: Final = MappingProxyType(
    {
        ".m4a": "audio/mp4",
        ".mp3": "audio/mpeg",
        ".mp4": "video/mp4",
        ".ogg": "audio/ogg",
        ".webm": "video/webm",
    }
)


class MediaError(ValueError):
    """A file that cannot be published: what is wrong, and what to do."""

    def __init__(self, problem: str, fix: str) -> None:
        self.problem = problem
        self.fix = fix
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file once it was read; the fields are those of `MediaFile`."""

    digest: str
    size: int
    width: int = 0
    height: int = 0
    is_see_through: bool = False
    colors: tuple[str, ...] = ()
    has_place: bool = False


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file as the site serves it."""

    #: Where it lies.
    source: Path
    #: Path of the file on the site, with a hash of the bytes served: ``/media/launch.1f3a….jpg``.
    address: str
    #: Pixels as shown, upright; 0 when the file is no picture, or a drawing without a size.
    width: int = 0
    height: int = 0
    #: Hash of the bytes served, in hex, as in the address; empty on files that are not a writer's.
    digest: str = ""
    #: Bytes served.
    size: int = 0
    #: Whether the page shows through it somewhere.
    is_see_through: bool = False
    #: The colours of its upper and of its lower half, each as three hex digits (``3a7``); empty when it has none.
    colors: tuple[str, ...] = ()
    #: Whether the writer's file says where it was taken; what is served never does.
    has_place: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it has a size in pixels."""
        return self.width > 0

    @property
    def suffix(self) -> str:
        """What its name ends in, in small letters: ``.jpg``."""
        return self.source.suffix.lower()


class MediaLibrary(Protocol):
    """Where pieces look up the files they name."""

    def file(self, source: Path) -> MediaFile:
        """Return the file as the site serves it.

        Raises:
            MediaError: the file is empty, broken or not what its name says.
        """
        ...
