"""Texts that Python-Markdown takes minutes on, found before it sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hiwar.errors import Faults

#: More in one paragraph costs seconds: 20,000 "[" took 47 s with Markdown 3.11.
MAX_BRACKETS: Final = 1000
MAX_TAGS: Final = 5000
#: More of one term: 10,000 took 15 s.
MAX_DEFINITIONS: Final = 1000
_DEFINITIONS: Final = re.compile(rf"(?:^ {{0,3}}:[^\n]*\n+){{{MAX_DEFINITIONS + 1}}}", re.MULTILINE)
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
#: A new item, heading or row: what stands in it is parsed apart.
_APART: Final = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#|\||>|:)")


def is_bounded(body: str, body_line: int, shown: str, faults: Faults) -> bool:
    """Tell whether a text is converted in good time; note the paragraph that would not be."""
    definitions = _DEFINITIONS.search(body) if body.count("\n") > MAX_DEFINITIONS else None
    if definitions:
        line = body_line + body.count("\n", 0, definitions.start())
        problem = f"more than {MAX_DEFINITIONS:,} definitions in a row"
        faults.add(shown, line, problem, "split them with a paragraph or a heading")
        return False
    if body.count("[") <= MAX_BRACKETS and body.count("<") <= MAX_TAGS:
        return True
    brackets = tags = 0
    start = body_line
    fence = ""
    for line, row in enumerate(body.split("\n"), body_line):
        fence = _fence(row, fence)
        if fence or not row.strip() or _APART.match(row):
            brackets = tags = 0
            start = line if row.strip() else line + 1
        brackets += 0 if fence else row.count("[") - row.count("\\[")
        tags += 0 if fence else row.count("<")
        if brackets > MAX_BRACKETS or tags > MAX_TAGS:
            char, limit = ("[", MAX_BRACKETS) if brackets > MAX_BRACKETS else ("<", MAX_TAGS)
            faults.add(
                shown,
                start,
                f'more than {limit:,} "{char}" in one paragraph',
                "split it with empty lines, or make it a code block",
            )
            return False
    return True


def _fence(row: str, fence: str) -> str:
    """Return the fence that is open after a row; empty outside of code."""
    match = _FENCE.match(row)
    if not match:
        return fence
    if not fence:
        return match.group(1)
    closes = match.group(1).startswith(fence) and not row.strip().strip(fence[0])
    return "" if closes else fence
