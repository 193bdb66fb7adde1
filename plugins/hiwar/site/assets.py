"""The theme's files as the site serves them: one style sheet, all named by their content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STYLE: Final = "css"
#: Declares the order of the cascade layers, so it comes first.
_FIRST: Final = "layers.css"
_URL: Final = re.compile(r"""url\(\s*["']?\.\./([^"')]+)["']?\s*\)""")
_HASH_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Assets:
    """Where each file of the theme stands, and what is in it."""

    #: By name below ``theme/static/``; the style sheet is ``css``.
    addresses: Mapping[str, str]
    #: By address.
    contents: Mapping[str, bytes]

    def address(self, name: str) -> str:
        """Return the address of a file of the theme.

        Raises:
            SetupError: the theme has no such file.
        """
        try:
            return self.addresses[name]
        except KeyError:
            raise SetupError(f"the theme has no static/{name}; a template asks for it") from None


def read_assets(static: Path) -> Assets:
    """Read ``theme/static/``: ``css/*.css`` become one file, the others keep their names.

    Raises:
        SetupError: a style sheet names a file that is not there.
    """
    addresses: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static).as_posix()
        if path.is_file() and not name.startswith("css/") and not path.name.startswith("."):
            addresses[name] = _add(contents, path.stem, path.suffix, path.read_bytes())
    sheets = sorted((static / "css").glob("*.css"), key=lambda path: (path.name != _FIRST, path.name))
    style = "\n".join(_minified(_text(sheet)) for sheet in sheets)
    style = _URL.sub(lambda match: f'url("{_beside(match.group(1), addresses)}")', style)
    addresses[STYLE] = _add(contents, "site", ".css", style.encode())
    return Assets(addresses, contents)


def _text(sheet: Path) -> str:
    try:
        return sheet.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise SetupError(f"{sheet}: the style sheet is not UTF-8") from error


def _add(contents: dict[str, bytes], stem: str, suffix: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]
    address = f"/theme/{stem}.{digest}{suffix}"
    contents[address] = content
    return address


def _beside(name: str, addresses: Mapping[str, str]) -> str:
    """Return a file of the theme as the style sheet beside it names it."""
    if name not in addresses:
        raise SetupError(f"a style sheet of the theme names static/{name}, which is not there")
    return addresses[name].rpartition("/")[2]


def _minified(css: str) -> str:
    """Return CSS without comments and indentation; the rest is left to compression."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line for line in (row.strip() for row in css.split("\n")) if line)
