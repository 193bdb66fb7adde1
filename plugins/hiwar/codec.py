"""Our values as JSON and back, for what is remembered between builds.

What comes back equals what went in. Reading makes values and runs nothing: only frozen
classes of this package are made, and whoever reads checks where the text came from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_PACKAGE: Final = __name__.partition(".")[0] + "."


class NotKeptError(TypeError):
    """A value that cannot be kept, and why; or a text that is no value of ours."""


#: What a row that is none of ours may lead to.
BROKEN: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, ImportError)


def render(value: object, folder: Path) -> str:
    """Return a value as JSON.

    Args:
        value: of our own frozen classes, tuples, mappings, texts, numbers and moments.
        folder: what paths in it are kept relative to.

    Raises:
        NotKeptError: it holds something else.
    """
    return json.dumps(packed(value, folder), ensure_ascii=False, separators=(",", ":"))


def parse(text: str, folder: Path) -> Any:
    """Return the value that a text says.

    Raises:
        NotKeptError: it says none.
    """
    try:
        return unpacked(json.loads(text), folder)
    except BROKEN as error:
        raise NotKeptError(str(error)) from error


def packed(value: object, folder: Path) -> Any:
    """Return what JSON says of a value.

    Raises:
        NotKeptError: it holds something else than `render` keeps.
    """
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return ["t", *(packed(item, folder) for item in value)]  # type: ignore[attr-defined] # a tuple
    if kind is Markup:
        return ["m", str(value)]
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return ["c", _name(kind), *(packed(item, folder) for item in value)]
    if is_dataclass(value):
        return ["c", _name(kind), *(packed(getattr(value, name), folder) for name in _fields(kind))]
    return _packed_other(value, folder)


def _packed_other(value: object, folder: Path) -> object:
    match value:
        case datetime():
            return ["d", value.replace(tzinfo=None).isoformat(), value.fold, _zone(value)]
        case date():
            return ["D", value.isoformat()]
        case Decimal():
            return ["N", str(value)]
        case Path():
            try:
                return ["p", value.relative_to(folder).as_posix()]
            except ValueError as error:
                raise NotKeptError(str(error)) from error
        case frozenset():
            return ["f", *sorted((packed(item, folder) for item in value), key=repr)]
        case Mapping():
            return ["M", *([packed(key, folder), packed(item, folder)] for key, item in value.items())]
    raise NotKeptError(type(value).__qualname__)


def _zone(moment: datetime) -> object:
    zone = moment.tzinfo
    if zone is None:
        return None
    if isinstance(zone, ZoneInfo):
        return zone.key
    offset = zone.utcoffset(moment)
    return offset.total_seconds() if offset is not None else None


def unpacked(row: Any, folder: Path) -> Any:
    """Return the value that parsed JSON says; raises what wrong JSON leads to."""
    if type(row) is not list:
        return row
    return _READERS[row[0]](row, folder)


def _moment(row: list[Any], _folder: Path) -> datetime:
    zone = row[3]
    if isinstance(zone, str):
        return datetime.fromisoformat(row[1]).replace(tzinfo=ZoneInfo(zone), fold=row[2])
    return datetime.fromisoformat(row[1]).replace(tzinfo=None if zone is None else timezone(timedelta(seconds=zone)))


def _made(row: list[Any], folder: Path) -> Any:
    return _class(row[1])(*[unpacked(item, folder) for item in row[2:]])


@lru_cache(maxsize=256)
def _name(kind: Any) -> str:
    if not kind.__module__.startswith(_PACKAGE):
        raise NotKeptError(kind.__qualname__)
    return f"{kind.__module__}:{kind.__qualname__}"


@lru_cache(maxsize=256)
def _fields(kind: Any) -> tuple[str, ...]:
    if not all(row.init for row in fields(kind)):
        raise NotKeptError(kind.__qualname__)
    return tuple(row.name for row in fields(kind))


@lru_cache(maxsize=256)
def _class(name: str) -> Callable[..., Any]:
    module, _, kind = name.partition(":")
    found = getattr(import_module(module), kind) if module.startswith(_PACKAGE) else None
    if isinstance(found, type) and (is_dataclass(found) or issubclass(found, tuple)):
        return found
    raise NotKeptError(name)


_READERS: Final[Mapping[str, Callable[[list[Any], Path], Any]]] = MappingProxyType(
    {
        "t": lambda row, folder: tuple([unpacked(item, folder) for item in row[1:]]),
        "m": lambda row, _folder: Markup(row[1]),  # noqa: S704 -- it was one when it was kept
        "c": _made,
        "d": _moment,
        "D": lambda row, _folder: date.fromisoformat(row[1]),
        "N": lambda row, _folder: Decimal(row[1]),
        "p": lambda row, folder: folder / row[1],
        "f": lambda row, folder: frozenset([unpacked(item, folder) for item in row[1:]]),
        "M": lambda row, folder: MappingProxyType({unpacked(k, folder): unpacked(v, folder) for k, v in row[1:]}),
    }
)
