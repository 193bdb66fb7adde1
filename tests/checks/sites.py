"""Small sites built from content, or only read, as rules on sources want them."""

from __future__ import annotations

import io
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from hiwar.checks.rule import Sources, Subject
from hiwar.checks.tree import Tree, read_tree
from hiwar.commands.checking import subject_of
from hiwar.content.read import read_site
from hiwar.dates import parse_date
from hiwar.media.library import Library
from hiwar.model.build import Build
from hiwar.model.deploy import Published
from hiwar.site.run import builder_for
from tests.checks.trees import NOW as MOMENT
from tests.checks.trees import URL
from tests.conftest import COMPANY, PEOPLE, ROOT, write

NOW = "2026-06-01T12:00:00+03:00"

COMMUNITY = """
[[communities]]
platform = "mastodon"
url = "https://social.dar.example"
"""
FIXED: dict[str, str | bytes] = {"company.toml": COMPANY + COMMUNITY, "people.toml": PEOPLE}
_THREAD = "Discussion: https://social.dar.example/@dar/1"
PUBLIC: dict[str, str | bytes] = {
    "ar/blog/2026-05-01-tea.md": f"Title: الشاي\n{_THREAD}\n\nنشرب الشاي كل صباح.\n",
    "en/blog/2026-05-01-tea.md": f"Title: Tea\n{_THREAD}\n\nWe drink tea every morning.\n",
}


def picture(color: str, size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a PNG of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, color).save(target, "PNG")
    return target.getvalue()


def build(folder: Path, files: dict[str, str | bytes]) -> tuple[Path, Build]:
    """Build files on top of a company, and return the output with what was built."""
    content, output = folder / "content", folder / "output"
    write(content, {**FIXED, **files})
    return output, builder_for(ROOT, content, output, NOW, cache=folder / "cache").build()


def checked(output: Path, done: Build, live: Published | None = None) -> Subject:
    """Return a build as rules look at it."""
    return subject_of(output, done, live)


def read(folder: Path, files: dict[str, str | bytes], live: Published | None = None) -> Subject:
    """Return content as rules look at it, without building: its tree has no file."""
    content, output = folder / "content", folder / "output"
    write(content, {**FIXED, **files})
    output.mkdir(exist_ok=True)
    site = read_site(content, parse_date(NOW, MOMENT.tzinfo), Library())[0]
    tree: Tree = read_tree(output, "output", URL, "")
    return Subject(tree, MOMENT, Sources(site, MappingProxyType({}), content), live)
