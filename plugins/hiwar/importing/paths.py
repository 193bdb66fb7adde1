"""What the path of an old text says: its name, date and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from hiwar.importing.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Collection

#: Files that stand for the folder around them.
_INDEX: Final = frozenset({"index", "_index", "readme"})
_DATED: Final = re.compile(r"(\d{4}[-_.]\d{1,2}[-_.]\d{1,2})(?:[-_. T]+(.*))?")
_MONTH_DAY: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(.+)")
_INSIDE: Final = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_YEAR: Final = re.compile(r"\d{4}")
_NUMBER: Final = re.compile(r"\d{1,2}")
_JEKYLL: Final = frozenset({"_posts", "_drafts"})


@dataclass(frozen=True, slots=True)
class PathFacts:
    """What a path says about the text that lies there."""

    #: The file name without date, suffix and language, or that of its folder.
    name: str
    #: ``2020-01-02`` where the path has a whole date, else empty.
    date: str
    #: A language's code where a folder or a suffix is one, else empty.
    lang: str
    #: Whether Jekyll made this blog: it splits tags at spaces.
    is_jekyll: bool
    is_draft: bool


def parse_path(rel: str, languages: Collection[str]) -> PathFacts:
    """Return what a path relative to the imported folder says.

    Args:
        rel: with ``/``, such as ``_posts/2020-01-02-name.md``.
        languages: codes that count as a language when a folder or suffix is one.
    """
    path = PurePosixPath(rel)
    stem, lang = _without_language(path.stem, languages)
    parents = list(path.parts[:-1])
    if stem.lower() in _INDEX and parents:
        stem = parents.pop()
    date, name = _date_and_name(stem, parents)
    folder = next((part for part in reversed(path.parts[:-1]) if part in languages), "")
    jekyll = _JEKYLL & set(path.parts)
    return PathFacts(name, date, lang or folder, is_jekyll=bool(jekyll), is_draft="_drafts" in jekyll)


def _without_language(stem: str, languages: Collection[str]) -> tuple[str, str]:
    head, dot, last = stem.rpartition(".")
    return (head, last) if dot and head and last in languages else (stem, "")


def _date_and_name(stem: str, parents: list[str]) -> tuple[str, str]:
    if match := _DATED.fullmatch(stem):
        found = parse_date(match.group(1).replace("_", "-").replace(".", "-"))
        if found:
            return found, match.group(2) or stem
    if parents and _YEAR.fullmatch(parents[-1]) and (match := _MONTH_DAY.fullmatch(stem)):
        found = parse_date("-".join((parents[-1], match.group(1), match.group(2))))
        return (found, match.group(3)) if found else ("", stem)
    if len(parents) > 2 and _YEAR.fullmatch(parents[-3]) and all(map(_NUMBER.fullmatch, parents[-2:])):
        return parse_date("-".join(parents[-3:])) or "", stem
    inside = _INSIDE.search(stem)
    return (parse_date(inside.group()) or "" if inside else ""), stem
