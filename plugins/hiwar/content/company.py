"""``content/company.toml`` and ``content/people.toml`` to `Company` and `Person`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from hiwar import communities
from hiwar.content import security
from hiwar.content.tags import tag_slug
from hiwar.model.company import Company, Person, TagName
from hiwar.model.palette import PALETTE
from hiwar.text import did_you_mean, nfc
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from hiwar.content.toml import TomlFile
    from hiwar.errors import Faults
    from hiwar.model.community import Community

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")
_AUTHORITY: Final = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9](@[a-z0-9.-]+)?,\d{4}(-\d{2}){0,2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: No user, query or fragment, and no segment of the path that a browser would take away.
_SITE: Final = re.compile(r"https?://[^/@?#]+(?:/(?!\.{1,2}(?:/|$))[^/?#%']+)*/?")
_MAX_PER_PAGE: Final = 200
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")
#: Its own address of paging, in every list.
_RESERVED_ID: Final = "page"

Check = Callable[[Any], str]


def _is_text(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else 'write it in quotes: "…"'


def _is_url(value: object) -> str:
    if isinstance(value, str) and is_whole_address(value) and _SITE.fullmatch(value):
        return ""
    return 'write a whole address: "https://news.example.org"'


def _is_authority(value: object) -> str:
    right = isinstance(value, str) and _AUTHORITY.fullmatch(value) and _is_day(value.partition(",")[2])
    return "" if right else 'write a domain you own and a year: "example.org,2026" (RFC 4151)'


def _is_day(text: str) -> bool:
    """Tell whether a year, month or day is one of the calendar."""
    try:
        return bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _is_timezone(value: object) -> str:
    if isinstance(value, str) and value in available_timezones():
        return ""
    return did_you_mean(str(value), available_timezones()) if value else 'write one: "Asia/Riyadh"'


def _is_page_size(value: object) -> str:
    right = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MAX_PER_PAGE
    return "" if right else f"write a whole number from 1 to {_MAX_PER_PAGE}"


def _is_languages(value: object) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(code, str) for code in value):
        return 'write a list of codes: ["ar", "en"]'
    wrong = next((code for code in value if not _is_language(code)), None)
    if wrong is not None:
        return f'"{wrong}" is no language\'s code; write one like "ar" or "en"'
    return "" if len(set(value)) == len(value) else "name each language once"


def _is_language(code: str) -> bool:
    try:
        return bool(_LANGUAGE.fullmatch(code)) and bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def _is_by_language(value: object) -> str:
    right = isinstance(value, dict) and value and all(isinstance(text, str) and text.strip() for text in value.values())
    return "" if right else 'write a text for each language: { ar = "…", en = "…" }'


def _is_table(value: object) -> str:
    return "" if isinstance(value, dict) else "write a table: [tags]"


def _is_colors(value: object) -> str:
    if not isinstance(value, dict):
        return "write a table: [colors]"
    unknown = next((name for name in value if name not in PALETTE), None)
    if unknown is not None:
        return f'"{unknown}" is no colour of the site; {did_you_mean(unknown, PALETTE)}'
    right = all(isinstance(color, str) and _COLOR.fullmatch(color) for color in value.values())
    return "" if right else 'write colours like "#0b6e6e"'


def _is_fonts(value: object) -> str:
    if isinstance(value, dict) and value.keys() <= {"heading", "text"}:
        right = all(isinstance(name, str) and name for name in value.values())
    else:
        right = False
    return "" if right else 'write files in content/media/: { heading = "fonts/name.ttf", text = "fonts/name.ttf" }'


def _is_tables(value: object) -> str:
    right = isinstance(value, list) and all(isinstance(row, dict) for row in value)
    return "" if right else 'write [[communities]], then platform = "…" and url = "…"'


def _is_voice(value: object) -> str:
    return "" if value in {"official", "fan"} else 'write "official" or "fan"'


def _is_list(value: object) -> str:
    right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if right else 'write a list: ["…", "…"]'


#: Every key of company.toml with its check; the first five are needed.
COMPANY_KEYS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "url": _is_url,
        "languages": _is_languages,
        "timezone": _is_timezone,
        "name": _is_by_language,
        "feed_authority": _is_authority,
        "tagline": _is_by_language,
        "boilerplate": _is_by_language,
        "per_page": _is_page_size,
        "email": _is_text,
        "phone": _is_text,
        "hub": _is_url,
        "tags": _is_table,
        "logo": _is_text,
        "colors": _is_colors,
        "fonts": _is_fonts,
        "accounts": _is_list,
        "communities": _is_tables,
        "security": security.problem_of,
    }
)
COMPANY_NEEDED: Final = ("url", "languages", "timezone", "name", "feed_authority")
#: Every key of a table in people.toml with its check; `name` is needed.
PERSON_KEYS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "name": _is_by_language,
        "role": _is_by_language,
        "bio": _is_by_language,
        "email": _is_text,
        "phone": _is_text,
        "photo": _is_text,
        "voice": _is_voice,
        "accounts": _is_list,
    }
)
_BY_LANGUAGE: Final = frozenset({"name", "role", "bio", "tagline", "boilerplate"})


def parse_company(file: TomlFile, faults: Faults) -> Company | None:
    """Return the company, or note every fault of the file and return None."""
    before = len(faults.errors)
    _check_table(file, (), file.values, COMPANY_KEYS, COMPANY_NEEDED, faults)
    if len(faults.errors) > before:
        return None
    values = file.values
    languages = tuple(values["languages"])
    _check_languages(file, (), values, languages, faults)
    tags = _parse_tags(file, languages, faults)
    listened = _parse_communities(file, faults)
    if len(faults.errors) > before:
        return None
    return Company(
        url=values["url"].rstrip("/"),
        languages=languages,
        timezone=ZoneInfo(values["timezone"]),
        name=_texts(values["name"]),
        feed_authority=values["feed_authority"],
        tagline=_texts(values.get("tagline", {})),
        boilerplate=_texts(values.get("boilerplate", {})),
        per_page=values.get("per_page", 10),
        email=values.get("email", ""),
        phone=values.get("phone", ""),
        hub=values.get("hub", ""),
        tags=tags,
        logo=values.get("logo", ""),
        colors=MappingProxyType(values.get("colors", {})),
        fonts=MappingProxyType(values.get("fonts", {})),
        accounts=tuple(values.get("accounts", ())),
        communities=listened,
        security=security.parse(values.get("security")),
    )


def _parse_communities(file: TomlFile, faults: Faults) -> tuple[Community, ...]:
    found, problems = communities.parse(file.values.get("communities", []))
    for problem in problems:
        path = ("communities", str(problem.index), *([problem.key] if problem.key else []))
        faults.add(file.shown, file.line(*path), problem.problem, problem.fix)
    return found


def parse_people(file: TomlFile, languages: tuple[str, ...], faults: Faults) -> dict[str, Person]:
    """Return the people by id; those with faults are left out and noted."""
    people: dict[str, Person] = {}
    for key, table in file.values.items():
        before = len(faults.errors)
        if not isinstance(table, dict):
            faults.add(
                file.shown,
                file.line(key),
                f'"{key}" stands outside a table',
                f"put it under a table: [{key}]",
            )
        elif not _ID.fullmatch(key) or key == _RESERVED_ID:
            faults.add(
                file.shown,
                file.line(key),
                f'"{key}" cannot be an id',
                "use small Latin letters, digits and hyphens",
            )
        else:
            _check_table(file, (key,), table, PERSON_KEYS, ("name",), faults)
            if len(faults.errors) == before:
                _check_languages(file, (key,), table, languages, faults)
        if len(faults.errors) == before:
            people[key] = _person(key, table)
    return people


def _person(key: str, table: Mapping[str, Any]) -> Person:
    return Person(
        id=key,
        name=_texts(table["name"]),
        role=_texts(table.get("role", {})),
        bio=_texts(table.get("bio", {})),
        email=table.get("email", ""),
        phone=table.get("phone", ""),
        photo=table.get("photo", ""),
        voice=table.get("voice", "official"),
        accounts=tuple(table.get("accounts", ())),
    )


def _texts(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({lang: nfc(text.strip()) for lang, text in table.items()})


def _check_table(
    file: TomlFile,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    known: Mapping[str, Check],
    needed: tuple[str, ...],
    faults: Faults,
) -> None:
    for key in needed:
        if key not in table:
            fix = known[key](None)
            faults.add(file.shown, file.line(*path), f'no "{key}"', f"{key}: {fix}")
    for key, value in table.items():
        if key not in known:
            faults.add(file.shown, file.line(*path, key), f'unknown key "{key}"', did_you_mean(key, known))
        elif problem := known[key](value):
            faults.add(file.shown, file.line(*path, key), f'the value of "{key}" is not right', problem)


def _check_languages(
    file: TomlFile,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    languages: tuple[str, ...],
    faults: Faults,
) -> None:
    for key in _BY_LANGUAGE & table.keys():
        line = file.line(*path, key)
        for lang in languages:
            if lang not in table[key]:
                faults.add(file.shown, line, f'"{key}" has no text in "{lang}"', f'add {lang} = "…"')
        for lang in table[key]:
            if lang not in languages:
                faults.add(
                    file.shown,
                    line,
                    f'"{key}" has a text in "{lang}", which is not in languages',
                    "delete it",
                )


def _parse_tags(file: TomlFile, languages: tuple[str, ...], faults: Faults) -> tuple[TagName, ...]:
    tags: list[TagName] = []
    named: dict[tuple[str, str], str] = {}
    for slug, names in file.values.get("tags", {}).items():
        line = file.line("tags", slug)
        if _is_by_language(names) or not set(names) <= set(languages):
            faults.add(file.shown, line, f'the names of tag "{slug}" are not right', '{ ar = "ماء", en = "Water" }')
            continue
        if tag_slug(slug) != slug or slug == _RESERVED_ID:
            faults.add(
                file.shown,
                line,
                f'"{slug}" cannot be the address of a tag',
                f'write "{tag_slug(slug) or "tag"}"',
            )
        for lang, name in names.items():
            first = named.setdefault((lang, nfc(name).casefold()), slug)
            if first != slug:
                faults.add(file.shown, line, f'"{name}" names both "{first}" and "{slug}"', "give one another name")
        tags.append(TagName(slug, _texts(names)))
    return tuple(tags)
