"""What the page for developers says of Pelican is what happens in a build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from blinker import Signal
from pelican.plugins import signals  # noqa: TID251 -- which of its signals are sent is what is tested
from pelican.settings import read_settings  # noqa: TID251 -- a build with a plugin of one's own

import hiwar
from hiwar.site.builder import NOW, Builder
from tests.conftest import write
from tests.docs.pages import DEVELOPING, ROOT, code

SIGNALS = {name: value for name, value in vars(signals).items() if isinstance(value, Signal)}


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Yield the name of the page's example plugin, which lies where the page says."""
    fence = next(fence for fence in DEVELOPING.fences if fence.title.endswith("plugin.py"))
    file = tmp_path / fence.title
    write(tmp_path, {fence.title: fence.text, str(Path(fence.title).with_name("__init__.py")): '"""A room."""\n'})
    monkeypatch.setattr(hiwar, "__path__", [*hiwar.__path__, str(file.parent.parent)])
    name = fence.title.removeprefix("plugins/").removesuffix(".py").replace("/", ".")
    yield name
    # Signals are the process's: the next test's build must not meet this plugin.
    signals.get_generators.disconnect(sys.modules[name]._stages)
    for module in (name, name.rpartition(".")[0]):
        sys.modules.pop(module, None)


def build(content: Path, output: Path, *more: str) -> None:
    """Build a site with one piece, and with plugins besides ours."""
    write(content, {"en/blog/2026-03-01-a.md": "Title: A\nTags: x\n\nText.\n", "en/pages/b.md": "Title: B\n\nText.\n"})
    override = {"PATH": str(content), "OUTPUT_PATH": str(output), NOW: "2026-11-23T12:00:00+03:00"}
    settings = read_settings(str(ROOT / "pelicanconf.py"), override=override)
    settings["PLUGINS"] = [*settings["PLUGINS"], *more]
    settings["CACHE_PATH"] = str(output.parent / "cache")
    Builder(settings).build()


def test_example_plugin_works(content: Path, plugin: str, tmp_path: Path) -> None:
    """The example plugin, named in PLUGINS, adds its file."""
    build(content, tmp_path / "output", plugin)
    assert (tmp_path / "output/humans.txt").read_text("utf-8") == "Mute\nThe desk"


def test_signals_sent_are_those_in_the_table(content: Path, tmp_path: Path) -> None:
    """The table says of each signal of Pelican's whether plugins hear it."""
    said = {code(row[0]): row[1] for row in DEVELOPING.tables("Signal", "Sent", "With")}
    heard = set()
    receivers = {name: lambda *_, name=name, **__: heard.add(name) for name in SIGNALS if name != "get_generators"}
    for name, receive in receivers.items():
        SIGNALS[name].connect(receive)
    try:
        build(content, tmp_path / "output")
    finally:
        for name, receive in receivers.items():
            SIGNALS[name].disconnect(receive)
    # It wants an answer, so it was not listened to; without it there would be no site.
    heard.add("get_generators")
    assert said == {name: "yes" if name in heard else "no" for name in SIGNALS}
