"""What tests of built sites share: small sites, their bytes, their tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiwar.commands.building import checked
from hiwar.site.run import run_build
from tests.conftest import ROOT, write

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.build import Build

NOW = "2026-06-01T12:00:00+03:00"


def build(content: Path, output: Path, *, now: str = NOW, review: bool = False) -> Build:
    """Build a content folder with the project's theme."""
    return run_build(ROOT, content, output, now, review=review)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the paths whose bytes differ, came or went."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def faults_of(done: Build, output: Path) -> list[str]:
    """Return the errors that the check finds in a site just built."""
    return [str(fault) for fault in checked(output, done) if fault.severity == "error"]


def alternates(html: bytes) -> dict[str, str]:
    """Return the addresses of a page's ``hreflang`` links by language."""
    found = re.findall(rb'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html)
    return {lang.decode(): address.decode() for lang, address in found}


def posts(content: Path, count: int, lang: str = "en", more: str = "Tags: tea\nAuthors: desk\n") -> None:
    """Write posts of one a day, oldest first."""
    for number in range(count):
        name = f"{lang}/blog/2026-{1 + number // 28:02}-{1 + number % 28:02}-post-{number:02}.md"
        write(content, {name: f"Title: Post {number}\n{more}\nText {number}.\n"})
