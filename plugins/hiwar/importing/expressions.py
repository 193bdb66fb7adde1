"""Expressions of MDX: where ``{…}`` stands in a text, and which are plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hiwar.importing.tags import Tag

_BRACE: Final = re.compile(r"(?<!\\)[{}]")
_LITERAL: Final = re.compile(r"""\{\s*(?:"([^"]*)"|'([^']*)'|`([^`$]*)`)\s*\}""")


def find_expressions(masked: str, tags: list[Tag]) -> list[tuple[int, int]]:
    """Return start and end of each balanced ``{…}`` outside tags and code, outer ones first."""
    inside = iter((tag.start, tag.end) for tag in tags)
    stack: list[int] = []
    found: list[tuple[int, int]] = []
    current = next(inside, None)
    for match in _BRACE.finditer(masked):
        offset = match.start()
        while current and current[1] <= offset:
            current = next(inside, None)
        if current and current[0] <= offset:
            continue
        if match.group() == "{":
            stack.append(offset)
        elif stack:
            found.append((stack.pop(), match.end()))
    return sorted(found)


def literal(source: str) -> str | None:
    """Return the text of an expression that is only a string, such as ``{' '}``; else None."""
    match = _LITERAL.fullmatch(source)
    return next((text for text in match.groups() if text is not None), None) if match else None
