"""Values as digests: equal digests, equal values; a value of an unknown kind has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN: Final = frozenset({str, int, float, bool, bytes, type(None)})


#: Stands for a value that nobody can tell from another by its digest.
UNKNOWN: Final = "?"


class UnknownKindError(TypeError):
    """A value that nobody can tell from another by its digest."""


class Stamps:
    """Gives values their digests, each shared value once."""

    def __init__(self) -> None:
        # Values are kept, so that no other takes their place in memory.
        self._known: dict[int, tuple[object, str]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def stamp(self, value: object) -> str:
        """Return the digest of a value.

        Raises:
            UnknownKindError: it is, or holds, something that is no value.
        """
        return digest_of(self.text(value).encode("utf-8", "surrogatepass"))

    def known(self, value: object) -> str:
        """Return a text that no other value has, or `UNKNOWN` for one that nobody can tell from another."""
        try:
            return self.text(value)
        except UnknownKindError:
            return UNKNOWN

    def text(self, value: object) -> str:
        """Return a text that no other value has."""
        kind = type(value)
        if kind in _PLAIN:
            return repr(value)
        # What is most in number comes first: this is asked for every value of every page.
        if kind is tuple:
            return f"({','.join([self.text(item) for item in value])})"  # type: ignore[attr-defined] # a tuple
        if kind in self._fields:
            return self._of_dataclass(value)
        stamped = getattr(value, "__stamp__", None)
        if stamped is not None:
            return f"{kind.__qualname__}:{stamped(self.text)}"
        if is_dataclass(value):
            return self._of_dataclass(value)
        return f"{kind.__module__}.{kind.__qualname__}{self._of_other(value)}"

    def _of_dataclass(self, value: object) -> str:
        found = self._known.get(id(value))
        if found is None:
            kind = type(value)
            names = self._fields.get(kind)
            if names is None:
                names = self._fields[kind] = tuple(row.name for row in fields(kind))  # type: ignore[arg-type] # it is one
            whole = ",".join([self.text(getattr(value, name)) for name in names])
            found = value, f"{kind.__qualname__}:{digest_of(whole.encode('utf-8', 'surrogatepass'))}"
            self._known[id(value)] = found
        return found[1]

    def _of_other(self, value: object) -> str:
        text: Callable[[object], str] = self.text
        if isinstance(value, (tuple, list)):
            return f"({','.join([text(item) for item in value])})"
        if isinstance(value, Mapping):
            # In their order, in which a template shows them.
            return "{" + ",".join([f"{text(key)}:{text(item)}" for key, item in value.items()]) + "}"
        if isinstance(value, (set, frozenset)):
            return "{" + ",".join(sorted(text(item) for item in value)) + "}"
        if isinstance(value, str):
            return repr(str(value))
        if isinstance(value, (datetime, time)):
            return f"{value.isoformat()}/{value.tzinfo}/{value.fold}"
        if isinstance(value, (date, timedelta, PurePath, ZoneInfo, int, float, Decimal)):
            return str(value)
        raise UnknownKindError(type(value).__qualname__)
