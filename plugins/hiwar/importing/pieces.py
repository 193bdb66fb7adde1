"""The file of a piece: header lines, an empty line, the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.text import one_line, without_illegal

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUOTED: Final = re.compile(r"""(["']).*\1""")


def compose(header: Iterable[tuple[str, str]], body: str) -> str:
    """Return a piece's text; keys without a value are left out."""
    lines = [f"{key}: {_value(value)}\n" for key, value in header if one_line(value)]
    return "".join(lines) + ("\n" + body if body else "")


def _value(text: str) -> str:
    clean = one_line(without_illegal(text))
    # The reader drops the quotes around a value, so those that belong to it need another pair.
    return f'"{clean}"' if _QUOTED.fullmatch(clean) else clean
