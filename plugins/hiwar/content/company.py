"""``content/company.toml`` and ``content/people.toml`` to `Company` and `Person`."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from hiwar import communities
from hiwar.content import colors, fitting, navigation, security
from hiwar.dates import parse_span
from hiwar.model.company import Company, Person, TagName
from hiwar.model.style import Style
from hiwar.slugs import tag_slug
from hiwar.text import did_you_mean, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.errors import Faults
    from hiwar.model.community import Community
    from hiwar.toml import TomlFile

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")
#: Its own address of paging, in every list.
_RESERVED_ID: Final = "page"

#: Every key of company.toml with its check; the first five are needed.
COMPANY_KEYS: Final[Mapping[str, fitting.Check]] = MappingProxyType(
    {
        "url": fitting.is_url,
        "languages": fitting.is_languages,
        "timezone": fitting.is_timezone,
        "name": fitting.is_by_language,
        "feed_authority": fitting.is_authority,
        "tagline": fitting.is_by_language,
        "boilerplate": fitting.is_by_language,
        "per_page": fitting.is_page_size,
        "email": fitting.is_text,
        "phone": fitting.is_text,
        "hub": fitting.is_url,
        "webmention": fitting.is_url,
        "tags": fitting.is_table,
        "logo": fitting.is_text,
        "colors": fitting.is_colors,
        "fonts": fitting.is_fonts,
        "navigation": navigation.problem_of,
        "country": fitting.is_country,
        "numerals": fitting.is_numerals,
        "hijri": fitting.is_yes_or_no,
        "accounts": fitting.is_list,
        "communities": fitting.is_tables,
        "security": security.problem_of,
        "answer_within": fitting.is_span,
        "press": fitting.is_list,
        "terms": fitting.is_by_language,
    }
)
COMPANY_NEEDED: Final = ("url", "languages", "timezone", "name", "feed_authority")
#: Every key of a table in people.toml with its check; `name` is needed.
PERSON_KEYS: Final[Mapping[str, fitting.Check]] = MappingProxyType(
    {
        "name": fitting.is_by_language,
        "role": fitting.is_by_language,
        "bio": fitting.is_by_language,
        "email": fitting.is_text,
        "phone": fitting.is_text,
        "photo": fitting.is_text,
        "voice": fitting.is_voice,
        "messaging": fitting.is_messaging,
        "accounts": fitting.is_list,
    }
)
_BY_LANGUAGE: Final = frozenset({"name", "role", "bio", "tagline", "boilerplate", "terms"})


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
    palette = colors.parse(file, faults)
    menus = navigation.parse(file, languages, faults)
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
        webmention=values.get("webmention", ""),
        tags=tags,
        logo=values.get("logo", ""),
        colors=palette.light,
        dark_colors=palette.dark,
        fonts=MappingProxyType(values.get("fonts", {})),
        style=Style(values.get("country", ""), values.get("numerals", "western"), values.get("hijri", False)),
        navigation=menus,
        accounts=tuple(values.get("accounts", ())),
        communities=listened,
        security=security.parse(values.get("security")),
        answer_within=parse_span(values["answer_within"]) if "answer_within" in values else None,
        terms=_texts(values.get("terms", {})),
        press=tuple(values.get("press", ())),
    )


def _parse_communities(file: TomlFile, faults: Faults) -> tuple[Community, ...]:
    found, problems = communities.parse(file.values.get("communities", []))
    for problem in problems:
        path = ("communities", str(problem.index), *([problem.key] if problem.key else []))
        faults.add(file.shown, file.line(*path), problem.problem, problem.fix)
    return found


def note_press(file: TomlFile, company: Company, people: Mapping[str, Person], faults: Faults) -> None:
    """Note people whom the press cannot ask: nobody has the id, or there is no way to reach them."""
    for person in company.press:
        if person not in people:
            problem = f'nobody in people.toml has the id "{person}"'
            faults.add(file.shown, file.line("press"), problem, did_you_mean(person, people))
        elif not people[person].is_reachable:
            problem = f'"{person}" has neither phone nor email'
            faults.add(file.shown, file.line("press"), problem, "add one in people.toml")


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
        messaging=MappingProxyType(table.get("messaging", {})),
        accounts=tuple(table.get("accounts", ())),
    )


def _texts(table: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({lang: nfc(text.strip()) for lang, text in table.items()})


def _check_table(
    file: TomlFile,
    path: tuple[str, ...],
    table: Mapping[str, Any],
    known: Mapping[str, fitting.Check],
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
        if fitting.is_by_language(names) or not set(names) <= set(languages):
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
