"""Lists numbered from the oldest, so that a new piece moves no old page.

Page 1 holds the n oldest for ever. The list itself shows the n newest. No page
says how many there are or links to a newer one, because then the newest piece
would change them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from hiwar.model.page import Paging

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """One page of a list."""

    address: str
    #: In the order in which they are shown: newest first.
    items: tuple[Item, ...]
    paging: Paging


def compose_list(items: Sequence[Item], size: int, address: str) -> tuple[ListPage[Item], ...]:
    """Return the list's own page, then pages 1 to M.

    Args:
        items: oldest first.
        size: how many stand on a page.
        address: of the list, with a slash at the end.
    """
    count = len(items)
    last = max(1, -(-count // size))
    newest = tuple(reversed(items[max(0, count - size) :]))
    # The first piece that the list itself does not show stands on this page.
    older = -(-(count - size) // size) if count > size else 0
    front = ListPage(address, newest, Paging(None, page_address(address, older) if older else None, None))
    return (front, *(_numbered(items, size, address, number) for number in range(1, last + 1)))


def page_address(address: str, number: int) -> str:
    """Return the address of a page of a list."""
    return f"{address}page/{number}/"


def _numbered(items: Sequence[Item], size: int, address: str, number: int) -> ListPage[Item]:
    on_page = items[(number - 1) * size : number * size]
    older = page_address(address, number - 1) if number > 1 else None
    return ListPage(page_address(address, number), tuple(reversed(on_page)), Paging(number, older, address))
