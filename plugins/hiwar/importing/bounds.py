"""What would make Python-Markdown hang or misread, mended where its line is still known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.importing.lines import is_open_at_end, scan
from hiwar.importing.report import What
from hiwar.importing.rewriting import Edit, apply

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context

_INFO: Final = re.compile(r"(?:`{3,}|~{3,})[ \t]*[\w+#.-]*(.*)")
#: Python-Markdown needs 47 s for twenty thousand brackets in a paragraph; one that
#: means something has fewer. The reader refuses more.
MOST_BRACKETS: Final = 1_000
MOST_TAGS: Final = 5_000
#: A new item, heading or row is parsed apart.
_APART: Final = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#|\||>|:)")
_ENTITIES: Final = str.maketrans({"[": "&#91;", "`": "&#96;", "<": "&lt;"})


def mend_code(text: str, context: Context) -> str:
    """Return the text with nothing but a language after the fences of code."""
    edits = []
    offset = 0
    lines = scan(text, indented=not context.is_mdx)
    for row, line in zip(text.split("\n"), lines, strict=True):
        match = _INFO.fullmatch(line.rest) if line.kind == "open" else None
        if match and match.group(1).strip():
            end = offset + len(row)
            context.note(text, offset, What.FENCE, match.group(1))
            edits.append(Edit(end - len(match.group(1)), end, ""))
        offset += len(row) + 1
    if is_open_at_end(lines):
        last = max(number for number, line in enumerate(lines) if line.kind == "open")
        context.notes.notes.add(context.notes.first_line + last, What.UNCLOSED, lines[last].rest)
    return apply(text, edits)


def escape_brackets(text: str, context: Context) -> str:
    """Return the text with every paragraph that has too many brackets written as text."""
    if text.count("[") <= MOST_BRACKETS and text.count("<") <= MOST_TAGS:
        return text
    rows = text.split("\n")
    lines = scan(text, indented=not context.is_mdx)
    start = 0
    for end in range(len(rows) + 1):
        ends = end == len(rows) or lines[end].kind not in {"text"} or bool(_APART.match(rows[end]))
        if ends and end > start:
            _escape_rows(rows, start, end, context)
        if end < len(rows) and ends:
            start = end if lines[end].kind == "text" else end + 1
    return "\n".join(rows)


def _escape_rows(rows: list[str], start: int, end: int, context: Context) -> None:
    paragraph = "\n".join(rows[start:end])
    if paragraph.count("[") > MOST_BRACKETS or paragraph.count("<") > MOST_TAGS:
        context.notes.notes.add(context.notes.first_line + start, What.BRACKETS, str(paragraph.count("[")))
        rows[start:end] = paragraph.translate(_ENTITIES).split("\n")
