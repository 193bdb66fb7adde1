"""Text that runs in its right order where no markup can say so, with its addresses fit to be copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.bidi import LRM, with_marks

if TYPE_CHECKING:
    from hiwar.bidi import Direction

#: What people copy whole: an address of the web, a mailbox. A mark in it would lead elsewhere.
ADDRESS: Final = re.compile(r"(?:https?://|mailto:|tel:)\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w")


def marked(text: str, around: str) -> str:
    """Return a text in which numbers, handles and addresses keep their order.

    Args:
        text: plain.
        around: ``rtl`` or ``ltr``, the direction of what it stands in.
    """
    direction: Direction = "rtl" if around == "rtl" else "ltr"
    if direction == "ltr":
        return with_marks(text, direction)
    found = []
    place = 0
    for match in ADDRESS.finditer(text):
        found += [with_marks(text[place : match.start()], direction), LRM, match.group(), LRM]
        place = match.end()
    return "".join((*found, with_marks(text[place:], direction)))
