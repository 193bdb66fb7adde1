"""What tests of built sites share: small sites, their bytes, their tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pelican.settings import read_settings  # noqa: TID251 -- as hiwar.site.run does, with fewer PLUGINS

from hiwar.checks.rule import Sources, Subject
from hiwar.checks.rules import RULES
from hiwar.checks.tree import read_tree
from hiwar.site.builder import Builder
from tests.conftest import ROOT, write

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.build import Build

#: Without the rooms that draw cards and write feeds, whose own tests they are.
HOUSE = (
    "hiwar.media.plugin", "hiwar.content.plugin", "hiwar.site.plugin", "hiwar.search.plugin", "hiwar.meta.plugin",
)  # fmt: skip
RULES_OF_HOUSE = {
    "dead-links", "loopback-addresses", "third-parties", "torn-markup", "doubled-ids", "silent-pictures",
    "unnamed-pages", "inline-code", "wrong-canonicals", "one-way-languages", "wrong-sitemap", "hidden-pieces",
    "local-paths",
}  # fmt: skip
NOW = "2026-06-01T12:00:00+03:00"


def build(content: Path, output: Path, *, now: str = NOW, review: bool = False, whole: bool = False) -> Build:
    """Build a content folder with the project's theme: with the rooms of the House alone, or all of them."""
    override = {"PATH": str(content), "OUTPUT_PATH": str(output), "HIWAR_NOW": now, "HIWAR_REVIEW": review}
    settings = read_settings(str(ROOT / "pelicanconf.py"), override=override)
    if not whole:
        settings["PLUGINS"] = [name for name in settings["PLUGINS"] if name in HOUSE]
    return Builder(settings).build()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the paths whose bytes differ, came or went."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def faults_of(done: Build, output: Path) -> list[str]:
    """Return what the rules that concern the House find in a site just built."""
    company = done.site.company
    sources = Sources(done.site, {page.address: page for page in done.pages}, done.request.content)
    subject = Subject(read_tree(output, "output", company.url, company.base_path), done.request.now, sources)
    return [str(fault) for rule in RULES if rule.name in RULES_OF_HOUSE for fault in rule.faults(subject)]


def alternates(html: bytes) -> dict[str, str]:
    """Return the addresses of a page's ``hreflang`` links by language."""
    found = re.findall(rb'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html)
    return {lang.decode(): address.decode() for lang, address in found}


def posts(content: Path, count: int, lang: str = "en", more: str = "Tags: tea\nAuthors: desk\n") -> None:
    """Write posts of one a day, oldest first."""
    for number in range(count):
        name = f"{lang}/blog/2026-{1 + number // 28:02}-{1 + number % 28:02}-post-{number:02}.md"
        write(content, {name: f"Title: Post {number}\n{more}\nText {number}.\n"})
