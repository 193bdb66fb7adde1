"""What a tree holds, and how two trees differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar.deploy.errors import Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiwar.model.deploy import Published


class Entry(NamedTuple):
    """One file of a tree."""

    #: The id git gives to its bytes.
    blob: str
    #: In bytes.
    size: int


#: By path from the root of the tree, with ``/`` between its parts.
Listing = dict[str, Entry]

#: How many addresses of a kind are printed before the rest is only counted.
_SHOWN: Final = 20


@dataclass(frozen=True)
class Difference:
    """What a deploy changes."""

    old: Listing
    new: Listing
    #: Ids of feed entries that were not there before, sorted.
    feed_ids: tuple[str, ...] = ()

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Paths that are new, sorted."""
        return tuple(sorted(self.new.keys() - self.old.keys()))

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Paths that are no longer there, sorted."""
        return tuple(sorted(self.old.keys() - self.new.keys()))

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """Paths whose bytes differ, sorted."""
        both = self.new.keys() & self.old.keys()
        return tuple(sorted(path for path in both if self.new[path].blob != self.old[path].blob))

    @property
    def is_empty(self) -> bool:
        """Whether both trees hold the same."""
        return not (self.added or self.gone or self.changed)

    @property
    def bytes(self) -> int:
        """Size of the new tree, in bytes."""
        return sum(entry.size for entry in self.new.values())

    @property
    def grown(self) -> int:
        """How many bytes the new tree has more; negative when it has fewer."""
        return self.bytes - sum(entry.size for entry in self.old.values())


def compare(old: Listing, new: Listing, before: Published | None, after: Published) -> Difference:
    """Return what changes between two trees and what they say of themselves."""
    known = set(before.feed_ids) if before else set()
    return Difference(old, new, tuple(sorted(set(after.feed_ids) - known)))


def pages(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that are pages."""
    return tuple(path for path in paths if path.endswith(".html"))


def address(path: str) -> str:
    """Return the address at which a file of the tree answers."""
    return "/" + (path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)


def refuse_shrinking(difference: Difference) -> None:
    """Refuse a tree that lacks a fifth, or more, of the pages that are live.

    Raises:
        Unfit: with the first pages that would go.
    """
    before, gone = pages(difference.old), pages(difference.gone)
    if gone and len(gone) * 5 >= len(before):
        first = ", ".join(address(path) for path in gone[:3])
        raise Unfit(
            f"{len(gone)} of {len(before)} pages would be gone ({first}{', …' if len(gone) > 3 else ''}); "
            "mend the content, or say --shrink if you mean it"
        )


def headline(difference: Difference) -> str:
    """Return the difference in one line."""
    new, changed, gone = (len(pages(paths)) for paths in (difference.added, difference.changed, difference.gone))
    return f"pages: {new} new, {changed} changed, {gone} gone"


def render(difference: Difference) -> str:
    """Return the difference for the terminal."""
    kinds = {"new": difference.added, "changed": difference.changed, "gone": difference.gone}
    others = sum(len(paths) - len(pages(paths)) for paths in kinds.values())
    grown = f"{'+' if difference.grown >= 0 else '-'}{_size(abs(difference.grown))}"
    totals = f"other files: {others}; feed entries: {len(difference.feed_ids)} new"
    size = f"{_size(difference.bytes)} ({grown})"
    entries = (f"  entry    {entry}" for entry in difference.feed_ids[:_SHOWN])
    return "\n".join((f"{headline(difference)}; {totals}; {size}", *_rows(kinds), *entries))


def _rows(kinds: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for word, paths in kinds.items():
        found = pages(paths)
        yield from (f"  {word:<8} {address(path)}" for path in found[:_SHOWN])
        if len(found) > _SHOWN:
            yield f"  {word:<8} and {len(found) - _SHOWN} more"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"
