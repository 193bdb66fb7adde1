"""Whether a value of company.toml or people.toml is what its key needs.

Each check returns what to write instead, and nothing when the value is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, get_args
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError, localedata

from hiwar.dates import parse_span
from hiwar.model.palette import PALETTE
from hiwar.model.style import Numerals
from hiwar.text import did_you_mean
from hiwar.urls import MESSENGERS, is_whole_address, messenger_address

_AUTHORITY: Final = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9](@[a-z0-9.-]+)?,\d{4}(-\d{2}){0,2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: No user, query or fragment, and no segment of the path that a browser would take away.
_SITE: Final = re.compile(r"https?://[^/@?#]+(?:/(?!\.{1,2}(?:/|$))[^/?#%']+)*/?")
_MAX_PER_PAGE: Final = 200
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")

_ACCOUNTS: Final = {
    "whatsapp": 'a number with its country: "+966 50 000 0000"',
    "signal": 'a number with its country: "+966 50 000 0000"',
    "telegram": 'a name without @: "qatra_press"',
}

Check = Callable[[Any], str]


def is_text(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    return "" if isinstance(value, str) and value.strip() else 'write it in quotes: "…"'


def is_url(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if isinstance(value, str) and is_whole_address(value) and _SITE.fullmatch(value):
        return ""
    return 'write a whole address: "https://news.example.org"'


def is_authority(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    right = isinstance(value, str) and _AUTHORITY.fullmatch(value) and is_day(value.partition(",")[2])
    return "" if right else 'write a domain you own and a year: "example.org,2026" (RFC 4151)'


def is_day(text: str) -> bool:
    """Tell whether a year, month or day is one of the calendar."""
    try:
        return bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def is_timezone(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if isinstance(value, str) and value in available_timezones():
        return ""
    return did_you_mean(str(value), available_timezones()) if value else 'write one: "Asia/Riyadh"'


def is_page_size(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    right = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MAX_PER_PAGE
    return "" if right else f"write a whole number from 1 to {_MAX_PER_PAGE}"


def is_span(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    try:
        right = isinstance(value, str) and bool(parse_span(value))
    except ValueError:
        right = False
    return "" if right else 'write hours or days: "48h" or "3d"'


def is_languages(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if not isinstance(value, list) or not value or not all(isinstance(code, str) for code in value):
        return 'write a list of codes: ["ar", "en"]'
    wrong = next((code for code in value if not is_language(code)), None)
    if wrong is not None:
        return f'"{wrong}" is no language\'s code; write one like "ar" or "en"'
    return "" if len(set(value)) == len(value) else "name each language once"


def is_language(code: str) -> bool:
    """Tell whether a text is one."""
    try:
        return bool(_LANGUAGE.fullmatch(code)) and bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def is_by_language(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    right = isinstance(value, dict) and value and all(isinstance(text, str) and text.strip() for text in value.values())
    return "" if right else 'write a text for each language: { ar = "…", en = "…" }'


def is_table(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    return "" if isinstance(value, dict) else "write a table: [tags]"


def is_colors(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if not isinstance(value, dict):
        return "write a table: [colors]"
    unknown = next((name for name in value if name not in PALETTE), None)
    if unknown is not None:
        return f'"{unknown}" is no colour of the site; {did_you_mean(unknown, PALETTE)}'
    right = all(_is_color(color) or _is_pair(color) for color in value.values())
    return "" if right else 'write colours like "#0b6e6e", or { light = "#0b6e6e", dark = "#6fd6cc" }'


def _is_color(value: object) -> bool:
    return isinstance(value, str) and bool(_COLOR.fullmatch(value))


def _is_pair(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"light", "dark"} and all(map(_is_color, value.values()))


def is_fonts(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if isinstance(value, dict) and value.keys() <= {"heading", "text", "text-bold"}:
        right = all(isinstance(name, str) and name for name in value.values())
    else:
        right = False
    return "" if right else 'write files in content/media/: { heading = "fonts/name.ttf", text = "fonts/name.ttf" }'


def is_country(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    known = [code.removeprefix("ar_") for code in localedata.locale_identifiers() if re.fullmatch("ar_[A-Z]{2}", code)]
    return "" if value in known else f"write the code of a country where Arabic is spoken: {', '.join(sorted(known))}"


def is_numerals(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    return "" if value in get_args(Numerals) else 'write "western" (0 1 2) or "arabic" (٠ ١ ٢)'


def is_yes_or_no(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    return "" if isinstance(value, bool) else "write true or false, without quotes"


def is_tables(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    right = isinstance(value, list) and all(isinstance(row, dict) for row in value)
    return "" if right else 'write [[communities]], then platform = "…" and url = "…"'


def is_messaging(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    if not isinstance(value, dict) or not value:
        return 'write { whatsapp = "+966 …", telegram = "name", signal = "+966 …" }'
    unknown = next((name for name in value if name not in MESSENGERS), None)
    if unknown is not None:
        return f'"{unknown}" is no messenger that has an address; {did_you_mean(unknown, MESSENGERS)}'
    wrong = next((name for name, own in value.items() if not messenger_address(name, own)), None)
    return f'"{wrong}" needs {_ACCOUNTS[wrong]}' if wrong else ""


def is_voice(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    return "" if value in {"official", "fan"} else 'write "official" or "fan"'


def is_list(value: object) -> str:
    """Return what to write instead, or nothing when the value is right."""
    right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if right else 'write a list: ["…", "…"]'
