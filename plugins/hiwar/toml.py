"""TOML files with the line of each key, which the standard library does not keep."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hiwar.decode import decode

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.errors import Faults

_AT: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_TABLE: Final = re.compile(r"\s*\[\[?\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=""")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file of settings, read."""

    #: The path as messages name it.
    shown: str
    values: dict[str, Any]
    #: 1-based line of each key by its dotted path: ``tags.lab``, ``communities.0.url``.
    lines: dict[str, int]

    def line(self, *path: str) -> int:
        """Return the line of a key, or of the table around it."""
        for length in range(len(path), 0, -1):
            found = self.lines.get(".".join(path[:length]))
            if found:
                return found
        return 1


def read_toml(path: Path, shown: str, faults: Faults) -> TomlFile | None:
    """Read a TOML file, or note why it cannot be read and return None.

    Raises:
        OSError: the file cannot be opened.
    """
    text = decode(path.read_bytes(), shown, faults)
    if text is None:
        return None
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = _AT.search(str(error))
        line = int(match.group(1)) if match and match.group(1) else text.count("\n") + 1
        faults.add(shown, line, f"the TOML cannot be read: {_AT.sub('', str(error))}", 'write: key = "value"')
        return None
    return TomlFile(shown, values, _lines(text))


def _lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    table = ""
    for number, row in enumerate(text.split("\n"), 1):
        if match := _TABLE.match(row):
            table = match.group(1).replace('"', "").replace("'", "")
            lines.setdefault(table, number)
            if row.lstrip().startswith("[["):
                counts[table] += 1
                table = f"{table}.{counts[table] - 1}"
                lines[table] = number
        elif match := _KEY.match(row):
            key = next(group for group in match.groups() if group)
            lines.setdefault(f"{table}.{key}" if table else key, number)
    return lines
