"""Sites that the tests build, page by page."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import html

from tests.conftest import NOW, ROOT

if TYPE_CHECKING:
    from pathlib import Path

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
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(content),
        "-s",
        "pelicanconf.py",
        "-o",
        str(output),
        "-e",
        *settings,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = {}
    # A review also has a sheet of all cards, for editors, which is no page of the theme.
    for path in sorted(set(output.rglob("*.html")) - {output / "cards" / "index.html"}):
        name = path.relative_to(output).as_posix()
        text = path.read_text("utf-8")
        pages[name] = Document(name, text, html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8")))
    return Built(base, output, pages)
