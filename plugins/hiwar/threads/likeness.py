"""Strangers whose name is taken for the company's: told to the moderator, never decided here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hiwar.skeletons import skeleton, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.company import Company, Person
    from hiwar.model.thread import Author

#: Shorter names are ordinary words too often for one letter of difference to mean anything.
_LONG: Final = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The company's names and those of its people."""

    #: By the skeletons of its words, each name as it is written.
    by_words: tuple[tuple[tuple[str, ...], str], ...]

    def resembling(self, author: Author) -> str:
        """Return the name of ours for which somebody's name or handle is taken; empty when for none."""
        handle = author.handle.lstrip("@").partition("@")[0]
        return self._match(author.name) or self._match(handle)

    def _match(self, name: str) -> str:
        theirs = words(name)
        if not theirs:
            return ""
        whole = "".join(theirs)
        return next((own for ours, own in self.by_words if _is_alike(ours, theirs, whole)), "")


def gather(company: Company, people: Iterable[Person]) -> Names:
    """Return the names that nobody else may seem to have, in all languages."""
    named = [*company.name.values(), *(name for person in people for name in person.name.values())]
    named += [community.account.lstrip("@").partition("@")[0] for community in company.communities]
    found = {words(name): name for name in named if skeleton(name)}
    return Names(tuple(sorted(found.items())))


def _is_alike(ours: tuple[str, ...], theirs: tuple[str, ...], whole: str) -> bool:
    """Tell whether a name is ours, holds ours, is ours written apart, or one letter away from it."""
    length, own = len(ours), "".join(ours)
    holds = any(theirs[start : start + length] == ours for start in range(len(theirs) - length + 1))
    return holds or whole == own or (len(own) >= _LONG and _is_near(own, whole))


@lru_cache(maxsize=4096)
def _is_near(first: str, second: str) -> bool:
    """Tell whether one letter changed, added, left out or swapped with its neighbour makes two words one."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if start is None:
        return True
    one, other = first[start:], second[start:]
    swapped = len(one) > 1 and one[1] + one[0] + one[2:] == other
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
