"""What may go out: files with plain names, and a site among them."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING, Final

from hiwar.deploy.errors import Unfit
from hiwar.deploy.listing import Entry, Listing
from hiwar.text import char_name, is_illegal, nfc
from hiwar.trees import explained

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: git fast-import reads a name that begins with a quote as an escaped one, and
#: web servers and zip tools disagree about backslashes.
_ODD: Final = frozenset('"\\\n\r\t')
#: GitHub refuses larger files (docs.github.com, "About large files on GitHub").
_LARGEST: Final = 100 * 1024 * 1024
#: GitHub's limit of a Pages site (docs.github.com, "GitHub Pages limits").
_LARGEST_SITE: Final = 1024**3
_KINDS: Final = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def vet(site: Path, *, github: bool) -> None:
    """Refuse what must not go out, reading no file: a named pipe would never end.

    Args:
        site: The built tree.
        github: Whether the limits of GitHub bind it.

    Raises:
        Unfit: the site is empty, or files are odd; all of them at once, a line each.
    """
    with explained(site):
        files = list(_walk(site))
    problems = [problem for path, kind, _ in files for problem in _problems(path, kind)]
    if github:
        problems += _limits({path: size for path, _, size in files})
    if problems:
        raise Unfit("\n".join(problems))
    names = {path for path, _, _ in files}
    for needed in ("index.html", "build.json"):
        if needed not in names:
            raise Unfit(f"the site is empty: it has no {needed}; build it again")


def list_tree(site: Path) -> Listing:
    """Return the regular files of a folder; nothing there is an empty listing."""
    with explained(site):
        return {
            path: Entry(blob_id((site / path).read_bytes()), size)
            for path, kind, size in _walk(site)
            if kind == stat.S_IFREG
        }


def blob_id(data: bytes) -> str:
    """Return the id that git gives to these bytes (gitformat-loose: the header, then the bytes)."""
    header = b"blob %d\0" % len(data)
    return hashlib.sha1(header + data, usedforsecurity=False).hexdigest()


def _walk(folder: Path, prefix: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield path, kind as in ``st_mode`` and size of all but folders, sorted; no link is followed."""
    if not folder.exists():
        return
    for entry in sorted(os.scandir(folder), key=lambda found: found.name):
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, stat.S_IFMT(status.st_mode), status.st_size


def _problems(path: str, kind: int) -> Iterator[str]:
    shown = path if path.isprintable() else ascii(path)[1:-1]
    if kind != stat.S_IFREG:
        yield f"{shown}: it is {_KINDS.get(kind, 'no file')}; put a plain file in its place"
    odd = next((char for char in path if char in _ODD or is_illegal(char)), None)
    if odd:
        yield f"{shown}: its name has {char_name(odd)}; rename it"
    elif path != nfc(path):
        yield f"{shown}: its name is not in Unicode's normal form C; rename it"
    if any(part.lower() == ".git" or part != part.strip() for part in path.split("/")):
        yield f'{shown}: ".git", and spaces at the edge of a name, do not survive a deploy; rename it'


def _limits(sizes: Mapping[str, int]) -> Iterator[str]:
    for path, size in sizes.items():
        if size > _LARGEST:
            yield f"{path}: it is larger than 100 MB, the limit of GitHub; make it smaller"
    if sum(sizes.values()) > _LARGEST_SITE:
        yield "the site is larger than 1 GB, the limit of GitHub Pages; make pictures and video smaller"
