"""Writes thousands of rows as JSON without taking much memory for it."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Rows of a portion.
_ROWS: Final = 500


def dumped(rows: Iterable[tuple[str, object]]) -> str:
    """Return names and values as one JSON object; Python's encoder would hold a text for each value until the last."""
    return "".join(_portions(rows))


def _portions(rows: Iterable[tuple[str, object]]) -> Iterator[str]:
    left, mark = iter(rows), "{"
    while part := dict(islice(left, _ROWS)):
        yield mark
        yield json.dumps(part, separators=(",", ":"))[1:-1]
        mark = ","
    yield "{}" if mark == "{" else "}"
