"""What earlier builds saw in files, under a hash of their bytes.

The folder may be deleted at any time, be damaged, be read-only, and be written by two
builds at once: what cannot be read there is looked at anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from PIL import __version__ as pillow

from hiwar.model.media import Look
from hiwar.wholefiles import put

_HASH_LENGTH: Final = 32
_HEX: Final = re.compile(r"[0-9a-f]+")
#: What looks is part of every key, so that nobody has to remember a version number.
_OWN_MODULES: Final = (
    *(Path(__file__).with_name(f"{name}.py") for name in ("drawings", "kinds", "look")),
    *(Path(__file__).parents[1] / f"{name}.py" for name in ("metadata", "pictures", "vtt")),
)
_VERSION: Final = hashlib.sha256(b"".join(path.read_bytes() for path in _OWN_MODULES) + pillow.encode()).digest()


@dataclass(frozen=True, slots=True)
class Memory:
    """Looks of earlier builds, a small file each."""

    folder: Path

    def recall(self, content: bytes, name: str) -> Look | None:
        """Return what was seen in a file with these bytes; None when nobody looked, or it cannot be read."""
        try:
            return _parse(json.loads(self._path(content, name).read_bytes()))
        except (OSError, ValueError):
            return None

    def keep(self, content: bytes, name: str, seen: Look) -> None:
        """Remember what was seen; a folder that cannot be written is left alone."""
        with suppress(OSError):
            put(self._path(content, name), json.dumps(asdict(seen)).encode())

    def _path(self, content: bytes, name: str) -> Path:
        # The end of a name decides how a file is read; before it stands the language of captions.
        ends = "".join(Path(name.lower()).suffixes[-2:])
        told = hashlib.sha256(_VERSION + ends.encode() + hashlib.sha256(content).digest())
        return self.folder / f"{told.hexdigest()[:_HASH_LENGTH]}.json"


def _parse(row: Any) -> Look:
    """Return a look from its file.

    Raises:
        ValueError: it is none.
    """
    try:
        found = Look(**{**row, "colors": tuple(row["colors"])})
    except (TypeError, KeyError) as error:
        raise ValueError("no look") from error
    are_numbers = all(isinstance(one, int) and one >= 0 for one in (found.size, found.width, found.height))
    are_hex = all(_HEX.fullmatch(str(one)) for one in (found.digest, *found.colors))
    if not (are_numbers and are_hex and {len(one) for one in found.colors} <= {3}):
        raise ValueError("no look")
    return found
