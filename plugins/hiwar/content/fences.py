"""Fenced code, of whose options only those count that cannot change the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markdown.extensions.fenced_code import FencedBlockPreprocessor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

    from hiwar.content.markdown import Converter

#: All others reach Pygments, which writes some of them into the page unescaped and fails on others.
#: The first is the name of the code's language: ``c++``, ``.net``.
_CLASS: Final = re.compile(r"[\w#.+-]+")
_KNOWN: Final = frozenset({"id", ".", "hl_lines", "linenums"})


class Fences(FencedBlockPreprocessor):
    """Python-Markdown's own, with its options checked."""

    def __init__(self, md: Markdown, converter: Converter) -> None:
        super().__init__(md, {"lang_prefix": "language-"})
        self._converter = converter

    def handle_attrs(self, attrs: Iterable[tuple[str, str | None]]) -> tuple[str, list[str], dict[str, Any]]:
        """Return id, classes and options, noting those that are not known."""
        kept: list[tuple[str, Any]] = []
        for key, value in attrs:
            if key in _KNOWN and (key != "." or _CLASS.fullmatch(value or "")):
                kept.append((key, value))
            elif self._converter.resolver:
                name = key if key != "." else f".{value}"
                problem = f'a code block has no option "{name}"'
                self._converter.resolver.note(name, problem, "delete it, or use one of: hl_lines, linenums")
        found: tuple[str, list[str], dict[str, Any]] = super().handle_attrs(kept)
        return found
