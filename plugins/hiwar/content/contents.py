"""Headings and their fragments; a list of contents only where a writer wants one in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element

from markdown.extensions.toc import TocExtension, TocTreeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Where the list shall stand.
MARKER: Final = "[TOC]"


class _Contents(TocTreeprocessor):
    """Python-Markdown's own, which composes a list for every text and looks for its place at every element."""

    def build_toc_div(self, toc_list: Iterable[Any]) -> Element:
        """Return the list; an empty element where nobody wants it."""
        return super().build_toc_div(list(toc_list)) if self.marker else Element("div")


class Contents(TocExtension):
    """The extension of that name."""

    TreeProcessorClass = _Contents
