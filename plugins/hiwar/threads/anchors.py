"""The fragment under which a comment is found in a page."""

from __future__ import annotations

import hashlib
from typing import Final

_LENGTH: Final = 10


def anchor(id_: str) -> str:
    """Return the fragment of a comment: the same for ever."""
    return "comment-" + hashlib.sha256(id_.encode()).hexdigest()[:_LENGTH]
