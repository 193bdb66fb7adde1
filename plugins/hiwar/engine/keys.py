"""The key of each output file: a digest of all that decides its bytes."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from hiwar.model.memory import digest_of
from hiwar.model.page import Page
from hiwar.model.values import Values
from hiwar.stamps import Stamps, UnknownKindError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiwar.model.company import Company
    from hiwar.model.memory import Memory
    from hiwar.model.page import Chrome

#: What a page says of itself besides its values.
_FRAME: Final = tuple(row.name for row in fields(Page) if row.name != "values")


class Keys:
    """Gives files their keys; empty ones where nothing is believed or somebody uses what is no value."""

    def __init__(self, shared: Mapping[str, str]) -> None:
        """Make keys for one build.

        Args:
            shared: what every page depends on, by name; empty in a build that believes nothing.
        """
        self._shared = shared
        self._house = bool(shared)
        self._stamps = Stamps()

    def of_page(self, page: Page, company: Company, chrome: Chrome) -> tuple[str, Mapping[str, str]]:
        """Return the key of a page, and what it is made of: a text for each of its inputs by name."""
        if not self._house:
            return "", {}
        text = self._stamps.text
        try:
            values = Values(page.values).stamps(text)
            frame = {name: text(getattr(page, name)) for name in _FRAME}
            parts = {**self._shared, "company": text(company), "chrome": text(chrome), **frame, **values}
        except UnknownKindError as error:
            return "", {"unknown": str(error)}
        return digest_of(repr(parts).encode("utf-8", "surrogatepass")), parts

    def of_file(self, memory: Memory, source: Path) -> str:
        """Return the key of a file that is served as our programs leave it."""
        return digest_of(f"{memory.house}\n{memory.digest(source)}".encode()) if self._house else ""
