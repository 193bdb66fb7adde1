"""Where a value stands in JSON text, for messages about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A key or the place in a list, from the outside in.
Path = tuple[str | int, ...]
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def line_of(text: str, path: Path) -> int:
    """Return the 1-based line on which a value of valid JSON begins.

    A path that does not exist gives the line of the nearest value around it.
    """
    best, line = 0, 1
    for found, place in _places(text):
        if found == path[: len(found)] and len(found) >= best:
            best, line = len(found), text.count("\n", 0, place) + 1
            if found == path:
                break
    return line


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Return the path and the place of every value, in the order of the text."""
    path: list[str | int] = []
    tokens = list(_TOKEN.finditer(text))
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        word = token[0]
        if word == "," and path and isinstance(path[-1], int):
            path[-1] += 1
        elif word in {"}", "]"}:
            path.pop()
        elif after and after[0] == ":":
            path[-1] = word[1:-1]
        elif word not in {",", ":"}:
            yield tuple(path), token.start()
            if word in {"{", "["}:
                path.append("" if word == "{" else 0)
