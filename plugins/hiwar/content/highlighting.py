"""The formatters of code, each made once: making one takes as long as formatting a block."""

from __future__ import annotations

from typing import Any, Final

from pygments.formatters.html import HtmlFormatter

#: By their options.
_MADE: Final[dict[str, HtmlFormatter[str]]] = {}


def formatter(lang_str: str, **options: Any) -> HtmlFormatter[str]:
    """Return the formatter of blocks with these options; it keeps nothing of a block.

    Args:
        lang_str: the class of the code's language, which CodeHilite gives to whoever makes formatters; not written.
        options: for Pygments.
    """
    del lang_str
    key = repr(sorted(options.items()))
    if key not in _MADE:
        _MADE[key] = HtmlFormatter(**options)
    return _MADE[key]
