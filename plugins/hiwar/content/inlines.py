"""Markdown's inline patterns, each asked only where a text has a mark that it needs.

Python-Markdown asks every pattern of every run of text. Most runs have no mark at all,
and that was a third of what a text cost.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element


#: By the name of a pattern, texts of which one stands in whatever it matches; a pattern that is not here is always
#: asked (Python-Markdown 3.11, inlinepatterns.py and extensions/footnotes.py; ours in smileys.py).
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


class Inlines(InlineProcessor):
    """Python-Markdown's own, which passes over patterns that cannot match."""

    #: Each pattern with its marks; the stubs give the registry another type.
    _asked: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree."""
        marks = {id(self.inlinePatterns[name]): own for name, own in MARKS.items() if name in self.inlinePatterns}
        self._asked = tuple((pattern, marks.get(id(pattern), ("",))) for pattern in self.inlinePatterns)
        return super().run(tree, ancestors)

    # A private method there, by its mangled name: nothing public stands between it and each pattern.
    # It can go when Markdown itself passes over patterns; a test tells when it is not called any more.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 -- as there
        if isinstance(data, AtomicString):
            return data
        for at in range(patternIndex, len(self._asked)):
            pattern, marks = self._asked[at]
            start, matched = 0, True
            while matched and any(mark in data for mark in marks):
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, at, start)  # type: ignore[attr-defined] # private there
        return data
