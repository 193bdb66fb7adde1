"""Builds one content folder by turns with Hiwar and with Pelican as it comes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Feeds, cards and search apart, which the other side does not make either.
_OURS: Final = """\
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PLUGINS = ["hiwar.media.plugin", "hiwar.content.plugin", "hiwar.site.plugin"]
THEME = {theme!r}
CACHE_PATH = {cache!r}
"""
#: The same Markdown extensions and typography, Pelican's plainest theme, no feeds.
_STOCK: Final = """\
SITENAME = "Bench"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
PLUGINS = []
TYPOGRIFY = True
TYPOGRIFY_OMIT_FILTERS = ["caps"]
FILENAME_METADATA = r"(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.abbr": {},
        "markdown.extensions.attr_list": {},
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.def_list": {},
        "markdown.extensions.fenced_code": {},
        "markdown.extensions.footnotes": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.tables": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One turn of both, in seconds of CPU."""

    ours: float
    stock: float

    @property
    def ratio(self) -> float:
        """How many times the CPU of Pelican we took."""
        return self.ours / self.stock


def measure(root: Path, content: Path, private: Path, pairs: int) -> Iterator[Pair]:
    """Yield what each turn took; the two change places from turn to turn.

    Args:
        root: the project's folder.
        content: a content folder that builds.
        private: an empty folder to build in.
        pairs: how many turns.

    Raises:
        SetupError: one of the two did not build.
    """
    ours, stock = private / "ours.py", private / "stock.py"
    theme, cache = str(root / "theme"), str(private / "cache")
    ours.write_text(_OURS.format(root=str(root), theme=theme, cache=cache), "utf-8")
    stock.write_text(_STOCK, "utf-8")
    for turn in range(pairs):
        order = (ours, stock) if turn % 2 == 0 else (stock, ours)
        taken = {conf: _cpu(conf, content, private) for conf in order}
        yield Pair(taken[ours], taken[stock])


def _cpu(conf: Path, content: Path, private: Path) -> float:
    before = _used()
    output = private / f"output-{conf.stem}"
    done = subprocess.run(
        (sys.executable, "-m", "pelican", str(content.absolute()), "-s", str(conf), "-o", str(output), "-q"),
        cwd=private,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    if done.returncode:
        raise SetupError(f"{conf.stem} did not build: {(done.stderr or done.stdout)[-500:]}")
    return _used() - before


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
