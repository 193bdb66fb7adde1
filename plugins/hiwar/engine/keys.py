"""The key of each output file: a digest of all that decides its bytes."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from hiwar.model.memory import digest_of
from hiwar.model.page import Page
from hiwar.model.values import Values
from hiwar.stamps import Stamps, UnknownKindError

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.company import Company
    from hiwar.model.memory import Memory
    from hiwar.model.page import Chrome

#: What a page says of itself besides its values.
_FRAME: Final = tuple(row.name for row in fields(Page) if row.name != "values")


class Keys:
    """Gives files their keys; empty ones where nothing is believed or somebody uses what is no value."""

    def __init__(self, house: str) -> None:
        #: Digest of what every page depends on; empty in a build that believes nothing.
        self._house = house
        self._stamps = Stamps()

    def of_page(self, page: Page, company: Company, chrome: Chrome) -> str:
        """Return the key of a page."""
        if not self._house:
            return ""
        text = self._stamps.text
        try:
            values = page.values.stamps(text) if isinstance(page.values, Values) else text(page.values)
            frame = [text(getattr(page, name)) for name in _FRAME]
            whole = f"{self._house}\n{text(company)}\n{text(chrome)}\n{frame}\n{values}"
        except UnknownKindError:
            return ""
        return digest_of(whole.encode("utf-8", "surrogatepass"))

    def of_file(self, memory: Memory, source: Path) -> str:
        """Return the key of a file that is served as our programs leave it."""
        return digest_of(f"{memory.house}\n{memory.digest(source)}".encode()) if self._house else ""
