"""What a page's template is given: values, some of them made only when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple


class Later(NamedTuple):
    """A value that is made when it is looked at, so that a page that stays as it is costs nothing."""

    #: Names all that it is made from, besides the page's other values, who speaks, and the programs.
    stamp: str
    make: Callable[[], object]


class Values(Mapping[str, object]):
    """Values by name, in the order in which they came; `Later` ones are made once."""

    __slots__ = ("_later", "_made")

    def __init__(self, values: Mapping[str, object]) -> None:
        """Take values over; those of another `Values` stay as unmade as they are."""
        self._made: dict[str, object] = {}
        self._later: dict[str, Later] = {}
        if isinstance(values, Values):
            values._hand_over(self)  # noqa: SLF001 -- of its own class
        else:
            self._take(values)

    def _hand_over(self, other: Values) -> None:
        other._made, other._later = dict(self._made), dict(self._later)

    def _take(self, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            self._made.pop(name, None)
            self._later.pop(name, None)
            if isinstance(value, Later):
                self._later[name] = value
            else:
                self._made[name] = value

    def adding(self, values: Mapping[str, object]) -> Values:
        """Return these values and others, which stand in the place of those of the same name."""
        found = Values(self)
        found._take(values)
        return found

    def __getitem__(self, name: str) -> object:
        if name in self._made:
            return self._made[name]
        value = self._made[name] = self._later[name].make()
        return value

    def __iter__(self) -> Iterator[str]:
        yield from self._later
        yield from (name for name in self._made if name not in self._later)

    def __len__(self) -> int:
        return len(self._later.keys() | self._made.keys())

    def __contains__(self, name: object) -> bool:
        return name in self._made or name in self._later

    def stamps(self, text: Callable[[object], str]) -> dict[str, str]:
        """Return for each name a text that says what its value is, or what it is made from.

        Args:
            text: returns a text that no other value has.
        """
        made = {name: text(value) for name, value in self._made.items() if name not in self._later}
        return {**made, **{name: later.stamp for name, later in self._later.items()}}
