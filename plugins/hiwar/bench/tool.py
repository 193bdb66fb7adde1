"""A generator that is measured: where its site lies, and how it is built."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from hiwar.bench.seed import Entry

_BODY_END: Final = re.compile(r"(<!-- \d+ -->)?</body>")


@dataclass(frozen=True, slots=True)
class Tool:
    """One generator with a site of its own."""

    #: As the report names it, with its version.
    name: str
    #: The folder of its site, in which it is started.
    folder: Path
    #: What is run to build.
    command: tuple[str, ...]
    #: The file of a post, relative to the folder, and its text.
    compose: Callable[[Entry], tuple[str, str]]
    #: Path to text of what else it needs, relative to the folder.
    setup: Mapping[str, str]
    #: The template that is edited, relative to the folder; it ends a <body>.
    template: str
    #: What a cold build must not find, relative to the folder; its output stands first.
    made: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        """Where its site stands."""
        return self.folder / self.made[0]

    def write(self, entries: Iterable[Entry]) -> None:
        """Write posts as this generator reads them."""
        for entry in entries:
            write(self.folder, [self.compose(entry)])

    def begin(self, entries: Iterable[Entry]) -> None:
        """Write the whole site, in place of another that may lie there."""
        for name in {name.split("/")[0] for name, _ in map(self.compose, entries)}:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        write(self.folder, self.setup.items())
        self.write(entries)

    def forget(self) -> None:
        """Remove what earlier builds made."""
        for name in self.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit_template(self, turn: int) -> None:
        """Change what every page ends with."""
        path = self.folder / self.template
        path.write_text(_BODY_END.sub(f"<!-- {turn} --></body>", path.read_text("utf-8")), "utf-8")


def write(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write texts below a folder."""
    for name, text in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
