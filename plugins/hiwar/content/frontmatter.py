"""Front matter: a header of ``Key: value`` lines, or YAML between ``---`` lines.

Both give the same: a list of entries, each value the text as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from hiwar.errors import Faults

_KEY: Final = re.compile(r"([^\s:#>*`\[!|<-][^:\n]{0,40}?)\s*:(?:\s+(.*)|)$|([A-Za-z]+):(?!//)(.+)$")
#: One pair of quotes around it all: ``"Yes" and "no"`` has two.
_QUOTED: Final = re.compile(r"""\"([^"]*)"|'([^']*)'""")
_SEPARATORS: Final = re.compile(r"[,;،؛]")


class Row(NamedTuple):
    """One line of a value, or one item of a YAML list."""

    #: 1-based line of the file.
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a front matter with its value."""

    #: In lower case.
    key: str
    #: As the writer typed it, for messages.
    typed: str
    #: The items of a YAML list, else one text.
    values: tuple[str, ...]
    #: 1-based line of the file.
    line: int
    is_list: bool = False
    #: The same line by line, for values that are read so.
    rows: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """The value as one text."""
        return ", ".join(self.values)

    @property
    def items(self) -> tuple[str, ...]:
        """The value as a list: split on ``,`` ``;`` ``،`` ``؛`` unless it is one already."""
        parts = self.values if self.is_list else tuple(_SEPARATORS.split(self.text))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's header, and the text that follows it."""

    entries: tuple[Entry, ...]
    body: str
    #: 1-based line of the file on which ``body`` begins.
    body_line: int


def parse(text: str, shown: str, faults: Faults) -> FrontMatter | None:
    """Split a file into its front matter and its body, or note faults and return None."""
    first = text.split("\n", 1)[0].rstrip()
    if first == "+++":
        faults.add(shown, 1, "TOML front matter is not read", "run: invoke import on its folder")
        return None
    if first == "---":
        return _parse_yaml(text, shown, faults)
    return _parse_header(text, shown, faults)


def _parse_header(text: str, shown: str, faults: Faults) -> FrontMatter | None:
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    entries: list[Entry] = []
    for number, line in enumerate(lines[:end], 1):
        match = _KEY.match(line)
        if match:
            typed, value = match.group(1) or match.group(3), match.group(2) or match.group(4) or ""
            rows = (Row(number, _unquoted(value.strip())),) if value.strip() else ()
            entries.append(Entry(typed.lower(), typed, (value.strip(),), number, rows=rows))
        elif line[:1] in " \t" and entries:
            entries[-1] = _continued(entries[-1], line.strip(), number)
        elif not entries:
            break
        else:
            faults.add(
                shown,
                number,
                f'"{line[:40]}" is not a "Key: value" line',
                "put an empty line before the text",
            )
            return None
    if not entries:
        faults.add(shown, 1, "no Title", 'add a first line "Title: …" and an empty line after the header')
        return None
    _note_doubles(entries, shown, faults)
    entries = [replace(entry, values=(_unquoted(entry.text),)) for entry in entries]
    return FrontMatter(tuple(entries), "\n".join(lines[end + 1 :]), end + 2)


def _unquoted(value: str) -> str:
    match = _QUOTED.fullmatch(value)
    return match.group(1) or match.group(2) or "" if match else value


def _continued(entry: Entry, more: str, number: int) -> Entry:
    rows = (*entry.rows, Row(number, _unquoted(more)))
    return replace(entry, values=(f"{entry.text} {more}".strip(),), rows=rows)


def _parse_yaml(text: str, shown: str, faults: Faults) -> FrontMatter | None:
    # It takes 10 ms to import, and most front matter is none.
    import yaml

    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        faults.add(shown, 1, 'the front matter that "---" opens is never closed', 'close it with a line "---"')
        return None
    try:
        # BaseLoader keeps every scalar as text: no "1984" as a number, no "no" as false.
        node = yaml.compose("\n".join(lines[1:end]), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        _note_yaml(error, shown, faults)
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add(shown, 1, "no Title", 'add a line "title: …" between the "---" lines')
        return None
    entries = list(_entries(node, shown, faults))
    _note_doubles(entries, shown, faults)
    return FrontMatter(tuple(entries), "\n".join(lines[end + 1 :]), end + 2)


def _note_yaml(error: Exception, shown: str, faults: Faults) -> None:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 2 if mark else 1
    problem = getattr(error, "problem", None) or "it is nested too deeply"
    faults.add(shown, line, f"the YAML cannot be read: {problem}", 'put the value in quotes: title: "…"')


def _entries(node: yaml.MappingNode, shown: str, faults: Faults) -> Iterator[Entry]:
    import yaml

    for key, value in node.value:
        line = key.start_mark.line + 2
        if not isinstance(key, yaml.ScalarNode):
            faults.add(shown, line, "a key must be one word", "write key: value")
        elif isinstance(value, yaml.ScalarNode):
            yield Entry(key.value.lower(), key.value, (value.value,), line, rows=_rows_of(value))
        elif isinstance(value, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in value.value):
            values = tuple(item.value for item in value.value)
            rows = tuple(Row(item.start_mark.line + 2, item.value) for item in value.value)
            yield Entry(key.value.lower(), key.value, values, line, is_list=True, rows=rows)
        else:
            faults.add(shown, line, f'the value of "{key.value}" is nested', "write one text or a plain list")


def _rows_of(node: yaml.ScalarNode) -> tuple[Row, ...]:
    """Return the lines of a text; those of a block begin below the sign that opens it."""
    first = node.start_mark.line + (3 if node.style in {"|", ">"} else 2)
    lines = enumerate(node.value.split("\n"), first)
    return tuple(Row(number, line.strip()) for number, line in lines if line.strip())


def _note_doubles(entries: list[Entry], shown: str, faults: Faults) -> None:
    seen: dict[str, Entry] = {}
    for entry in entries:
        first = seen.setdefault(entry.key, entry)
        if first is not entry:
            faults.add(
                shown,
                entry.line,
                f'"{entry.typed}" stands twice, first on line {first.line}',
                "keep one of the two",
            )
