"""Markdown's inline patterns, each asked only where a text has a mark that it needs.

Python-Markdown asks every pattern of every run of text. Most runs have no mark at all,
and that was a third of what a text cost.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from markdown.inlinepatterns import ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


#: By the name of each pattern, texts of which one stands in whatever it matches
#: (Python-Markdown 3.11, inlinepatterns.py and extensions/footnotes.py; ours in smileys.py).
MARKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "backtick": ("`",),
        "escape": ("\\",),
        "footnote": ("[^",),
        "reference": ("[",),
        "link": ("[",),
        "image_link": ("![",),
        "image_reference": ("![",),
        "short_reference": ("[",),
        "short_image_ref": ("![",),
        "autolink": ("<",),
        "automail": ("<",),
        "linebreak": ("  \n",),
        "html": ("<",),
        "entity": ("&",),
        "hiwar_smileys": (":", ";", "<"),
        "em_strong": ("*", "_"),
    }
)
#: One of these stands in whatever any of them matches.
_MARK: Final = re.compile("|".join(sorted({re.escape(mark) for marks in MARKS.values() for mark in marks})))


class Inlines(InlineProcessor):
    """Python-Markdown's own, which passes over patterns that cannot match."""

    #: Each pattern with its marks; the stubs give the registry another type.
    _asked: tuple[tuple[Any, str, list[str]], ...] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree."""
        marks = {id(self.inlinePatterns[name]): own for name, own in MARKS.items() if name in self.inlinePatterns}
        # What leads to references changes nothing where there are none, and is asked of every bracket.
        skipped = () if self.md.references else (ReferenceInlineProcessor,)
        patterns = (pattern for pattern in self.inlinePatterns if not isinstance(pattern, skipped))
        asked = ((pattern, marks[id(pattern)]) for pattern in patterns)
        self._asked = tuple((pattern, first, others) for pattern, (first, *others) in asked)
        return super().run(tree, ancestors)

    # A private method there, by its mangled name: nothing public stands between it and each pattern.
    # It can go when Markdown itself passes over patterns; a test tells when it is not called any more.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 -- as there
        if isinstance(data, AtomicString) or not _MARK.search(data):
            return data
        for at in range(patternIndex, len(self._asked)):
            pattern, first, others = self._asked[at]
            start, matched = 0, True
            while matched and (first in data or any(mark in data for mark in others)):
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, at, start)  # type: ignore[attr-defined] # private there
        return data
