"""Tags: their addresses, and two tags that would share one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.model.piece import Tag
from hiwar.text import nfc, one_line, without_marks

if TYPE_CHECKING:
    from hiwar.errors import Faults
    from hiwar.model.company import Company

#: What cannot stand in one segment of a path on every server.
_UNSAFE: Final = re.compile(r"[\s/\\]+")
#: Paging, and files in the folder of the tags.
_RESERVED: Final = frozenset({"page", "index.html"})
#: Longest name of a folder, in bytes, on the file systems that matter.
_MAX_BYTES: Final = 255


def tag_slug(name: str) -> str:
    """Return a tag's address: its text without marks and tatweel, in one segment; empty when it has none."""
    slug = _UNSAFE.sub("-", without_marks(name).casefold()).strip("-.")
    return "" if len(slug.encode()) > _MAX_BYTES else slug


@dataclass(slots=True)
class TagBook:
    """Gives each tag that a writer types its slug and name, and finds clashes."""

    company: Company
    #: By language and slug: the tag's text and the first file that has it, with its line.
    _first: dict[tuple[str, str], tuple[str, str, int]] = field(default_factory=dict)

    def tag(self, lang: str, typed: str, shown: str, line: int, faults: Faults) -> Tag | None:
        """Return the tag of a text, or note why it cannot have an address.

        Args:
            lang: the language of the piece.
            typed: the tag as the writer typed it.
            shown: the piece's file, for messages.
            line: the line on which the tags stand.
            faults: collects tags without an address, and two tags with one.
        """
        text = one_line(nfc(typed))
        slug = self._declared(lang, text) or tag_slug(text)
        if not slug or slug in _RESERVED:
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
        return Tag(slug, name)

    def _declared(self, lang: str, text: str) -> str:
        folded = text.casefold()
        rows = (row.slug for row in self.company.tags if row.names.get(lang, "").casefold() == folded)
        return next(rows, "")
