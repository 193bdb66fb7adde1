"""company.toml where there is none: the least that is valid, each value to be looked at."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.text import one_line, without_illegal

if TYPE_CHECKING:
    from datetime import datetime

_HOST: Final = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")
_PLACEHOLDER: Final = "blog.example.org"


def new_company(name: str, languages: tuple[str, ...], base: str, now: datetime) -> dict[str, str]:
    """Return key and value, as TOML writes them, of a company.toml.

    Args:
        name: of the company, as far as known.
        languages: codes, the first at the root of the site.
        base: the address of the old site, or empty. Its host names the feeds; it is not the new
            site's address, at which links that stay with the old site would lead nowhere.
        now: gives the year that the ids of feeds bear for ever (RFC 4151).
    """
    host = (urlsplit(base).hostname or "").lower()
    authority = host if _HOST.fullmatch(host) else _PLACEHOLDER
    names = ", ".join(f"{lang} = {_text(one_line(without_illegal(name)) or 'Blog')}" for lang in languages)
    return {
        "url": _text(f"https://{_PLACEHOLDER}"),
        "languages": f"[{', '.join(map(_text, languages))}]",
        "timezone": _text("UTC"),
        "name": f"{{ {names} }}",
        "feed_authority": _text(f"{authority},{now.year}"),
    }


def compose_company(values: dict[str, str]) -> str:
    """Return company.toml."""
    return "".join(f"{key} = {value}\n" for key, value in values.items())


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
