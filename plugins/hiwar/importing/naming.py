"""Which piece each old text becomes: kind, file name, former slugs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hiwar.importing.names import slug
from hiwar.importing.report import What
from hiwar.model.kinds import DATED, FOLDERS
from hiwar.slugs import is_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.importing.texts import Text
    from hiwar.model.kinds import Kind

_ALIASES: Final = ("aliases", "alias", "redirect_from")


@dataclass(frozen=True, slots=True)
class Named:
    """An old text with its place in the content folder."""

    text: Text
    lang: str
    kind: Kind
    slug: str
    #: ``2020-01-02`` or longer; empty on kinds without one.
    date: str
    #: Relative to the content folder: ``en/blog/2020-01-02-name.md``.
    target: str
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class Names:
    """Gives every text a name that no other has."""

    languages: tuple[str, ...]
    #: Path of the piece that has a name, by language, kind and name in small letters.
    taken: dict[tuple[str, str, str], str] = field(default_factory=dict)

    #: Targets of this run: a path may be taken by a piece that stands there, not by another of the run.
    given: set[str] = field(default_factory=set)

    def _take(self, key: tuple[str, str, str], target: str) -> bool:
        if self.taken.setdefault(key, target) != target or target in self.given:
            return False
        self.given.add(target)
        return True

    def name(self, text: Text, kind: Kind) -> Named:
        """Return where a text goes, with rows for a name or date that is not as it was."""
        lang = text.lang
        if lang not in self.languages:
            text.notes.add(1, What.LANGUAGE, lang)
            lang = self.languages[0]
        kind, date = _kind_and_date(text, kind)
        wished = _wished(text)
        for number, candidate in enumerate(self._candidates(text, wished, kind, date)):
            target = f"{lang}/{FOLDERS[kind]}/{date[:10] + '-' if date else ''}{candidate}.md"
            if self._take((lang, kind, candidate.casefold()), target):
                self._note(text, wished, candidate, number)
                return Named(text, lang, kind, candidate, date, target)
        raise AssertionError("the candidates never end")

    def _candidates(self, text: Text, wished: str, kind: Kind, date: str) -> Iterator[str]:
        first = slug(wished) or slug(text.title) or _hashed(text.rel)
        names = [first]
        if is_taken(first, kind, self.languages):
            names = [slug(text.title), f"about-{first}"]
        folder = next((slug(part) for part in reversed(text.rel.split("/")[:-1]) if slug(part)), "")
        names += [f"{folder}-{first}"] * bool(folder) + [f"{first}-{date[:10]}"] * bool(date)
        for name in names:
            if name and not is_taken(name, kind, self.languages):
                yield name
        number = 2
        while True:
            yield f"{first}-{number}"
            number += 1

    def _note(self, text: Text, wished: str, name: str, number: int) -> None:
        line = text.meta.lines.get("slug", 1)
        if number and slug(wished) == wished:
            text.notes.add(line, What.DOUBLE, f"{wished} → {name}")
        elif name != wished:
            text.notes.add(line, What.RENAMED, f"{wished} → {name}")

    def with_aliases(self, named: Named) -> Named:
        """Return the text with the former slugs that nobody else has; other addresses become rows."""
        kept: list[str] = []
        for typed in named.text.meta.aliases:
            name = unquote(typed.partition("?")[0].rstrip("/").removesuffix(".html")).rpartition("/")[2]
            alias = slug(name)
            key = (named.lang, named.kind, alias.casefold())
            is_own = alias == name and alias not in {named.slug, "page"} and alias not in kept
            if alias and is_own and self.taken.setdefault(key, named.target) == named.target:
                kept.append(alias)
            if typed.strip("/") != alias or alias not in kept:
                line = next((named.text.meta.lines[key] for key in _ALIASES if key in named.text.meta.lines), 1)
                named.text.notes.add(line, What.ADDRESS, typed)
        return replace(named, aliases=tuple(kept))


def _kind_and_date(text: Text, kind: Kind) -> tuple[Kind, str]:
    """Return the kind, which is a page where a post has no date, and the date where the kind has one."""
    date = text.meta.date or text.facts.date
    if kind in DATED and not date:
        text.notes.add(1, What.PAGE, text.rel)
        kind = "page"
    if kind in DATED and not text.meta.date:
        text.notes.add(1, What.NO_DATE, date)
    if kind not in DATED and text.meta.date:
        text.notes.add(text.meta.lines.get("date", 1), What.VALUE, f"date: {text.meta.date}")
    return kind, date if kind in DATED else ""


def _wished(text: Text) -> str:
    """Return the name that the old blog gave a text: its slug, the end of its address, or its file's name."""
    for address in (text.meta.slug, *text.meta.addresses):
        path = unquote(address.partition("?")[0].partition("#")[0]).rstrip("/")
        name = path.rpartition("/")[2].removesuffix(".html").removesuffix(".htm")
        if address != text.meta.slug or "/" in address:
            text.notes.add(_line(text, address), What.ADDRESS, address)
        if name and ":" not in name:
            return name
    return text.facts.name


def _line(text: Text, address: str) -> int:
    keys = ("slug",) if address == text.meta.slug else ("permalink", "url", "link_path")
    return next((text.meta.lines[key] for key in keys if key in text.meta.lines), 1)


def _hashed(rel: str) -> str:
    return "text-" + hashlib.sha256(rel.encode("utf-8", "surrogateescape")).hexdigest()[:8]
