"""The page for developers names what is there."""

from __future__ import annotations

import pelicanconf
from tests.docs.pages import DEVELOPING, ROOT, code


def test_every_room_is_named() -> None:
    """The table has each room, and no other."""
    there = {path.parent.name for path in (ROOT / "plugins/hiwar").glob("*/__init__.py")}
    named = [code(row[0]).rstrip("/") for row in DEVELOPING.tables("Room", "Does")]
    assert len(named) == len(set(named))
    assert set(named) == there


def test_the_pipeline_names_each_plugin_once() -> None:
    """``PLUGINS`` can be read from top to bottom, as the page says: a name that stands twice hides the order."""
    assert len(pelicanconf.PLUGINS) == len(set(pelicanconf.PLUGINS))
