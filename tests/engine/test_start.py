"""What a start imports: Python has to read it each time, before it can find out that there is nothing to do."""

import json
import subprocess
import sys

from tests.conftest import ROOT

#: What only converting, drawing, encoding, talking to the network or making a feed needs. Pelican itself imports
#: docutils, Python-Markdown without extensions, Pygments without languages, and Pillow without drawing.
DEAR = {
    "PIL.ImageCms",
    "PIL.ImageOps",
    "difflib",
    "emoji",
    "feedgen",
    "fontTools",
    "hijridate",
    "httpx",
    "lxml",
    "markdown.extensions.codehilite",
    "markdown.extensions.footnotes",
    "regex",
    "rich.progress",
    "statistics",
    "typogrify",
    "typst",
    "yaml",
}
#: Ours that others wait for.
OURS = {
    "hiwar.content.markdown",
    "hiwar.feeds.extension",
    "hiwar.http",
    "hiwar.kit.desk",
    "hiwar.media.encode",
    "hiwar.media.look",
    "hiwar.platforms.adapter",
    "hiwar.sharing.compose",
}
PLUGINS = f"""
import importlib, runpy
import pelican
settings = runpy.run_path({str(ROOT / "pelicanconf.py")!r})
others = {{"hiwar.cards.plugin"}}  # which draws
for name in settings["PLUGINS"]:
    name in others or importlib.import_module(name)
"""
REFRESH = """
from pathlib import Path
from hiwar.site.run import refresh
refresh({root!r}, {content!r}, {output!r}, "2026-11-23T12:00:00+03:00")
"""


def imported(code: str) -> set[str]:
    """Run a program in a process of its own, and return the modules that it has in the end."""
    said = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", f"import sys\nsys.path.insert(0, {str(ROOT / 'plugins')!r})\n{code}{said}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_plugins_import_no_more_than_they_always_need():
    """What one build in ten needs is imported where it is needed."""
    assert imported(PLUGINS) & (DEAR | OURS) == set()
