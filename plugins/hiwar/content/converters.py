"""The converters of a build, each made when a text of its language is to be converted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.content.markdown import Converter


class Converters(dict[str, "Converter"]):
    """Converters by language."""

    def __missing__(self, lang: str) -> Converter:
        """Return the converter of a language that had nothing to convert so far."""
        # Markdown's extensions and what else a text needs take 40 ms to import, and most builds convert nothing.
        from hiwar.content.markdown import Converter

        self[lang] = Converter(lang)
        return self[lang]

    def prepare(self, languages: Iterable[str]) -> None:
        """Make the converters of some languages."""
        for lang in languages:
            self[lang]
