"""``kit.zip``: pictures as they were brought, texts and logo, with a manifest that says what each is."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from hiwar.kit.download import media_type
from hiwar.kit.shelf import digest
from hiwar.metadata import outgoing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.model.media import MediaFile

MANIFEST: Final = "manifest.json"
#: A new form of the archive or of its manifest is another number here.
_FORM: Final = 1
#: The first day that a zip can name: its files have the same time on every machine.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_MODE: Final = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    #: In its folder: ``photos/01-launch.jpg``.
    name: str
    #: A text of ours, or a file that writers brought.
    content: bytes | MediaFile
    #: What the manifest says of it: alternative text, caption and credit by language.
    said: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def mark(self) -> str:
        """What stands for its bytes."""
        return digest(self.content) if isinstance(self.content, bytes) else self.content.address

    def read(self) -> bytes:
        """Return its bytes, without what a picture says of place and device.

        Raises:
            OSError: a file was deleted since it was looked at.
        """
        if isinstance(self.content, bytes):
            return self.content
        return outgoing(self.content.source.read_bytes(), self.content.source.name)


def key(folder: str, members: Iterable[Member], about: Mapping[str, Any]) -> str:
    """Return the hash of everything that decides an archive's bytes."""
    rows = [[member.name, member.mark, dict(member.said)] for member in members]
    return digest(json.dumps([_FORM, folder, rows, dict(about)], ensure_ascii=False, sort_keys=True).encode())


def write(target: BinaryIO, folder: str, members: Iterable[Member], about: Mapping[str, Any]) -> None:
    """Write an archive: the same members give the same bytes on every machine.

    Nothing is compressed: pictures and films are already, and the bytes of
    compressed texts differ from one zlib to the next.

    Args:
        target: an open file.
        folder: in which everything lies when it is unpacked.
        members: in any order.
        about: what the manifest says of the whole.
    """
    rows = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for member in sorted(members, key=lambda member: member.name):
            content = member.read()
            rows.append({**_row(member.name, content), **member.said})
            archive.writestr(_info(f"{folder}/{member.name}"), content)
        manifest = json.dumps({**about, "files": rows}, ensure_ascii=False, indent=1) + "\n"
        archive.writestr(_info(f"{folder}/{MANIFEST}"), manifest.encode())


def _row(name: str, content: bytes) -> dict[str, Any]:
    found = hashlib.sha256(content).hexdigest()
    return {"name": name, "type": media_type(name), "size": len(content), "sha256": found}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.create_system = _UNIX
    info.external_attr = _MODE
    return info
