"""Sites that the tests build, page by page."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html

from tests.conftest import NOW, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from lxml.html import HtmlElement

#: A site of hard cases, which stands below a path.
OWN = ROOT / "tests" / "theme" / "site"
BASE = "/news"


@dataclass(frozen=True)
class Document:
    """A page as it lies in the output."""

    name: str
    text: str
    tree: HtmlElement

    def all(self, path: str) -> list[HtmlElement]:
        """Return the elements at an XPath."""
        return list(self.tree.xpath(path))

    @property
    def canonical(self) -> str:
        """The address that the page gives itself."""
        return self.all("//link[@rel='canonical']/@href")[0]

    @property
    def is_indexed(self) -> bool:
        """Whether search engines may list it."""
        return not self.all("//meta[@name='robots'][contains(@content, 'noindex')]")


@dataclass(frozen=True)
class Built:
    """A site that was built."""

    #: Of its address; empty or without a slash at the end.
    base: str
    output: Path
    pages: dict[str, Document]

    def has(self, path: str) -> bool:
        """Tell whether something stands at a path below the host."""
        relative = unquote(path).removeprefix(self.base).removeprefix("/")
        file = self.output / relative
        return path.startswith(f"{self.base}/") and (
            file.is_file() if relative and not relative.endswith("/") else (file / "index.html").is_file()
        )


def build(content: Path, folder: Path, base: str, *, review: bool = False) -> Built:
    """Build a content folder and return its pages."""
    output = folder / "output"
    settings = [f'HIWAR_NOW="{NOW}"', f'CACHE_PATH="{folder / "cache"}"', f"HIWAR_REVIEW={str(review).lower()}"]
    pelican = [sys.executable, "-m", "pelican", str(content), "-s", "pelicanconf.py", "-o", str(output)]
    done = subprocess.run([*pelican, "-e", *settings], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return read(output, base)


def read(output: Path, base: str) -> Built:
    """Return the pages of a site that stands."""
    pages = {}
    # A review also has a sheet of all cards, for editors, which is no page of the theme.
    for path in sorted(set(output.rglob("*.html")) - {output / "cards" / "index.html"}):
        name = path.relative_to(output).as_posix()
        text = path.read_text("utf-8")
        pages[name] = Document(name, text, html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8")))
    return Built(base, output, pages)


def build_demo(factory: pytest.TempPathFactory) -> Built:
    """Return the demo, which is built once for all workers of a run; nobody may write into it."""
    common = factory.getbasetemp()
    # Workers of pytest-xdist have folders of their own below that of the run.
    common = common.parent if os.environ.get("PYTEST_XDIST_WORKER") else common
    folder = common / "the-demo"
    with (common / "the-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "output").is_dir():
            return read(folder / "output", "")
        return build(ROOT / "content", folder, "")
