"""The header of an old text to the keys that a piece may have; each other key is a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.importing.dates import parse_date
from hiwar.importing.header import shown
from hiwar.importing.report import What
from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.importing.header import Entry
    from hiwar.importing.paths import PathFacts
    from hiwar.importing.report import Notes
    from hiwar.importing.trees import Tree

_SEPARATORS: Final = re.compile(r"[,;،؛]")
_MAIL: Final = re.compile(r"\s*(?:<[^<>]*>|\(?[\w.+-]+@[\w.-]+\)?)\s*")
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_DATES: Final = (
    "date",
    "published_at",
    "pubdate",
    "publishdate",
    "publish_date",
    "date_published",
    "created",
    "created_at",
)
_MODIFIED: Final = ("modified", "updated", "lastmod", "last_modified_at", "last_modified", "updated_at", "last_update")
_SUMMARIES: Final = ("summary", "description", "excerpt", "abstract")
_TAGS: Final = ("tags", "tag", "categories", "category", "keywords", "topics")
_PICTURES: Final = (
    "image", "cover", "cover_image", "featured_image", "feature_image", "featuredimage", "thumbnail", "banner", "hero",
)  # fmt: skip
_ALTS: Final = ("image_alt", "cover_alt", "alt", "image_caption", "cover_image_alt", "thumbnail_alt")


@dataclass(frozen=True, slots=True)
class Meta:
    """What an old header says, in our words; empty where it says nothing."""

    title: str = ""
    #: ISO 8601, whole.
    date: str = ""
    modified: str = ""
    summary: str = ""
    #: As typed.
    tags: tuple[str, ...] = ()
    #: Names, or ids of the old blog's list of authors.
    authors: tuple[str, ...] = ()
    series: str = ""
    slug: str = ""
    #: Where it stood and stands: paths or addresses, for links that lead there.
    addresses: tuple[str, ...] = ()
    #: Paths at which it stood before.
    aliases: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    lang: str = ""
    is_draft: bool = False
    #: Line of each key, for rows that are written later.
    lines: Mapping[str, int] = field(default_factory=dict)


def parse_meta(entries: Iterable[Entry], facts: PathFacts, notes: Notes) -> Meta:
    """Return what a header says; keys and values that no piece can have become rows."""
    reader = _Reader({entry.key: entry for entry in entries}, notes)
    image, alt = reader.picture()
    meta = Meta(
        title=reader.text("title"),
        date=reader.date(_DATES),
        modified=reader.date(_MODIFIED),
        summary=reader.text(*_SUMMARIES),
        tags=tuple(reader.items(_TAGS, at_spaces=facts.is_jekyll)),
        authors=tuple(reader.authors()),
        series=reader.text("series"),
        slug=reader.text("slug"),
        addresses=tuple(reader.items(("permalink", "url", "link_path"))),
        aliases=tuple(reader.items(("aliases", "alias", "redirect_from"))),
        image=image,
        image_alt=alt,
        lang=reader.text("lang", "language", "locale").lower().replace("_", "-"),
        is_draft=reader.is_draft() or facts.is_draft,
        lines={key: entry.line for key, entry in reader.entries.items()},
    )
    reader.note_rest()
    return meta


@dataclass(slots=True)
class _Reader:
    entries: dict[str, Entry]
    notes: Notes
    taken: set[str] = field(default_factory=set)

    def text(self, *keys: str) -> str:
        """Return the first of these keys that says something; the others stay."""
        for key in keys:
            entry = self.entries.get(key)
            text = one_line(_first_text(entry.value)) if entry else ""
            if entry and (text or not shown(entry.value).strip()):
                self.taken.add(key)
            if text:
                return text
        return ""

    def date(self, keys: tuple[str, ...]) -> str:
        for key in keys:
            entry = self.entries.get(key)
            if entry is None:
                continue
            value = entry.value.get("date", "") if isinstance(entry.value, Mapping) else entry.value
            found = parse_date(shown(value))
            if found and not isinstance(entry.value, Mapping):
                self.taken.add(key)
            if found:
                return found
        return ""

    def items(self, keys: tuple[str, ...], *, at_spaces: bool = False) -> list[str]:
        found: list[str] = []
        for key in keys:
            entry = self.entries.get(key)
            if entry is None or isinstance(entry.value, Mapping):
                continue
            self.taken.add(key)
            if isinstance(entry.value, tuple):
                found += [_first_text(item) for item in entry.value]
            elif _SEPARATORS.search(entry.value) or not (at_spaces and key != "category"):
                found += _SEPARATORS.split(entry.value)
            else:
                found += entry.value.split()
        return list(dict.fromkeys(one_line(item) for item in found if item.strip()))

    def authors(self) -> list[str]:
        found = []
        for key in ("authors", "author"):
            entry = self.entries.get(key)
            if entry is None:
                continue
            self.taken.add(key)
            for name in _names(entry.value):
                bare = one_line(_MAIL.sub(" ", name))
                if bare != one_line(name):
                    self.notes.add(entry.line, What.VALUE, f"{key}: {name}")
                found += [bare] if bare else []
            if not isinstance(entry.value, str) and _has_more(entry.value):
                self.notes.add(entry.line, What.VALUE, f"{key}: {shown(entry.value)}")
        return list(dict.fromkeys(found))

    def picture(self) -> tuple[str, str]:
        for key in _PICTURES:
            entry = self.entries.get(key)
            if entry is None:
                continue
            if isinstance(entry.value, Mapping):
                parts = {name.lower(): shown(value) for name, value in entry.value.items()}
                address = next((parts[name] for name in ("image", "src", "path", "url", "file") if parts.get(name)), "")
                if address:
                    self.taken.add(key)
                    return one_line(address), one_line(parts.get("alt") or parts.get("caption") or "")
                continue
            address = one_line(_first_text(entry.value))
            if address:
                self.taken.add(key)
                return address, self.text(*_ALTS)
        return "", ""

    def is_draft(self) -> bool:
        draft = self._flag("draft", frozenset({"true", "false"}) | _TRUE) in _TRUE
        private = self._flag("published", frozenset({"true", "false"})) == "false"
        state = self._flag("status", frozenset({"draft", "published", "publish"})) == "draft"
        return draft or private or state

    def _flag(self, key: str, known: frozenset[str]) -> str:
        entry = self.entries.get(key)
        value = shown(entry.value).strip().lower() if entry else ""
        if value in known:
            self.taken.add(key)
        return value

    def note_rest(self) -> None:
        for key, entry in self.entries.items():
            if key not in self.taken:
                what = What.VALUE if key in _DATES or key in _MODIFIED else What.KEY
                self.notes.add(entry.line, what, f"{key}: {shown(entry.value)}")


def _first_text(value: Tree) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return _first_text(value[0]) if len(value) == 1 else ""
    return next((shown(value[name]) for name in ("name", "label", "title", "key", "id") if name in value), "")


def _names(value: Tree) -> list[str]:
    if isinstance(value, str):
        return [part for part in _SEPARATORS.split(value) if part.strip()]
    if isinstance(value, tuple):
        return [name for item in value for name in (_names(item) if isinstance(item, tuple) else [_first_text(item)])]
    return [_first_text(value)]


def _has_more(value: Tree) -> bool:
    """Tell whether a list of authors says more of them than their names."""
    if isinstance(value, tuple):
        return any(_has_more(item) for item in value)
    return isinstance(value, Mapping) and len(value) > 1
