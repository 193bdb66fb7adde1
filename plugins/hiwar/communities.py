"""``[[communities]]`` of company.toml: whom we listen to, and whom we tell, declared and never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.model.community import Community
from hiwar.model.kinds import FOLDERS
from hiwar.text import did_you_mean, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.model.kinds import Kind

#: Where announcements are sent by themselves, or written to be pasted.
ANNOUNCED: Final = (
    "bluesky", "discourse", "facebook", "instagram", "linkedin", "mastodon", "nodebb", "telegram", "whatsapp",
    "wordpress", "x",
)  # fmt: skip
#: Of these, those whose conversations nobody can hear.
UNHEARD: Final = frozenset({"facebook", "instagram", "linkedin", "telegram", "whatsapp", "x"})
VISIBILITIES: Final = ("public", "unlisted")
_KEYS: Final = ("platform", "url", "name", "account", "api", "announce", "language", "visibility", "category", "server")


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
    for key in ("platform", "account", "language"):
        if key in row and not _is_text(row[key]):
            yield Problem(index, key, f'the value of "{key}" is not one', 'write it in quotes: "…"')
    for key in ("url", "api", "server"):
        if key in row and not is_address(row[key]):
            fix = 'write a whole address: "https://social.example.org"'
            yield Problem(index, key, f'the value of "{key}" is not one', fix)
    name = row.get("name", {})
    if not isinstance(name, dict) or not all(_is_text(text) for text in name.values()):
        fix = 'write a text for each language: { ar = "…", en = "…" }'
        yield Problem(index, "name", 'the value of "name" is not one', fix)
    yield from _check_announcing(index, row)


def _check_announcing(index: int, row: Mapping[str, object]) -> Iterator[Problem]:
    kinds = row.get("announce", [])
    if not isinstance(kinds, list) or not all(kind in FOLDERS for kind in kinds):
        fix = 'write kinds of pieces: ["release", "post"]'
        yield Problem(index, "announce", 'the value of "announce" is not one', fix)
    elif kinds and row.get("platform") not in ANNOUNCED:
        fix = f"delete the line, or use one of: {', '.join(ANNOUNCED)}"
        yield Problem(index, "announce", f'nothing can be announced on "{row.get("platform")}"', fix)
    elif kinds and row.get("platform") == "telegram" and not row.get("account"):
        yield Problem(index, "announce", "the channel is not named", 'write account = "@channel"')
    if row.get("visibility", VISIBILITIES[0]) not in VISIBILITIES:
        fix = did_you_mean(str(row["visibility"]), VISIBILITIES)
        yield Problem(index, "visibility", 'the value of "visibility" is not one', fix)
    category = row.get("category", 0)
    if not isinstance(category, int) or isinstance(category, bool) or category < 0:
        yield Problem(index, "category", 'the value of "category" is not one', "write its number there: 7")


def _twice(rows: list[Mapping[str, object]], wrong: set[int]) -> Iterator[Problem]:
    seen: dict[tuple[object, str], set[object]] = {}
    for index, row in enumerate(rows):
        if index in wrong:
            continue
        accounts = seen.setdefault((row["platform"], str(row["url"]).rstrip("/").lower()), set())
        own = row.get("account", "")
        if accounts and (not own or "" in accounts or own in accounts):
            yield Problem(index, "url", f"{row['url']} stands here twice", "delete one")
        accounts.add(own)


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
        announce=_kinds(row.get("announce")),
        language=str(row.get("language", "")).strip(),
        visibility=str(row.get("visibility", VISIBILITIES[0])),
        category=int(str(row.get("category", 0))),
        server=str(row.get("server", "")).rstrip("/"),
    )


def _kinds(value: object) -> tuple[Kind, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(kind for kind in FOLDERS if kind in listed)
