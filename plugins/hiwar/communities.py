"""``[[communities]]`` of company.toml: whom we listen to, declared and never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.model.community import Community
from hiwar.text import did_you_mean, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KEYS: Final = ("platform", "url", "name", "account", "api")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the list of communities."""

    #: Which table, from 0.
    index: int
    #: The key it is about; empty when it is about the table.
    key: str
    problem: str
    fix: str


def parse(value: object) -> tuple[tuple[Community, ...], tuple[Problem, ...]]:
    """Return the communities of a TOML value, and what is wrong with it.

    Whether a platform is one that Hiwar knows is for the room of threads to say.
    """
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        fix = 'write [[communities]], then platform = "…" and url = "…"'
        return (), (Problem(0, "", "communities are no list of tables", fix),)
    problems = [problem for index, row in enumerate(value) for problem in _check(index, row)]
    wrong = {problem.index for problem in problems}
    found = tuple(_community(row) for index, row in enumerate(value) if index not in wrong)
    return found, (*problems, *_twice(value, wrong))


def _check(index: int, row: Mapping[str, object]) -> Iterator[Problem]:
    for key in row:
        if key not in _KEYS:
            yield Problem(index, key, f'unknown key "{key}"', did_you_mean(key, _KEYS))
    for key in ("platform", "url"):
        if key not in row:
            yield Problem(index, "", f'a community has no "{key}"', f'add {key} = "…"')
    yield from _check_values(index, row)


def _check_values(index: int, row: Mapping[str, object]) -> Iterator[Problem]:
    for key in ("platform", "account"):
        if key in row and not _is_text(row[key]):
            yield Problem(index, key, f'the value of "{key}" is not one', 'write it in quotes: "…"')
    for key in ("url", "api"):
        if key in row and not is_address(row[key]):
            fix = 'write a whole address: "https://social.example.org"'
            yield Problem(index, key, f'the value of "{key}" is not one', fix)
    name = row.get("name", {})
    if not isinstance(name, dict) or not all(_is_text(text) for text in name.values()):
        fix = 'write a text for each language: { ar = "…", en = "…" }'
        yield Problem(index, "name", 'the value of "name" is not one', fix)


def _twice(rows: list[Mapping[str, object]], wrong: set[int]) -> Iterator[Problem]:
    seen = set()
    for index, row in enumerate(rows):
        if index in wrong:
            continue
        place = (row["platform"], str(row["url"]).rstrip("/").lower())
        if place in seen:
            yield Problem(index, "url", f"{row['url']} stands here twice", "delete one")
        seen.add(place)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_address(value: object) -> bool:
    """Tell whether a value is where a community stands: no query, no user, no fragment."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return whole and not (parts.query or parts.fragment or "@" in parts.netloc or " " in value)


def _community(row: Mapping[str, object]) -> Community:
    name = row.get("name", {})
    names = {lang: nfc(text.strip()) for lang, text in name.items()} if isinstance(name, dict) else {}
    return Community(
        platform=str(row["platform"]).strip(),
        url=str(row["url"]).rstrip("/"),
        name=MappingProxyType(names),
        account=str(row.get("account", "")).strip(),
        api=str(row.get("api", "")).rstrip("/"),
    )
