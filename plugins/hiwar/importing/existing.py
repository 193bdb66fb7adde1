"""What stands in the content folder before an import."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, available_timezones

from hiwar.errors import ContentError, Fault, SetupError
from hiwar.importing import header
from hiwar.importing.report import Notes
from hiwar.model.kinds import KINDS
from hiwar.text import nfc

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from hiwar.importing.header import Entry
    from hiwar.importing.trees import Tree

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(.+)")
_SEPARATORS: Final = re.compile(r"[,;،؛]")


@dataclass(frozen=True, slots=True)
class Existing:
    """A content folder as it was found."""

    #: Values of company.toml; None when there is none.
    company: dict[str, Any] | None
    people: dict[str, Any]
    #: people.toml as it stands.
    people_text: str
    #: Path of each piece by language, kind and slug or alias in small letters.
    taken: dict[tuple[str, str, str], str] = field(default_factory=dict)
    #: Language and tag, in the order of the files.
    tags: list[tuple[str, str]] = field(default_factory=list)

    @property
    def timezone(self) -> tzinfo:
        """The zone of dates without an offset; UTC when company.toml names none."""
        name = self.company.get("timezone") if self.company else None
        return ZoneInfo(name) if isinstance(name, str) and name in available_timezones() else UTC

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in company.toml; empty when there is none."""
        listed = self.company.get("languages") if self.company else None
        return tuple(str(code) for code in listed) if isinstance(listed, list) else ()


def read_existing(content: Path) -> Existing:
    """Return what stands in a content folder, which may not be there yet.

    Raises:
        ContentError: company.toml or people.toml cannot be read.
        SetupError: a file cannot be opened.
    """
    company = _read_toml(content / "company.toml")
    people = _read_toml(content / "people.toml")
    found = Existing(company[0] if company else None, people[0] if people else {}, people[1] if people else "")
    for path in sorted(content.glob("*/*/*.md")):
        _add(found, path, content)
    return found


def _read_toml(path: Path) -> tuple[dict[str, Any], str] | None:
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text), text
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        fault = Fault(str(path), 1, f"the TOML cannot be read: {error}", "mend it, then import again")
        raise ContentError([fault]) from error
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror}") from error


def _add(found: Existing, path: Path, content: Path) -> None:
    target = nfc(path.relative_to(content).as_posix())
    lang, folder, name = target.split("/")
    kind = KINDS.get(folder)
    if kind is None:
        return
    stem = name.removesuffix(".md")
    match = _DATE.fullmatch(stem)
    found.taken.setdefault((lang, kind, (match.group(1) if match else stem).casefold()), target)
    for entry in _entries(path):
        if entry.key == "tags":
            found.tags.extend((lang, tag) for tag in _items(entry.value))
        elif entry.key == "aliases":
            for alias in _items(entry.value):
                found.taken.setdefault((lang, kind, alias.casefold()), target)


def _entries(path: Path) -> tuple[Entry, ...]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    return header.parse(text, Notes(path.name)).entries


def _items(value: Tree) -> list[str]:
    parts = value if isinstance(value, tuple) else _SEPARATORS.split(value) if isinstance(value, str) else ()
    return [part.strip() for part in parts if isinstance(part, str) and part.strip()]
