"""``content/announced.json``: what was said elsewhere, in git beside what it is about.

    {"version": 1, "announced": [{"piece": "press/launch", "lang", "place",
     "account", "part", "state", "moment", "digest", "address", "key"}]}

It is made to be read as a diff and to be mended by hand: a row a post, a line a
field, sorted, what is empty left out.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from hiwar.model.announcement import ANNOUNCEMENT_STATES, Announcement, AnnouncementId
from hiwar.model.kinds import FOLDERS, KINDS
from hiwar.model.piece import PieceId
from hiwar.text import did_you_mean, nfc
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hiwar.errors import Faults

NAME: Final = "announced.json"
VERSION: Final = 1
Ledger = tuple[Announcement, ...]
_NEEDED: Final = ("piece", "lang", "place", "state", "moment")
_OTHERS: Final = ("account", "part", "digest", "address", "key")
_FIX: Final = "take the file back from git; never delete it, or all is announced again"


def read(content: Path, cwd: Path, faults: Faults) -> Ledger:
    """Return the ledger of a content folder, empty when there is none, noting what is wrong in it."""
    path = content / NAME
    shown = os.path.relpath(path, cwd)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        faults.add(shown, 1, f"it cannot be read: {why}", _FIX)
        return ()
    return parse(text, shown, faults)


def parse(text: str, shown: str, faults: Faults) -> Ledger:
    """Return the rows of a ledger, noting every fault with its line."""
    try:
        value = json.loads(text)
        rows = value["announced"] if value["version"] == VERSION else None
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        faults.add(shown, line, "it is no ledger of what was announced", _FIX)
        return ()
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.add(shown, 1, "it is no ledger of what was announced", _FIX)
        return ()
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "{"][1:]
    found = (_row(row, shown, starts[index] if index < len(starts) else 1, faults) for index, row in enumerate(rows))
    return _once((row for row in found if row), shown, faults)


def render(ledger: Iterable[Announcement]) -> str:
    """Return the file of a ledger; the same ledger is the same text."""
    rows = [_values(row) for row in sorted(ledger, key=lambda row: row.id)]
    return json.dumps({"version": VERSION, "announced": rows}, ensure_ascii=False, indent=1) + "\n"


def merge(ledger: Ledger, *rows: Announcement) -> Ledger:
    """Return the ledger with rows put in the places of their former selves."""
    found = {row.id: row for row in (*ledger, *rows)}
    return tuple(found[id_] for id_ in sorted(found))


def former_ids(kind_slug: PieceId, aliases: Iterable[str]) -> frozenset[PieceId]:
    """Return all ids under which a piece may stand in the ledger: its own, and those it had."""
    return frozenset({kind_slug, *(PieceId(kind_slug.kind, alias) for alias in aliases)})


def _values(row: Announcement) -> Mapping[str, str]:
    values = {
        "piece": f"{FOLDERS[row.id.piece.kind]}/{row.id.piece.slug}",
        "lang": row.id.lang,
        "place": row.id.place,
        "account": row.id.account,
        "part": row.id.part,
        "state": row.state,
        "moment": row.moment.astimezone(UTC).isoformat(timespec="seconds"),
        "digest": row.digest,
        "address": row.address,
        "key": row.key,
    }
    return {name: value for name, value in values.items() if value}


def _row(row: dict[str, object], shown: str, line: int, faults: Faults) -> Announcement | None:
    before = len(faults.found)
    for name in row:
        if name not in (*_NEEDED, *_OTHERS):
            faults.add(shown, line, f'unknown field "{name}"', did_you_mean(name, (*_NEEDED, *_OTHERS)))
    texts = {name: row.get(name, "") for name in (*_NEEDED, *_OTHERS)}
    wrong = next((name for name, text in texts.items() if not isinstance(text, str)), None)
    missing = next((name for name in _NEEDED if not texts[name]), None)
    if wrong or missing:
        faults.add(shown, line, f'"{wrong or missing}" has to be text', _FIX)
        return None
    values = {name: str(text) for name, text in texts.items()}
    folder, _, slug = values["piece"].partition("/")
    state = next((state for state in ANNOUNCEMENT_STATES if state == values["state"]), None)
    moment = _moment(values["moment"])
    if folder not in KINDS or not slug:
        faults.add(shown, line, f'"{values["piece"]}" is no piece', 'write it like "blog/launch"')
    if state is None:
        faults.add(
            shown, line, f'unknown state "{values["state"]}"', did_you_mean(values["state"], ANNOUNCEMENT_STATES)
        )
    if moment is None:
        faults.add(shown, line, f'"{values["moment"]}" is no moment', 'write it like "2026-03-12T06:30:00+00:00"')
    if values["address"] and not is_whole_address(values["address"]):
        faults.add(shown, line, f'"{values["address"]}" is no whole address', "write https://…")
    if len(faults.found) > before or state is None or moment is None:
        return None
    id_ = AnnouncementId(
        PieceId(KINDS[folder], nfc(slug)), values["lang"], values["place"], values["account"], values["part"]
    )
    return Announcement(id_, state, moment, values["digest"], values["address"], values["key"])


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _once(rows: Iterable[Announcement], shown: str, faults: Faults) -> Ledger:
    found: dict[AnnouncementId, Announcement] = {}
    for row in rows:
        if row.id in found:
            what = f"{FOLDERS[row.id.piece.kind]}/{row.id.piece.slug} at {row.id.place}"
            faults.add(shown, 1, f'"{what}" stands twice', "keep the row that has an address")
        found.setdefault(row.id, row)
    return tuple(found[id_] for id_ in sorted(found))
