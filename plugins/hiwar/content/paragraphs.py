"""Plain paragraphs, told at one look: Python-Markdown asks a dozen processors of each, and the last one takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown.blockprocessors import BlockProcessor, ParagraphProcessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: A line that begins with a letter, which may be emphasised or quoted: with that begins no line of any other block
#: (Python-Markdown 3.11, blockprocessors.py and the extensions that `hiwar.content.markdown` names).
_LINE: Final = r"""[*_]{0,3}["'(«“‹]?[^\W\d_][^\n|]*"""
_PLAIN: Final = re.compile(rf"{_LINE}(?:\n{_LINE})*")
#: Before all others; the first of those stands at 100.
PRIORITY: Final = 110


class PlainParagraphs(BlockProcessor):
    """Takes what nobody else would."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a block is plain."""
        del parent
        return _PLAIN.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Do what the processor of paragraphs does."""
        return self._paragraphs.run(parent, blocks)

    @property
    def _paragraphs(self) -> ParagraphProcessor:
        found = self.parser.blockprocessors["paragraph"]
        if not isinstance(found, ParagraphProcessor):
            raise TypeError(found)
        return found
