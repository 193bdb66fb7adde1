"""Cases as files: the content that a writer typed, and what the build says to it.

A case begins each file with a line ``=== path``, or ``=== path (escaped)`` where
bytes are written as ``\\xNN`` and line ends as ``\\n``. The texts ``(picture)``,
``(symlink)``, ``(brackets)`` and ``(quotations)`` stand for what is too long or
no text. The last part, ``=== faults``, is the report.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from PIL import Image

from tests.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

_PART = re.compile(r"^=== (.+)\n", re.MULTILINE)


def read_case(path: Path) -> tuple[dict[str, str], str]:
    """Return the files of a case, and the report it expects."""
    _, *parts = _PART.split(path.read_text("utf-8"))
    files = dict(zip(parts[::2], parts[1::2], strict=True))
    return files, files.pop("faults").strip()


def lay_out(folder: Path, files: dict[str, str]) -> None:
    """Write the files of a case below a content folder."""
    for name, text in files.items():
        if text.strip() == "(symlink)":
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to("gone.md")
        elif name.endswith(" (escaped)"):
            escaped = text.replace("\n", "").encode("ascii").decode("unicode_escape")
            write(folder, {name.removesuffix(" (escaped)"): escaped.encode("latin-1")})
        else:
            write(folder, {name: _expanded(text)})


def _expanded(text: str) -> str | bytes:
    if text.strip() == "(picture)":
        return picture()
    return text.replace("(brackets)", "[" * 20_000).replace("(quotations)", "1. " * 3_000 + "deep")


def picture(size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", size, (10, 110, 110)).save(out, "PNG")
    return out.getvalue()
