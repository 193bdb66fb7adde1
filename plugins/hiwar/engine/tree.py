"""The tree that a build makes: files that stay are linked from the site that stands, the others written.

The folder to build in may hold anything: nothing at all, or the site before the last one, most
of whose files are links to those of the last. Its listing says which, by their inodes; so a
build touches only what changed, and never writes into a file that the standing site shares.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from hiwar.engine.ledger import Entry, Ledger, entry_of
from hiwar.engine.linker import Linker
from hiwar.engine.survey import Walk, has_another_core
from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hiwar.engine.survey import Survey


class Tree:
    """One folder being built beside the one that stands."""

    def __init__(self, stage: Path, live: Path, ledger: Ledger, spare: Path | None = None) -> None:
        """Begin to build.

        Args:
            stage: the folder to build in.
            live: the site that stands; it may not be there.
            ledger: of that site.
            spare: where a second tree is to lie when this one is done; None leaves none.
        """
        self._stage, self._live, self._ledger = os.fspath(stage), live, ledger
        self._linker: Linker | None = None
        # A build that begins with a tree leaves one to the next: the one that it replaces.
        if spare and has_another_core() and not any(stage.iterdir()):
            self._linker = Linker(self._stage, os.fspath(spare))
        self._walk = Walk(stage, live, ledger.entries)
        self.made = Ledger()
        #: Paths that were written, and that were taken away.
        self.written: list[str] = []
        self.removed: list[str] = []

    @cached_property
    def _survey(self) -> Survey:
        return self._walk.found()

    @cached_property
    def _inodes(self) -> dict[str, int]:
        """Of the files that this tree began with."""
        lacking, known = self._survey.lacking, self._ledger.entries
        return {name: known[name].inode for name in known if name not in lacking} | self._survey.inodes

    @property
    def _folders(self) -> set[str]:
        return self._survey.folders

    def _standing(self, name: str) -> Entry | None:
        return None if name in self._survey.altered else self._ledger.standing(self._live, name)

    def settle(self) -> None:
        """Wait for who walks both trees: this process alone may."""
        self._survey  # noqa: B018 -- asked for once

    def stands(self, name: str, key: str) -> bool:
        """Keep a file that was made from these very inputs; tell whether it could be."""
        found = self._made_from(name, key)
        return found is not None and self._keep(name, found)

    def has(self, name: str, key: str) -> bool:
        """Tell whether a file could be kept that was made from these very inputs."""
        return self._made_from(name, key) is not None

    def _made_from(self, name: str, key: str) -> Entry | None:
        entry = self._ledger.entries.get(name)
        if not key or entry is None or entry.key != key:
            return None
        return self._standing(name)

    def keep(self, names: Iterable[str]) -> bool:
        """Keep files just as they were written, or none of them; tell whether all could be."""
        found: list[tuple[str, Entry]] = []
        for name in names:
            if name in self.made.entries:
                continue
            entry = self._standing(name)
            if entry is None:
                return False
            found.append((name, entry))
        return all(self._keep(name, entry) for name, entry in found)

    def write(self, name: str, content: bytes, key: str = "") -> None:
        """Put bytes into a file; one that has them already stays."""
        digest = digest_of(content)
        if self._has(name, digest):
            return
        entry = self._ledger.entries.get(name)
        is_same = entry is not None and entry.digest == digest
        found = self._standing(name) if is_same else None
        if found and self._keep(name, found._replace(key=key)):
            return
        path = self._freed(name)
        with open(path, "xb") as file:  # noqa: PTH123 -- called for every file of a site
            file.write(content)
        self.note(name, key, digest)

    def _has(self, name: str, digest: str) -> bool:
        """Tell whether a file is made already; one that was kept with other bytes makes room."""
        made = self.made.entries.get(name)
        if made is not None and made.digest != digest:
            del self.made.entries[name]
            self._inodes.pop(name, None)
            _remove(os.path.join(self._stage, name))  # noqa: PTH118 -- as above
            return False
        return made is not None

    def note(self, name: str, key: str, digest: str) -> None:
        """Enter a file that was just written."""
        self.made.entries[name] = entry_of(os.path.join(self._stage, name), key, digest)  # noqa: PTH118 -- as above
        self.written.append(name)
        if self._linker:
            self._linker.tell(name)

    def close(self) -> None:
        """Let go of what helps to build it, whether it was finished or not."""
        self._walk.end()
        if self._linker:
            self._linker.end()

    def finish(self) -> None:
        """Take away what no piece makes any more, and empty folders; have the second tree done."""
        for name in sorted(self._inodes.keys() - self.made.entries.keys()):
            _remove(os.path.join(self._stage, name))  # noqa: PTH118 -- as above
        needed = {""}
        for name in self.made.entries:
            while (name := name.rpartition("/")[0]) not in needed:
                needed.add(name)
        for folder in sorted(self._folders - needed, reverse=True):
            with suppress(OSError):
                os.rmdir(os.path.join(self._stage, folder))  # noqa: PTH106, PTH118 -- as above
        self.removed = sorted(self._ledger.entries.keys() - self.made.entries.keys())
        if self._linker:
            self._linker.finish()

    def _keep(self, name: str, entry: Entry) -> bool:
        """Have a file of the standing site in the new one too."""
        if name in self.made.entries:
            self.made.entries[name] = entry
            return True
        if self._inodes.get(name) != entry.inode:
            path = self._freed(name)
            try:
                os.link(os.path.join(self._live, name), path, follow_symlinks=False)  # noqa: PTH118 -- as above
            except OSError:
                # Not on this disk, or too many links: a copy is as good, if it is one.
                shutil.copyfile(os.path.join(self._live, name), path, follow_symlinks=False)  # noqa: PTH118 -- as above
                entry = entry_of(path, entry.key, entry.digest)
        self.made.entries[name] = entry
        return True

    def _freed(self, name: str) -> str:
        """Return a file's path with its folder there and nothing at it."""
        path = os.path.join(self._stage, name)  # noqa: PTH118 -- as above
        if self._inodes.pop(name, None) is not None:
            _remove(path)
        elif name in self._folders:
            _remove(path)
            for other in [other for other in self._inodes if other.startswith(f"{name}/")]:
                del self._inodes[other]
            self._folders.difference_update([folder for folder in self._folders if f"{folder}/".startswith(f"{name}/")])
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            self._make(folder)
        return path

    def _make(self, folder: str) -> None:
        """Make a folder and those above it, also where files stand in their place."""
        parts = folder.split("/") if folder else []
        for depth in range(1, len(parts) + 1):
            part = "/".join(parts[:depth])
            if part not in self._folders:
                path = os.path.join(self._stage, part)  # noqa: PTH118 -- as above
                if self._inodes.pop(part, None) is not None:
                    _remove(path)
                os.makedirs(path, exist_ok=True)  # noqa: PTH103 -- as above
                self._folders.add(part)
        self._folders.add(folder)


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114 -- as above
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(path)  # noqa: PTH108 -- as above
