"""The header of an old text in any of its forms: YAML, TOML, Pelican's, or none.

Nothing is refused: where a form cannot be read as it should, its lines are read
one by one, and a line that says nothing becomes a row of the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.importing.report import What
from hiwar.importing.trees import Tree, parse_toml, parse_yaml

if TYPE_CHECKING:
    from hiwar.importing.report import Notes

_FENCES: Final = {"---": frozenset({"---", "..."}), "+++": frozenset({"+++"})}
_PAIR: Final = re.compile(r"""\s*["']?([A-Za-z][\w .-]{0,40}?)["']?\s*[:=](?:\s+|(?<==)|$)(.*)""")
_ITEM: Final = re.compile(r"\s*-\s+(.*)")
_HEADER_PAIR: Final = re.compile(r"([A-Za-z][\w-]{0,40}):(?:\s+(.*)|)$")
#: A first block of ``Key: value`` lines is a header only with one of these: prose has colons too.
_SURE: Final = frozenset({"title", "date", "slug", "tags", "category", "author", "authors", "summary", "status"})
_LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of an old header."""

    #: In lower case, ``_`` for ``-``.
    key: str
    value: Tree
    #: 1-based line of the file.
    line: int


@dataclass(frozen=True, slots=True)
class Split:
    """An old text as header and body."""

    entries: tuple[Entry, ...]
    body: str
    #: 1-based line of the file on which ``body`` begins.
    body_line: int


def parse(text: str, notes: Notes) -> Split:
    """Return the header and the body of a text; keys that stand twice are rows."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    mark = lines[start].rstrip()
    if mark in _FENCES:
        end = _end_of_fence(lines, start, mark)
        block = lines[start + 1 : end]
        pairs = _parse_block(block, start + 2, mark, notes)
        body = end + 1 if end < len(lines) and lines[end].rstrip() in _FENCES[mark] else end
    else:
        end = _end_of_header(lines, start)
        pairs = _parse_lines(lines[start:end], start + 1, notes)
        body = end
    entries = _without_doubles(pairs, notes)
    return Split(tuple(entries), "\n".join(lines[body:]), body + 1)


def _end_of_fence(lines: list[str], start: int, mark: str) -> int:
    """Return the index of the closing line; of a fence that is never closed, of the first line that is no pair."""
    for index in range(start + 1, len(lines)):
        if lines[index].rstrip() in _FENCES[mark]:
            return index
    for index in range(start + 1, len(lines)):
        if not _PAIR.match(lines[index]) and not _ITEM.match(lines[index]):
            return index
    return len(lines)


def _end_of_header(lines: list[str], start: int) -> int:
    keys: set[str] = set()
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            return index if keys & _SURE else start
        if match := _HEADER_PAIR.match(line):
            keys.add(match.group(1).lower())
        elif not (keys and line[0] in " \t"):
            return start
    return len(lines) if keys & _SURE else start


def _parse_block(block: list[str], first: int, mark: str, notes: Notes) -> list[Entry]:
    source = "\n".join(block)
    parsed = None
    if len(source) <= _LONGEST:
        parsed = parse_yaml(source) if mark == "---" else parse_toml(source)
    if parsed is None:
        return _parse_lines(block, first, notes)
    return [Entry(_key(key), value, first + line) for key, value, line in parsed]


def _parse_lines(lines: list[str], first: int, notes: Notes) -> list[Entry]:
    """Read ``key: value`` lines, lists of ``- item`` lines, and lines that go on."""
    entries: list[Entry] = []
    for number, line in enumerate(lines, first):
        item = _ITEM.match(line)
        if item and entries and not (isinstance(entries[-1].value, str) and entries[-1].value):
            last = entries[-1]
            items = last.value if isinstance(last.value, tuple) else ()
            entries[-1] = Entry(last.key, (*items, _unquoted(item.group(1))), last.line)
        elif line[:1] in {" ", "\t"} and entries and isinstance(entries[-1].value, str):
            last = entries[-1]
            entries[-1] = Entry(last.key, f"{last.value} {line.strip()}".strip(), last.line)
        elif match := _PAIR.match(line):
            entries.append(Entry(_key(match.group(1)), _plain(match.group(2)), number))
        elif line.strip():
            notes.add(number, What.HEADER, line)
    return entries


def _key(typed: str) -> str:
    return typed.strip().lower().replace("-", "_").replace(" ", "_")


def _plain(value: str) -> Tree:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return tuple(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
    return _unquoted(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0] else value


def _without_doubles(entries: list[Entry], notes: Notes) -> list[Entry]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if seen.setdefault(entry.key, entry) is not entry:
            notes.add(entry.line, What.KEY, f"{entry.key}: {shown(entry.value)}")
    return list(seen.values())


def shown(value: Tree) -> str:
    """Return a value as the report shows it."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(shown(item) for item in value)
    return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
