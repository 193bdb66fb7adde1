"""The theme's files as the site serves them: one style sheet, all named by their content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.i18n import direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from hiwar.site.lettering import OwnFont

STYLE: Final = "css"
_SHEETS: Final = "css/"
#: The one script that every page loads, and those joined to it, which begin when the page is there.
_SCRIPT: Final = "js/site.js"
_READY: Final = "js/ready/"
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
    #: By script, ``arabic`` or ``latin``: the fonts that every page of it needs first.
    fonts: Mapping[str, tuple[str, ...]]

    def address(self, name: str) -> str:
        """Return the address of a file of the theme.

        Raises:
            SetupError: the theme has no such file.
        """
        try:
            return self.addresses[name]
        except KeyError:
            raise SetupError(f"the theme has no static/{name}; a template asks for it") from None

    def first_fonts(self, lang: str) -> tuple[str, ...]:
        """Return the addresses of the fonts that a page of a language asks for at once."""
        return self.fonts["arabic" if direction(lang) == "rtl" else "latin"]


def read_assets(static: Path, own: Path | None = None, tokens: str = "", fonts: Iterable[OwnFont] = ()) -> Assets:
    """Read ``theme/static/``: its sheets become one file, ``js/ready/`` a part of ``js/site.js``; others stay apart.

    Args:
        static: the theme's.
        own: the company's; a file of the same name stands in the place of the theme's.
        tokens: a style sheet between the theme's and those that the company adds.
        fonts: the company's.

    Raises:
        SetupError: a style sheet names a file that is not there, or is not UTF-8.
    """
    theirs, ours = _files(static), _files(own) if own else {}
    addresses: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    fonts = tuple(fonts)
    every = {**theirs, **ours}
    files = {name: path.read_bytes() for name, path in every.items() if not name.startswith((_SHEETS, _READY))}
    files |= {_SCRIPT: _script(every)} if _SCRIPT in every else {}
    for name, content in sorted((files | {font.name: font.content for font in fonts}).items()):
        path = PurePosixPath(name)
        addresses[name] = _add(contents, path.stem, path.suffix, content)
    sheets = [_text(path) for path in _sheets(theirs, ours)]
    added = [_text(path) for name, path in ours.items() if name not in theirs and _is_sheet(name)]
    style = "\n".join(_minified(sheet) for sheet in (*sheets, tokens, *added) if sheet)
    style = _URL.sub(lambda match: f'url("{_beside(match.group(1), addresses)}")', style)
    addresses[STYLE] = _add(contents, "site", ".css", style.encode())
    first = {script: _first_fonts(script, addresses, fonts) for script in ("arabic", "latin")}
    return Assets(addresses, contents, first)


def _first_fonts(script: str, addresses: Mapping[str, str], fonts: tuple[OwnFont, ...]) -> tuple[str, ...]:
    """Return the fonts of text and headings: the company's where it has this script, else the theme's."""
    found = []
    for role, name in (("text", "text-400"), ("heading", "heading")):
        own = [font.name for font in fonts if font.role == role and font.has(script)]
        found += own or [f"fonts/{name}-{script}.woff2"]
    return tuple(addresses[name] for name in found if name in addresses)


def _script(every: Mapping[str, Path]) -> bytes:
    """Return the script of all pages: a request for each part would cost more than its bytes."""
    parts = [path.read_text("utf-8") for name, path in sorted(every.items()) if name.startswith(_READY)]
    ready = "".join(f'addEventListener("DOMContentLoaded", () => {{\n{part}}});\n' for part in parts)
    return (every[_SCRIPT].read_text("utf-8") + ready).encode()


def _files(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their names in it, sorted; hidden ones are none."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path for path in found}


def _is_sheet(name: str) -> bool:
    return name.startswith(_SHEETS) and name.endswith(".css") and name.count("/") == 1


def _sheets(theirs: Mapping[str, Path], ours: Mapping[str, Path]) -> list[Path]:
    """Return the theme's style sheets in their order, each the company's where it has one of that name."""
    names = sorted(filter(_is_sheet, theirs), key=lambda name: (name != _SHEETS + _FIRST, name))
    return [ours.get(name, theirs[name]) for name in names]


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
