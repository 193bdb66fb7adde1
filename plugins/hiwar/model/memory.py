"""What one build may know from the one before it."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from hiwar.errors import HiwarError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

#: Bytes of a digest: 128 bits, so that no two things of a site ever share one.
DIGEST_SIZE: Final = 16


def digest_of(content: bytes) -> str:
    """Return the digest that stands for some bytes, in hex."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).hexdigest()


class ForgottenError(HiwarError):
    """What was kept is not there any more, or not whole: a build that relied on it begins anew."""

    def __init__(self) -> None:
        super().__init__("what the last build remembered is broken; run it again with --clean")


class Memory(Protocol):
    """Remembers texts by keys that name everything they were made from; it may forget at any time."""

    #: Digest of the programs that run.
    house: str

    def digest(self, path: str | Path) -> str:
        """Return the digest of a file's content; it is read only when it may have changed.

        Raises:
            OSError: it cannot be read.
        """
        ...

    def recall(self, room: str, key: str) -> str | None:
        """Return what a room kept under a key, or None."""
        ...

    def need(self, room: str, *keys: str) -> None:
        """Say that what a room kept under some keys may still be asked for."""
        ...

    def keep(self, room: str, key: str, text: str) -> None:
        """Remember a text of a room until a build neither needs nor recalls it any more."""
        ...

    def apart(self) -> None:
        """Go on in a worker: recall as before, and write nothing."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """Write nothing for a while, as workers recall what is there."""
        ...


class Forgetful:
    """The memory of a clean build: there is none."""

    house = ""

    def digest(self, path: str | Path) -> str:
        """Return the digest of a file's content, read now."""
        return digest_of(Path(path).read_bytes())

    def recall(self, _room: str, _key: str) -> str | None:
        """Return nothing."""
        return None

    def need(self, _room: str, *_keys: str) -> None:
        """Keep nothing."""

    def keep(self, _room: str, _key: str, _text: str) -> None:
        """Keep nothing."""

    def apart(self) -> None:
        """Go on as before."""

    def held(self) -> AbstractContextManager[None]:
        """Go on as before."""
        return nullcontext()
