"""Hiwar itself, and Pelican as it comes."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from hiwar.bench.seed import AUTHORS
from hiwar.bench.tool import Tool

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.bench.seed import Entry

#: The name of ours in a report.
OURS: Final = "Hiwar"
#: Files of a site are made and removed; pictures and cards are kept in a folder of their own.
_SETTINGS: Final = """\
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PLUGINS = [name for name in PLUGINS if name not in {without!r}]
THEME = {theme!r}
CACHE_PATH = {cache!r}
HIWAR_CACHE = {cache!r}
HIWAR_NOW = "2100-01-01T00:00:00Z"
"""
#: The same Markdown extensions and typography, Pelican's plainest theme, one feed a language.
_STOCK: Final = """\
SITENAME = "Bench"
SITEURL = "https://bench.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "ar"
THEME = {theme!r}
PLUGINS = []
DEFAULT_PAGINATION = 10
SLUGIFY_USE_UNICODE = True
TYPOGRIFY = {typogrify}
TYPOGRIFY_OMIT_FILTERS = ["caps"]
PATH_METADATA = r"(?P<lang>\\w\\w)/blog/.*"
FILENAME_METADATA = r"(?P<date>\\d{{4}}-\\d{{2}}-\\d{{2}})-(?P<slug>.*)"
FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
MARKDOWN = {{
    "extension_configs": {{
        "markdown.extensions.abbr": {{}},
        "markdown.extensions.attr_list": {{}},
        "markdown.extensions.codehilite": {{"css_class": "highlight", "guess_lang": False}},
        "markdown.extensions.def_list": {{}},
        "markdown.extensions.fenced_code": {{}},
        "markdown.extensions.footnotes": {{}},
        "markdown.extensions.meta": {{}},
        "markdown.extensions.sane_lists": {{}},
        "markdown.extensions.tables": {{}},
        "markdown.extensions.toc": {{}},
    }},
    "output_format": "html5",
}}
"""
_COMPANY: Final = """\
url = "https://bench.example"
languages = ["ar", "en"]
timezone = "UTC"
name = { ar = "قياس", en = "Bench" }
feed_authority = "bench.example,2026"
"""
_COMMAND: Final = (sys.executable, "-m", "pelican", "content", "-s", "conf.py", "-o", "output", "-q")


def compose(entry: Entry) -> tuple[str, str]:
    """Return the file of a post as both read it."""
    head = f"Title: {entry.title}\nTags: {entry.tag}\nAuthors: {entry.author}\nSummary: {entry.summary}\n"
    return f"content/{entry.lang}/blog/{entry.date}-{entry.slug}.md", f"{head}\n{entry.body}"


def hiwar(folder: Path, root: Path, without: tuple[str, ...] = ()) -> Tool:
    """Return this generator, with a copy of the theme.

    Args:
        folder: where its site is to lie.
        root: the project's folder.
        without: plugins that it runs without.
    """
    shutil.rmtree(folder / "theme", ignore_errors=True)
    shutil.copytree(root / "theme", folder / "theme")
    people = "".join(f'[{name}]\nname = {{ ar = "{name}", en = "{name}" }}\n' for name in AUTHORS)
    conf = _SETTINGS.format(root=str(root), without=without, theme=str(folder / "theme"), cache=str(folder / "cache"))
    return Tool(
        name=OURS,
        folder=folder,
        command=_COMMAND,
        compose=compose,
        setup={"conf.py": conf, "content/company.toml": _COMPANY, "content/people.toml": people},
        template="theme/templates/base.html",
        made=("output", "cache/engine"),
    )


def stock(folder: Path, *, typogrify: bool) -> Tool:
    """Return Pelican as it comes, with a copy of its plainest theme, with or without typogrify."""
    shutil.rmtree(folder / "theme", ignore_errors=True)
    shutil.copytree(str(files("pelican") / "themes" / "simple"), folder / "theme")
    return Tool(
        name=f"Pelican {version('pelican')}" + (" with typogrify" if typogrify else ""),
        folder=folder,
        command=_COMMAND,
        compose=compose,
        setup={"conf.py": _STOCK.format(theme=str(folder / "theme"), typogrify=typogrify)},
        template="theme/templates/base.html",
        made=("output",),
    )
