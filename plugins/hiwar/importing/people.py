"""The authors of an old blog as entries of people.toml; what stands there stays."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hiwar.importing.names import person_id
from hiwar.text import nfc, one_line, without_illegal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(slots=True)
class People:
    """Gives each author an id, adding those who are not there yet."""

    languages: tuple[str, ...]
    #: By name in any case.
    ids: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    #: Tables to add: id to the lines after its heading.
    added: dict[str, str] = field(default_factory=dict)
    #: Ids that a journalist could reach.
    reachable: list[str] = field(default_factory=list)

    def read(self, tables: Mapping[str, object]) -> None:
        """Take in who is in people.toml already."""
        for key, table in tables.items():
            self.taken.add(key)
            if not isinstance(table, dict):
                continue
            names = table.get("name")
            for name in names.values() if isinstance(names, dict) else ():
                self.ids.setdefault(_folded(str(name)), key)
            if table.get("email") or table.get("phone"):
                self.reachable.append(key)

    def find(self, typed: str, known: Mapping[str, str]) -> tuple[str, bool]:
        """Return the id of an author, and whether it was added now.

        Args:
            typed: a name, or an id of the old blog.
            known: names by the old blog's ids.
        """
        name = one_line(without_illegal(nfc(known.get(typed, typed))))
        if found := self.ids.get(_folded(name)):
            return found, False
        wanted = person_id(typed)
        found = wanted
        number = 2
        while found in self.taken:
            found = f"{wanted}-{number}"
            number += 1
        self.add(found, name)
        return found, True

    def add(self, key: str, name: str, more: str = "") -> None:
        """Add a person under an id that is free."""
        self.ids.setdefault(_folded(name), key)
        self.taken.add(key)
        # JSON's strings are TOML's basic strings, for text without control characters.
        texts = ", ".join(f"{_key(lang)} = {json.dumps(name, ensure_ascii=False)}" for lang in self.languages)
        self.added[key] = f"name = {{ {texts} }}\n{more}"

    def compose(self, before: str) -> str:
        """Return people.toml with the new tables after what stands there."""
        tables = [f"[{key}]\n{lines}" for key, lines in self.added.items()]
        return "\n".join([f"{before.rstrip()}\n"] * bool(before.strip()) + tables)


def _folded(name: str) -> str:
    return one_line(nfc(name)).casefold()


def _key(lang: str) -> str:
    return lang if lang.isascii() else json.dumps(lang, ensure_ascii=False)
