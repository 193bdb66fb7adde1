"""Quotations of an old text: who is named by a handle there is nobody of this company."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.importing.rewriting import rewrite

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context

#: A line of a quotation that ends like ``— @handle``, which here would name an id in people.toml.
_SPEAKER: Final = re.compile(r"^([ ]{0,3}>[^\n]*?[>\s](?:[—–]|--?)[ \t]*)@(\w[\w-]*[ \t]*)$", re.MULTILINE)


def name_strangers(text: str, context: Context) -> str:
    """Return the text with the names under quotations as names; no word changes."""
    return rewrite(text, _SPEAKER, lambda found: found.group(1) + found.group(2), context.mask(text))
