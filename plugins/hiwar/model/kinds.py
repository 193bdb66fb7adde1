"""The words of the house: kinds of pieces, their folders, voices, states."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["post", "release", "product", "page"]
Voice = Literal["official", "fan"]
Status = Literal["published", "draft"]

#: The folder of each kind, which is also its name in every address.
FOLDERS: Final[Mapping[Kind, str]] = MappingProxyType(
    {"post": "blog", "release": "press", "product": "products", "page": "pages"}
)
KINDS: Final[Mapping[str, Kind]] = MappingProxyType({folder: kind for kind, folder in FOLDERS.items()})
#: Kinds whose date is part of the file name and which stand in the archive.
DATED: Final[frozenset[Kind]] = frozenset({"post", "release"})
