"""The pages of documentation, in the parts that tests hold to the code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```[ ]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *#*$", re.MULTILINE)
_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_DIVIDER = re.compile(r"\|[\s:|-]+\|")
_CELL_END = re.compile(r"(?<!\\)\|")
#: What GitHub drops from a heading to make its fragment: all but letters, digits, marks, hyphen, underscore, space.
_DROPPED = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block."""

    #: Its language: ``toml``; empty when it says none.
    language: str
    #: What stands behind ``title=``; empty when nothing does.
    title: str
    text: str
    #: 1-based line of its first line of text.
    line: int


@dataclass(frozen=True)
class Page:
    """A page of documentation."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the project's folder."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text("utf-8")

    @cached_property
    def prose(self) -> str:
        """All of it with fenced blocks blanked, so that lines keep their numbers."""
        return _FENCE.sub(lambda match: "\n" * match.group().count("\n"), self.text)

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """Its fenced blocks, in order."""
        return tuple(_fence(match, self.text) for match in _FENCE.finditer(self.text))

    @cached_property
    def links(self) -> tuple[tuple[str, int], ...]:
        """The addresses of its links and pictures, each with its line."""
        bare = _CODE.sub(lambda match: " " * len(match.group()), self.prose)
        return tuple((match.group(1), _line(bare, match.start())) for match in _LINK.finditer(bare))

    @cached_property
    def codes(self) -> tuple[tuple[str, int], ...]:
        """What stands between backticks in its prose, each with its line."""
        return tuple(
            (match.group(2).strip().replace("\\|", "|"), _line(self.prose, match.start()))
            for match in _CODE.finditer(self.prose)
        )

    @cached_property
    def fragments(self) -> frozenset[str]:
        """The fragments that lead to its headings."""
        found: list[str] = []
        for match in _HEADING.finditer(self.prose):
            base = fragment_of(match.group(2))
            count = sum(known == base or re.fullmatch(rf"{re.escape(base)}-\d+", known) is not None for known in found)
            found.append(f"{base}-{count}" if count else base)
        return frozenset(found)

    def table(self, *first: str) -> list[list[str]]:
        """Return the rows of the one table that has a column headed by each of these words."""
        tables = [rows for rows in self._tables() if set(first) <= set(rows[0])]
        assert len(tables) == 1, f"{self.name} should have one table with the columns {', '.join(first)}"
        return tables[0][1:]

    def tables(self, *header: str) -> list[list[str]]:
        """Return the rows of all tables with exactly this header, joined."""
        return [row for rows in self._tables() if rows[0] == list(header) for row in rows[1:]]

    def section(self, heading: str) -> str:
        """Return the text below a heading, up to the next one of its level or above."""
        match = re.search(rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^#{{1,2}} |\Z)", self.text, re.MULTILINE | re.DOTALL)
        assert match, f'{self.name} has no heading "{heading}"'
        return match.group(2)

    def _tables(self) -> list[list[list[str]]]:
        return read_tables(self.prose)


def read_tables(text: str) -> list[list[list[str]]]:
    """Return the tables of a text as rows of cells, headers first, without their dividers."""
    tables: list[list[list[str]]] = []
    inside = False
    for line in text.split("\n"):
        is_row = line.startswith("|") and line.rstrip().endswith("|")
        if is_row and not inside:
            tables.append([])
        inside = is_row
        if is_row and not _DIVIDER.fullmatch(line.strip()):
            cells = _CELL_END.split(line.strip()[1:-1])
            tables[-1].append([cell.strip().replace("\\|", "|") for cell in cells])
    return tables


def code(cell: str) -> str:
    """Return what stands between the backticks of a cell that has nothing else, but for its direction."""
    match = _CODE.fullmatch(cell.removeprefix('<span dir="ltr">').removesuffix("</span>"))
    assert match, f"{cell!r} should be code between backticks"
    return match.group(2)


def codes_in(cell: str) -> list[str]:
    """Return what stands between backticks in a cell."""
    return [match.group(2) for match in _CODE.finditer(cell)]


def fragment_of(heading: str) -> str:
    """Return the fragment that GitHub gives a heading."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
    return _DROPPED.sub("", unicodedata.normalize("NFC", plain).lower()).replace(" ", "-")


def _fence(match: re.Match[str], text: str) -> Fence:
    language, _, rest = match.group("info").strip().partition(" ")
    title = rest.strip().removeprefix("title=") if "title=" in rest else ""
    indent = match.group("indent")
    body = "".join(line.removeprefix(indent) for line in match.group("text").splitlines(keepends=True))
    return Fence(language, title, body, _line(text, match.start("text")))


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def read_pages() -> tuple[Page, ...]:
    """Return every page of documentation, sorted by path."""
    return tuple(Page(path) for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]))


PAGES = read_pages()
WRITING = Page(ROOT / "docs/writing.md")
WRITING_AR = Page(ROOT / "docs/writing.ar.md")
SETTINGS = Page(ROOT / "docs/settings.md")
DEVELOPING = Page(ROOT / "docs/developing.md")
UPGRADING = Page(ROOT / "docs/upgrading.md")
README = Page(ROOT / "README.md")
