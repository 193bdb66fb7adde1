"""A small site without a fault, and cases that break it in one way each."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hiwar.checks.rule import Subject
from hiwar.checks.rules import RULES
from hiwar.checks.tree import read_tree

HERE = Path(__file__).parent
URL = "https://news.dar.example"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """One change of the site, and what one rule says then."""

    rule: str
    name: str
    #: Each: ``file``; ``old`` and ``new`` text; without ``old`` the file is written, without ``new`` it goes.
    edits: list[dict[str, Any]]
    #: Messages without their fixes; none when nothing must be found.
    faults: list[str]
    url: str = URL

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def read_cases() -> list[Case]:
    """Return the cases of all rules: one file a rule."""
    found = []
    for path in sorted((HERE / "cases").glob("*.toml")):
        rows = tomllib.loads(path.read_text("utf-8"))["case"]
        found += [Case(path.stem, row["name"], row["edits"], row["faults"], row.get("url", URL)) for row in rows]
    return found


def make(folder: Path, edits: list[dict[str, Any]]) -> Path:
    """Copy the site and change it."""
    site = folder / "site"
    shutil.copytree(HERE / "tree", site)
    for edit in edits:
        path = site / edit["file"]
        if "new" not in edit:
            path.unlink()
        elif "old" not in edit:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(edit["new"] * edit.get("times", 1), encoding="utf-8")
        else:
            text = path.read_text("utf-8")
            assert edit["old"] in text, f"{edit['file']} has no {edit['old']}"
            path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
    return site


def subject(site: Path, url: str = URL) -> Subject:
    """Return a folder as the rules look at it, its sources not known."""
    host = "https://news.dar.example"
    return Subject(read_tree(site, "output", url, url.removeprefix(host)), NOW)


def messages(rule: str, about: Subject) -> list[str]:
    """Return what one rule finds, without the fixes."""
    found = next(known for known in RULES if known.name == rule).faults(about)
    return [f"{fault.path}:{fault.line}: {fault.problem}" for fault in sorted(found)]
