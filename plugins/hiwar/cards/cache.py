"""Cards kept from earlier builds, under a hash of everything that went into them.

The folder holds ``<key>-<hash of the bytes>.jpg``, or ``….bare.jpg`` where the
picture was left out: one listing tells all of it. It may be deleted at any time, be
restored by a CI service, be read-only, and be written by two builds at once.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import features

from hiwar.cards.coverage import font_files
from hiwar.errors import SetupError
from hiwar.wholefiles import put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.cards.spec import CardSpec, Look

#: Hex digits of a content hash in an address: 80 bits.
DIGITS: Final = 20
_BARE: Final = ".bare"
#: What draws is part of every key, so that nobody has to remember a version number.
_OWN_MODULES: Final = (
    *sorted(Path(__file__).parent.glob("*.py")),
    *(Path(__file__).parents[1] / f"{name}.py" for name in ("bidi", "pictures", "plain")),
)


def digest(content: bytes) -> str:
    """Return the hash that stands for some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def key(spec: CardSpec, look_digest: str) -> str:
    """Return the hash of everything that decides a card's bytes."""
    said = asdict(spec) | {"picture": spec.picture.digest if spec.picture else "", "shown": "", "at": 0}
    return digest(json.dumps([look_digest, said], ensure_ascii=False, sort_keys=True, default=str).encode())


@lru_cache(maxsize=4)
def look_digest(look: Look) -> str:
    """Return the hash of what all cards share: template, fonts, logo, colours, programs.

    Raises:
        SetupError: one of the files is not there.
    """
    total = hashlib.sha256()
    for path in (look.template, *font_files(look.fonts), *_OWN_MODULES):
        try:
            total.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            raise SetupError(f"{path}: cards cannot be drawn without it: {error.strerror}") from error
    named = [look.heading, look.text, look.colors, look.logo, _programs()]
    total.update(json.dumps(named, ensure_ascii=False).encode())
    return total.hexdigest()


def _programs() -> tuple[str | None, ...]:
    return version("typst"), version("pillow"), features.version("jpg"), features.version("libjpeg_turbo")


@dataclass(frozen=True, slots=True)
class Kept:
    """A card in the cache, or beside it when the cache cannot be written."""

    #: Hash of the bytes.
    digest: str
    source: Path
    #: Whether its picture was too small to be shown, and is not.
    lacks_picture: bool = False


class Cache:
    """The cards of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = dict(_listed(folder))

    def find(self, card_key: str) -> Kept | None:
        """Return the card that was made from these inputs, or None."""
        return self._kept.get(card_key)

    def keep(self, card_key: str, content: bytes, *, lacks_picture: bool) -> Kept:
        """Write a card, whole or not at all, and return it.

        A folder that cannot be written is left alone: the card then lies in the
        system's folder for temporary files.
        """
        name = f"{card_key}-{digest(content)}{_BARE if lacks_picture else ''}.jpg"
        try:
            written = self.folder / name
            put(written, content)
        except OSError:
            written = Path(tempfile.gettempdir(), f"hiwar-{name}")
            put(written, content)
        kept = self._kept[card_key] = Kept(digest(content), written, lacks_picture)
        return kept


def _listed(folder: Path) -> Iterable[tuple[str, Kept]]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        # Not there yet, or not for us: then nothing is kept.
        return
    for path in entries:
        card_key, mark, rest = path.stem.partition("-")
        if mark and path.suffix == ".jpg":
            yield card_key, Kept(rest.removesuffix(_BARE), path, rest.endswith(_BARE))
