"""``content/coverage.toml`` to `Coverage`: what others wrote."""

from __future__ import annotations

import ipaddress
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from hiwar.content import fitting
from hiwar.content.files import shown_path
from hiwar.dates import parse_date
from hiwar.model.coverage import Coverage
from hiwar.model.kinds import FOLDERS, KINDS
from hiwar.model.piece import PieceId
from hiwar.text import did_you_mean, nfc, one_line
from hiwar.toml import read_toml
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from hiwar.errors import Faults
    from hiwar.toml import TomlFile

FILE: Final = "coverage.toml"
_TABLE: Final = "coverage"
_DAY: Final = "write a day: date = 2026-11-18"
_FOLDERS: Final = (FOLDERS["release"], FOLDERS["product"])


def read_coverage(
    folder: Path, known: Collection[PieceId], now: datetime, cwd: Path, faults: Faults
) -> tuple[Coverage, ...]:
    """Return what others wrote, newest first; rows with faults are noted and left out.

    Args:
        folder: the content folder; it need not have the file.
        known: the pieces that there are, public or not.
        now: aware, in the company's time zone; nobody has written tomorrow.
        cwd: where one stands, for the paths of messages.
        faults: collects what is wrong.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    shown = shown_path(path, cwd)
    try:
        file = read_toml(path, shown, faults)
    except OSError as error:
        faults.add(shown, 1, f"it cannot be read: {error.strerror}", "let the build read it")
        return ()
    if file is None:
        return ()
    rows = tuple(_rows(file, faults))
    parsed = (_parse_row(file, number, table, known, now.date(), faults) for number, table in rows)
    found = [row for row in parsed if row]
    _note_doubles(file, rows, faults)
    return tuple(sorted(found, key=lambda row: (row.date, row.outlet, row.url), reverse=True))


def _rows(file: TomlFile, faults: Faults) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the tables with their numbers, noting all that stands outside of them."""
    for key in file.values:
        if key != _TABLE:
            faults.add(file.shown, file.line(key), f'"{key}" stands outside a row', "put it below [[coverage]]")
    tables = file.values.get(_TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.add(file.shown, file.line(_TABLE), "the rows are not right", "begin each with [[coverage]]")
        return
    for number, table in enumerate(tables):
        yield str(number), table


def _parse_row(
    file: TomlFile,
    number: str,
    table: Mapping[str, Any],
    known: Collection[PieceId],
    today: date,
    faults: Faults,
) -> Coverage | None:
    before = len(faults.errors)
    _check_values(file, number, table, faults)
    if len(faults.errors) > before:
        return None
    row = _row(table)
    if row.date > today:
        line = file.line(_TABLE, number, "date")
        faults.add(file.shown, line, f"{row.date} is still to come", "write the day on which it was published")
    for piece in row.about:
        if piece not in known:
            _note_unknown(file, number, piece, known, faults)
    return row if len(faults.errors) == before else None


def _check_values(file: TomlFile, number: str, table: Mapping[str, Any], faults: Faults) -> None:
    for key in _NEEDED:
        if key not in table:
            faults.add(file.shown, file.line(_TABLE, number), f'no "{key}"', KEYS[key](None))
    for key, value in table.items():
        line = file.line(_TABLE, number, key)
        if key not in KEYS:
            faults.add(file.shown, line, f'unknown key "{key}"', did_you_mean(key, KEYS))
        elif problem := KEYS[key](value):
            faults.add(file.shown, line, f'the value of "{key}" is not right', problem)


def _row(table: Mapping[str, Any]) -> Coverage:
    """Return a row whose values were checked."""
    return Coverage(
        title=one_line(nfc(table["title"])),
        outlet=one_line(nfc(table["outlet"])),
        url=table["url"],
        date=_day(table["date"]) or date.min,
        lang=table["lang"],
        about=_about(table.get("about", ())),
    )


def _note_unknown(file: TomlFile, number: str, piece: PieceId, known: Collection[PieceId], faults: Faults) -> None:
    name = f"{FOLDERS[piece.kind]}/{piece.slug}"
    names = sorted(f"{FOLDERS[it.kind]}/{it.slug}" for it in known if FOLDERS[it.kind] in _FOLDERS)
    line = file.line(_TABLE, number, "about")
    faults.add(file.shown, line, f'there is no "{name}"', did_you_mean(name, names))


def _note_doubles(file: TomlFile, rows: tuple[tuple[str, Mapping[str, Any]], ...], faults: Faults) -> None:
    seen: dict[str, str] = {}
    for number, table in rows:
        url = table.get("url")
        first = seen.setdefault(url, number) if isinstance(url, str) else number
        if first != number:
            line = file.line(_TABLE, first, "url")
            faults.add(file.shown, file.line(_TABLE, number, "url"), f"{url} stands on line {line} too", "delete one")


def _about(value: Any) -> tuple[PieceId, ...]:
    names = (value,) if isinstance(value, str) else tuple(value)
    parts = (name.strip("/").partition("/") for name in names)
    return tuple(PieceId(KINDS[folder], nfc(slug)) for folder, _, slug in parts)


def _day(value: object) -> date | None:
    if isinstance(value, str):
        try:
            return parse_date(value, UTC).date()
        except ValueError:
            return None
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _is_day(value: object) -> str:
    return "" if _day(value) else _DAY


def _is_address(value: object) -> str:
    """Return what to write instead of an address that readers should not be sent to."""
    if not isinstance(value, str) or not is_whole_address(value):
        return 'write a whole address: url = "https://…"'
    parts = urlsplit(value)
    if "@" in parts.netloc:
        return "leave out the name before the @: it hides where the link leads"
    return "name the site, not a machine of a private network" if _is_private(parts.hostname or "") else ""


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host


def _is_language(value: object) -> str:
    right = isinstance(value, str) and fitting.is_language(value)
    return "" if right else 'write the language of the title: lang = "ar"'


def _is_about(value: object) -> str:
    names = [value] if isinstance(value, str) else value
    right = isinstance(names, list) and all(
        isinstance(name, str) and name.strip("/").partition("/")[0] in _FOLDERS for name in names
    )
    return "" if right else 'write about = "press/SLUG" or about = ["press/SLUG", "products/SLUG"]'


#: Every key of a row with its check.
KEYS: Final[Mapping[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "title": fitting.is_text,
        "outlet": fitting.is_text,
        "url": _is_address,
        "date": _is_day,
        "lang": _is_language,
        "about": _is_about,
    }
)
_NEEDED: Final = ("title", "outlet", "url", "date", "lang")
