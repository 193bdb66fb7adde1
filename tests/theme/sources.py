"""The theme's files as the tests read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

THEME = ROOT / "theme"
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
PARTIALS = sorted((THEME / "templates" / "partials").glob("*.html"))
#: Made by `python -m hiwar.fonts`, which names files and measures of its own.
MADE = "fonts.css"
SHEETS = sorted(path for path in (THEME / "static" / "css").glob("*.css") if path.name != MADE)


def name(path: Path) -> str:
    """Return a file's name below the theme, for a test's id."""
    return path.relative_to(THEME).as_posix()


def without_comments(css: str) -> str:
    """Return a style sheet's rules alone, with their lines kept."""
    return re.sub(r"/\*.*?\*/", lambda match: "\n" * match.group().count("\n"), css, flags=re.DOTALL)
