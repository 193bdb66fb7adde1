"""A text converted by itself, with files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html

from hiwar.content.read import read_site
from hiwar.media.library import Library
from tests.conftest import write

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from lxml.html import HtmlElement

    from hiwar.model.piece import Piece


def piece(content: Path, now: datetime, text: str, files: dict[str, bytes], lang: str = "en") -> Piece:
    """Return the piece that a text becomes, with files of ``media/``."""
    write(content, {f"{lang}/blog/2026-03-01-a.md": text})
    write(content / "media", {**files})
    return read_site(content, now, Library())[0].pieces[0]


def tree(found: Piece) -> HtmlElement:
    """Return its body as elements."""
    return html.fragment_fromstring(found.body, create_parent="div")
