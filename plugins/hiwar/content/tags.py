"""Tags: their addresses, and two tags that would share one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hiwar.model.piece import Tag
from hiwar.slugs import tag_slug
from hiwar.text import nfc, one_line

if TYPE_CHECKING:
    from hiwar.errors import Faults
    from hiwar.model.company import Company


@dataclass(slots=True)
class TagBook:
    """Gives each tag that a writer types its slug and name, and finds clashes."""

    company: Company
    #: By language and slug: the tag's text and the first file that has it, with its line.
    _first: dict[tuple[str, str], tuple[str, str, int]] = field(default_factory=dict)
    #: By language and what was typed: the tag, once it was found to be right. The same few are typed again and again.
    _given: dict[tuple[str, str], Tag] = field(default_factory=dict)

    def tag(self, lang: str, typed: str, shown: str, line: int, faults: Faults) -> Tag | None:
        """Return the tag of a text, or note why it cannot have an address.

        Args:
            lang: the language of the piece.
            typed: the tag as the writer typed it.
            shown: the piece's file, for messages.
            line: the line on which the tags stand.
            faults: collects tags without an address, and two tags with one.
        """
        given = self._given.get((lang, typed))
        if given:
            return given
        text = one_line(nfc(typed))
        slug = self._declared(lang, text) or tag_slug(text)
        if not slug:
            faults.add(
                shown,
                line,
                f'the tag "{typed}" has no address',
                "give it a slug under [tags] in company.toml",
            )
            return None
        name, first, first_line = self._first.setdefault((lang, slug), (text, shown, line))
        if name != text:
            faults.add(
                shown,
                line,
                f'the tag "{text}" has the same address as "{name}" ({first}:{first_line})',
                f'write "{name}", or give one of them a slug under [tags] in company.toml',
            )
            return None
        return self._given.setdefault((lang, typed), Tag(slug, name))

    def _declared(self, lang: str, text: str) -> str:
        folded = text.casefold()
        rows = (row.slug for row in self.company.tags if row.names.get(lang, "").casefold() == folded)
        return next(rows, "")
