"""The lines of a Markdown text and what each is part of, as CommonMark sees them.

Old blogs were written for engines that nest lists by the width of their markers
and know code blocks inside lists and quotes. Both the steps that must leave code
alone and the one that writes the text for our engine look at lines this way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

LineKind = Literal["blank", "text", "open", "code", "close", "indented"]

_QUOTE: Final = re.compile(r"(?: {0,3}> ?)+")
_FENCE: Final = re.compile(r"(?:(`{3,})([^`]*)|(~{3,})(.*))")
_MARKER: Final = re.compile(r"([-*+]|\d{1,9}[.)])( +|$)")
_RULE: Final = re.compile(r"([-*_])(?: *\1){2,} *")
_TICKS: Final = re.compile(r"(?<!\\)(`+)|(\n[ \t>]*\n|\0+)")
#: Deeper lists are written as if they were this deep: no text needs more, and
#: Python-Markdown calls itself once a level.
_DEEPEST: Final = 12
#: What stands for a character of code in a masked text; no text has it.
MASK: Final = "\0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line and where it stands."""

    kind: LineKind
    #: The line without the quote marks, list indents and marker before it.
    rest: str
    #: How many ``>`` stand before it.
    quote: int = 0
    #: How many lists it stands in, without the one whose item it begins.
    depth: int = 0
    #: ``-`` or ``1.`` when it begins an item, else empty.
    marker: str = ""


@dataclass(slots=True)
class _Scanner:
    """Reads lines one by one, knowing the lists and the fence it is in."""

    #: Whether four spaces make code; in MDX they do not.
    indented: bool
    #: The columns at which the texts of the open lists begin.
    stack: list[int] = field(default_factory=list)
    quote: int = 0
    #: The opening fence, and the column it stands in; empty outside code.
    fence: str = ""
    column: int = 0
    before: LineKind = "blank"

    def scan(self, raw: str) -> Line:
        line = self._code(raw) if self.fence else self._line(raw)
        self.before = line.kind
        return line

    def _code(self, raw: str) -> Line:
        content = raw
        if self.quote:
            match = _QUOTE.match(raw)
            content = raw[match.end() :] if match else raw
        bare = content.strip()
        if len(bare) >= len(self.fence) and bare == self.fence[0] * len(bare):
            self.fence = ""
            return Line("close", bare, self.quote, len(self.stack))
        indent = _indent(content)
        taken = min(indent, self.column)
        return Line("code", _without_columns(content, taken), self.quote, len(self.stack))

    def _line(self, raw: str) -> Line:
        match = _QUOTE.match(raw) if raw.lstrip(" ").startswith(">") else None
        quote = match.group().count(">") if match else 0
        content = raw[match.end() :] if match else raw
        if not content.strip():
            return Line("blank", "", quote, len(self.stack))
        if quote != self.quote:
            self.stack.clear()
            self.quote = quote
        return self._content(content)

    def _content(self, content: str) -> Line:
        indent, bare = _indent(content), content.lstrip(" \t")
        fence, marker = _FENCE.fullmatch(bare), _marker(bare)
        lazy = self.before == "text" and not fence and not marker
        while self.stack and indent < self.stack[-1] and not lazy:
            self.stack.pop()
        inside = indent - (self.stack[-1] if self.stack else 0)
        if self.indented and inside >= 4 and self.before in {"blank", "indented"}:
            column = self.stack[-1] if self.stack else 0
            return Line("indented", _without_columns(content, column + 4), self.quote, len(self.stack))
        if fence:
            return self._opened(fence, indent, "")
        if marker:
            return self._item(marker, bare, indent)
        return Line("text", bare, self.quote, len(self.stack))

    def _item(self, marker: re.Match[str], bare: str, indent: int) -> Line:
        depth = len(self.stack)
        gap = len(marker.group(2))
        column = indent + len(marker.group(1)) + (gap if 1 <= gap <= 4 else 1)
        if depth < _DEEPEST:
            self.stack.append(column)
        rest = bare[marker.end() :]
        fence = _FENCE.fullmatch(rest)
        if fence and depth < _DEEPEST:
            opened = self._opened(fence, column, marker.group(1))
            return Line("open", opened.rest, self.quote, depth, marker.group(1))
        return Line("text", rest, self.quote, depth, marker.group(1))

    def _opened(self, fence: re.Match[str], column: int, marker: str) -> Line:
        self.fence = fence.group(1) or fence.group(3)
        self.column = column
        return Line("open", fence.group(), self.quote, len(self.stack), marker)


def _marker(bare: str) -> re.Match[str] | None:
    return None if _RULE.fullmatch(bare) else _MARKER.match(bare)


def _indent(content: str) -> int:
    head = content[: len(content) - len(content.lstrip(" \t"))]
    return len(head.expandtabs(4))


def _without_columns(content: str, columns: int) -> str:
    bare = content.lstrip(" \t")
    indent = _indent(content)
    return content if not columns else " " * max(0, indent - columns) + bare


# Most steps change nothing, so the next ones ask about the same text again.
@lru_cache(maxsize=4)
def scan(text: str, *, indented: bool = True) -> tuple[Line, ...]:
    """Return one `Line` for each line of the text.

    Args:
        text: Markdown, its lines ended by line feeds.
        indented: whether four spaces make code, as everywhere but in MDX.
    """
    scanner = _Scanner(indented)
    return tuple(scanner.scan(raw) for raw in text.split("\n"))


def is_open_at_end(lines: Sequence[Line]) -> bool:
    """Tell whether the last code block is never closed."""
    return bool(lines) and next(
        (line.kind == "open" for line in reversed(lines) if line.kind in {"open", "close"}), False
    )


@lru_cache(maxsize=4)
def mask(text: str, *, indented: bool = True) -> str:
    """Return the text, equally long, with every character of code but line ends masked."""
    return _mask_spans(mask_blocks(text, indented=indented))


def mask_blocks(text: str, *, indented: bool = True) -> str:
    """Return the text with its code blocks masked, not what stands between backticks in a line."""
    rows = zip(text.split("\n"), scan(text, indented=indented), strict=True)
    return "\n".join(raw if line.kind in {"text", "blank"} else MASK * len(raw) for raw, line in rows)


def _mask_spans(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in find_spans(text):
        pieces += [text[done:start], *_masked(text[start:end])]
        done = end
    return "".join((*pieces, text[done:]))


def find_spans(blocks: str) -> list[tuple[int, int]]:
    """Return start and end of code between runs of backticks of one length in a paragraph (CommonMark 6.1).

    Args:
        blocks: a text with its code blocks masked.
    """
    by_length: dict[int, list[int]] = {}
    breaks: list[int] = []
    runs: list[tuple[int, int]] = []
    for match in _TICKS.finditer(blocks):
        if match.group(2):
            breaks.append(match.start())
        else:
            runs.append(match.span())
            by_length.setdefault(match.end() - match.start(), []).append(match.start())
    found: list[tuple[int, int]] = []
    for start, end in runs:
        close = _next(by_length[end - start], start, len(blocks))
        if not (found and start < found[-1][1]) and close < _next(breaks, start, len(blocks)):
            found.append((start, close + end - start))
    return found


def _masked(code: str) -> str:
    return "\n".join(MASK * len(line) for line in code.split("\n"))


def _next(positions: list[int], after: int, default: int) -> int:
    index = bisect_right(positions, after)
    return positions[index] if index < len(positions) else default
