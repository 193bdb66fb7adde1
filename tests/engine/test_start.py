"""What a start imports: Python has to read it each time, before it can find out that there is nothing to do."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import NOW, ROOT, write

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


def imported(code: str) -> set[str]:
    """Run a program in a process of its own, and return the modules that it has in the end."""
    said = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", f"import sys\nsys.path.insert(0, {str(ROOT / 'plugins')!r})\n{code}{said}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def refreshed(content: Path, output: Path, cache: Path) -> str:
    """Return a program that builds what changed."""
    return f"""
from pathlib import Path
from hiwar.site.run import builder_for
places = map(Path, ({str(ROOT)!r}, {str(content)!r}, {str(output)!r}))
done = builder_for(*places, {NOW!r}, cache=Path({str(cache)!r})).refresh()
print(done.effort)
"""


def test_plugins_import_no_more_than_they_always_need():
    """What one build in ten needs is imported where it is needed."""
    assert imported(PLUGINS) & (DEAR | OURS) == set()


def test_a_build_imports_what_it_has_to_do(content: Path, tmp_path: Path) -> None:
    """Where nothing changed no plugin; where a comma did, what converts a text, and not what encodes or calls."""
    write(content, {"en/pages/about.md": "Title: About\n\nUs.\n", "ar/pages/about.md": "Title: عنا\n\nنحن.\n"})
    code = refreshed(content, tmp_path / "output", tmp_path / "cache")
    first, second = imported(code), imported(code)
    assert {"hiwar.content.plugin", "hiwar.content.markdown"} <= first
    assert {name for name in second if name.startswith("hiwar.") and name.endswith(".plugin")} == set()
    assert second & (DEAR | OURS) == set()
    write(content, {"en/pages/about.md": "Title: About\n\nUs, all.\n"})
    third = imported(code)
    assert "hiwar.content.markdown" in third
    assert third & {"hiwar.http", "hiwar.kit.desk", "hiwar.media.encode", "httpx", "rich.progress", "yaml"} == set()
