"""Whether something that stands at a place is what was to be said there."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from hiwar.html import text_of
from hiwar.text import nfc

if TYPE_CHECKING:
    from hiwar.announce.place import Draft

#: What an address may go on with, so that ``/blog/tank/`` is not found in ``/blog/tank/two``.
_GOES_ON: Final = r"(?![^\s<>\"'()\[\]])"
_LETTERS: Final = re.compile(r"[^\W_]+")


def is_said(draft: Draft, html: str) -> bool:
    """Tell whether HTML or text says what a draft says.

    The address of the page decides, since platforms shorten and decorate
    texts; an answer, which has none, is compared by its letters.
    """
    if draft.url:
        return bool(re.search(re.escape(draft.url) + _GOES_ON, unescape(html)))
    said, wanted = _letters(text_of(html)), _letters(draft.text)
    return bool(wanted) and wanted in said


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(nfc(text))).casefold()
