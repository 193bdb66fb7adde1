"""The last step: CommonMark's shape to the one that Python-Markdown reads.

Python-Markdown nests lists by four spaces, wants an empty line before a list,
knows no code blocks inside lists and quotes, and few backslashes. What follows
changes no word, so it needs no row; it may add lines, because none is counted
any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.importing.lines import find_spans, mask, mask_blocks, scan
from hiwar.importing.rewriting import BREAK, Edit, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.importing.lines import Line

_LANGUAGE: Final = re.compile(r"(`{3,}|~{3,})[ \t]*([\w+#.-]*)(.*)")
#: Escapes of CommonMark (2.4) that Python-Markdown's ESCAPED_CHARS lacks.
_ESCAPE: Final = re.compile(r"""\\([\\"$%&',/:;<=?@^~])""")
_ENTITIES: Final = {"\\": "\\\\", "&": "&amp;", "<": "&lt;", "~": "&#126;", "=": "&#61;"}
_EMPTY_HEADING: Final = re.compile(r"#{1,6}\s*")
_TABLE_RULE: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_TICKS: Final = re.compile(r"^`+")
#: What the extension attr_list takes for attributes; ``{#name}`` after a heading is meant so.
_ATTRIBUTE_LIST: Final = re.compile(r"\{(?!#[\w-]+\}[ \t]*$):?[ ]*[^}\n ][^}\n]*\}", re.MULTILINE)
_NOTE: Final = re.compile(r"(?<!\\)\[\^([^\]\n]+)\](?!:)")
_NOTE_TEXT: Final = re.compile(r"^(?:[ \t>]|(?:[-*+]|\d+[.)])[ \t]+)*+(\[\^([^\]\n]*)\]):", re.MULTILINE)
_CODE_BREAK: Final = re.compile(r"\n[ \t]*(?:> ?)*")
#: What stood in the middle of a line and was no fence there.
_FALSE_FENCE: Final = re.compile(r"\x01[ \t]*(`{3,}|~{3,})")
#: Quotes in quotes are written as if they were this deep.
DEEPEST_QUOTE: Final = 8


def shape(text: str, *, indented: bool) -> str:
    """Return the text as Python-Markdown reads it, ending in one line end; empty stays empty."""
    text = _FALSE_FENCE.sub(lambda run: BREAK + "".join(f"&#{ord(char)};" for char in run.group(1)), text)
    text = escape_dialect(text.replace(BREAK, "\n\n"), indented=indented)
    lines = scan(text, indented=indented)
    page = _Page()
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.kind in {"open", "indented"}:
            end = _end_of_code(lines, number)
            page.add_code(lines[number:end])
            number = end
            continue
        before = lines[number - 1] if number else None
        if before and _needs_gap(before, line, lines[number + 1 : number + 2]):
            page.add_gap(line)
        page.add_text(line)
        number += 1
    return page.text()


def _end_of_code(lines: Sequence[Line], start: int) -> int:
    """Return the index after a code block that begins at ``start``."""
    end = start + 1
    if lines[start].kind == "open":
        while end < len(lines) and lines[end].kind == "code":
            end += 1
        return min(end + 1, len(lines)) if end < len(lines) and lines[end].kind == "close" else end
    last = end
    while end < len(lines) and lines[end].kind in {"indented", "blank"} and lines[end].quote == lines[start].quote:
        end += 1
        last = end if lines[end - 1].kind == "indented" else last
    return last


def _needs_gap(before: Line, line: Line, after: Sequence[Line]) -> bool:
    if before.kind != "text" or line.kind != "text" or before.quote != line.quote:
        return False
    if line.marker:
        return not (line.depth or before.depth or before.marker)
    is_table = bool(after) and "|" in line.rest and "|" not in before.rest and _TABLE_RULE.fullmatch(after[0].rest)
    return bool(is_table)


@dataclass(slots=True)
class _Page:
    """The rows of the text that is written."""

    rows: list[str] = field(default_factory=list)

    def add_gap(self, line: Line) -> None:
        """End the paragraph before."""
        if self.rows and self.rows[-1].strip(" >"):
            self.rows.append(("> " * min(line.quote, DEEPEST_QUOTE)).rstrip())

    def add_text(self, line: Line) -> None:
        """Write a line of text with the indent of the lists it stands in."""
        if line.kind == "blank" or (_EMPTY_HEADING.fullmatch(line.rest) and not line.marker):
            self.add_gap(line)
            return
        marker = f"{line.marker.replace(')', '.')} " if line.marker else ""
        self.rows.append(f"{_prefix(line.quote, line.depth)}{marker}{line.rest}")

    def add_code(self, block: Sequence[Line]) -> None:
        """Write a code block: between fences, or indented where Python-Markdown knows no fences."""
        first = block[0]
        language = match.group(2) if (match := _LANGUAGE.fullmatch(first.rest)) and first.kind == "open" else ""
        code = [line.rest for line in block if line.kind not in {"open", "close"}]
        while code and not code[-1].strip():
            code.pop()
        depth = first.depth + bool(first.marker)
        if first.marker:
            self.rows.append(f"{_prefix(first.quote, first.depth)}{first.marker.replace(')', '.')} {language or '…'}")
        self.add_gap(first)
        if depth or first.quote:
            if language or (code and code[0].startswith((":::", "#!"))):
                code.insert(0, f":::{language or 'text'}")
            prefix = _prefix(first.quote, depth) + "    "
            self.rows += [(prefix + row).rstrip() for row in code]
        else:
            longest = max((len(run) for row in code for run in _TICKS.findall(row)), default=0)
            fence = "`" * max(3, longest + 1)
            self.rows += [fence + language, *code, fence]
        self.add_gap(first)

    def text(self) -> str:
        """Return the rows as one text."""
        return "\n".join(self.rows).strip("\n") + "\n" if self.rows else ""


def _prefix(quote: int, depth: int) -> str:
    return "> " * min(quote, DEEPEST_QUOTE) + "    " * depth


def escape_dialect(text: str, *, indented: bool) -> str:
    """Return the text with what means something to Python-Markdown alone escaped, and the other way round."""
    masked = mask(text, indented=indented)
    edits = [
        Edit(match.start(), match.end(), _ENTITIES.get(match.group(1), match.group(1)))
        for match in _ESCAPE.finditer(masked)
    ]
    edits += _lone_notes(masked)
    edits += _broken_spans(text, mask_blocks(text, indented=indented))
    edits += [Edit(match.start(), match.start() + 1, "&#123;") for match in _ATTRIBUTE_LIST.finditer(masked)]
    return apply(text, edits, keep_lines=False)


def _lone_notes(masked: str) -> list[Edit]:
    """Escape the notes that nothing refers to, and second ones of one name: the footnotes' own links would break."""
    used = {match.group(1) for match in _NOTE.finditer(masked)}
    edits = []
    for match in _NOTE_TEXT.finditer(masked):
        if match.group(2) in used:
            used.discard(match.group(2))
        else:
            edits.append(Edit(match.start(1), match.end(1), f"&#91;^{match.group(2)}&#93;"))
    return edits


def _broken_spans(text: str, blocks: str) -> list[Edit]:
    """Join the lines of code between backticks, as CommonMark does: Python-Markdown reads HTML where a line begins."""
    return [
        Edit(match.start(), match.end(), " ")
        for start, end in find_spans(blocks)
        for match in _CODE_BREAK.finditer(text, start, end)
    ]
