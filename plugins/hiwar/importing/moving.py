"""The move itself: bodies converted, headers composed, everything written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.importing import company, pieces
from hiwar.importing.anchors import find_anchors
from hiwar.importing.body import finish
from hiwar.importing.dates import moment
from hiwar.importing.elements import words
from hiwar.importing.names import TagSpellings, readable
from hiwar.importing.places import Index, Moved, TextPlaces, bare_address
from hiwar.importing.report import BodyNotes, Notes, Row, What
from hiwar.importing.texts import NoPlaces
from hiwar.importing.writing import replace as write_over
from hiwar.importing.writing import write_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from hiwar.importing.existing import Existing
    from hiwar.importing.naming import Named
    from hiwar.importing.options import Options
    from hiwar.importing.people import People
    from hiwar.importing.shelf import MediaShelf

_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_PICTURE_KEYS: Final = words("image cover cover_image featured_image feature_image featuredimage thumbnail banner hero")


@dataclass(slots=True)
class Move:
    """All texts of an import with their places, on their way."""

    named: tuple[Named, ...]
    languages: tuple[str, ...]
    existing: Existing
    people: People
    #: Names by the ids of the old blog.
    authors: Mapping[str, str]
    shelf: MediaShelf
    options: Options
    #: Of the imported folder.
    name: str
    now: datetime
    #: Text of each piece by its path.
    composed: dict[str, str] = field(default_factory=dict)
    #: Rows about no source: files of the content folder.
    own: list[Row] = field(default_factory=list)
    _tags: TagSpellings = field(default_factory=TagSpellings)
    _anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def convert(self) -> None:
        """Compose every piece."""
        for lang, tag in self.existing.tags:
            self._tags.spell(lang, tag)
        moved = tuple(self._moved(named) for named in self.named)
        index = Index(moved)
        by_rel = {named.text.rel: named for named in self.named}
        contact = self._contact() if self.options.kind == "release" and self.named else ""
        for named, here in zip(self.named, moved, strict=True):
            places = TextPlaces(
                here, index, self.shelf, self.options.base, lambda text: self._anchors_of(by_rel[text.rel])
            )
            context = replace(named.text.context, places=places)
            header = self._header(named, places, contact)
            self.composed[named.target] = pieces.compose(header, finish(named.text.body, context))

    def _moved(self, named: Named) -> Moved:
        text = named.text
        names = {named.slug, text.facts.name, text.meta.slug.strip("/").rpartition("/")[2]}
        names.add(text.rel.rpartition("/")[2].rpartition(".")[0])
        addresses = (text.meta.slug, *text.meta.addresses, *text.meta.aliases)
        return Moved(
            rel=text.rel,
            target=named.target,
            names=frozenset(name.casefold() for name in names if name and name.lower() != "index"),
            addresses=frozenset(
                bare_address(urlsplit(address).path) for address in addresses if "/" in address and "[" not in address
            ),
            folders=frozenset(tag.casefold().replace(" ", "-") for tag in text.meta.tags),
            is_public=not text.meta.is_draft
            and (not named.date or moment(named.date, self.existing.timezone) <= self.now),
        )

    def _anchors_of(self, named: Named) -> frozenset[str]:
        rel = named.text.rel
        if rel not in self._anchors:
            quiet = replace(named.text.context, places=NoPlaces(), notes=BodyNotes(Notes(rel), 1))
            self._anchors[rel] = find_anchors(finish(named.text.body, quiet))
        return self._anchors[rel]

    def _contact(self) -> str:
        """Return the id of somebody who can be reached, which a release needs."""
        if self.people.reachable:
            return self.people.reachable[0]
        host = urlsplit(self.options.base).hostname or "example.org"
        key = "press" if "press" not in self.people.taken else "press-contact"
        self.people.add(key, "Press", f'email = "press@{host}"\n')
        self.own.append(Row("people.toml", 1, What.CONTACT, f"press@{host}"))
        return key

    def _header(self, named: Named, places: TextPlaces, contact: str) -> list[tuple[str, str]]:
        text, meta = named.text, named.text.meta
        if named.date and moment(named.date, self.existing.timezone) > self.now:
            text.notes.add(meta.lines.get("date", 1), What.FUTURE, named.date)
        return [
            ("Title", text.title),
            ("Date", named.date),
            ("Modified", meta.modified),
            ("Summary", text.summary),
            ("Tags", ", ".join(self._tags_of(named))),
            ("Authors", ", ".join(self._authors_of(named))),
            ("Series", meta.series),
            ("Aliases", ", ".join(named.aliases)),
            ("Image", self._image(named, places)),
            ("Status", "draft" if meta.is_draft else ""),
            ("Contact", contact if named.kind == "release" else ""),
        ]

    def _tags_of(self, named: Named) -> list[str]:
        text = named.text
        found = []
        line = next(
            (text.meta.lines[key] for key in ("tags", "categories", "category", "tag") if key in text.meta.lines), 1
        )
        for typed in text.meta.tags:
            spelled = self._tags.spell(named.lang, typed)
            if not spelled:
                text.notes.add(line, What.VALUE, f"tags: {typed}")
            elif spelled != typed:
                text.notes.add(line, What.TAG, f"{typed} → {spelled}")
            found += [spelled] if spelled else []
        return list(dict.fromkeys(found))

    def _authors_of(self, named: Named) -> list[str]:
        found = []
        for typed in named.text.meta.authors:
            key, is_new = self.people.find(typed, self.authors)
            if is_new:
                lines = named.text.meta.lines
                named.text.notes.add(lines.get("authors") or lines.get("author", 1), What.PERSON, f"{typed} → {key}")
            found.append(key)
        return list(dict.fromkeys(found))

    def _image(self, named: Named, places: TextPlaces) -> str:
        text, meta = named.text, named.text.meta
        if not meta.image:
            return ""
        line = next((line for key, line in meta.lines.items() if key in _PICTURE_KEYS), 1)
        target = places.picture(meta.image)
        if target.what != What.PICTURE or not target.address.endswith(_PICTURES):
            text.notes.add(line, What.VALUE, f"image: {meta.image}")
            return ""
        text.notes.add(line, What.PICTURE, meta.image)
        alt = meta.image_alt
        if not alt.strip():
            alt = readable(meta.image) or text.title
            text.notes.add(line, What.ALT, meta.image)
        return f"{target.address} | {alt}"

    def write(self, content: Path) -> dict[str, int]:
        """Write what is not there yet, and return how many files are new, the same, edited, or media."""
        counts = {"new": 0, "same": 0, "edited": 0, "files": 0}
        by_target = {named.target: named for named in self.named}
        for target, composed in self.composed.items():
            written = write_new(content / target, composed.encode())
            counts[written] += 1
            if written == "edited":
                by_target[target].text.notes.add(1, What.EDITED, target)
        for name, path in self.shelf.copies().items():
            counts["files"] += write_new(content / "media" / name, path.read_bytes()) == "new"
        if self.existing.company is None:
            self._write_company(content)
        if self.people.added:
            write_over(content / "people.toml", self.people.compose(self.existing.people_text))
        return counts

    def _write_company(self, content: Path) -> None:
        values = company.new_company(self.name, self.languages, self.options.base, self.now)
        write_new(content / "company.toml", company.compose_company(values).encode())
        self.own += [
            Row("company.toml", line, What.COMPANY, f"{key} = {value}")
            for line, (key, value) in enumerate(values.items(), 1)
        ]

    def rows(self) -> list[Row]:
        """Return all that was noted."""
        return [*self.own, *(row for named in self.named for row in named.text.notes.rows)]
