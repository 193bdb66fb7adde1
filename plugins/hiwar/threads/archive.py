"""The file that keeps a thread: ``content/threads/<folder>/<slug>.json``.

It is made to be read as a diff: sorted keys, a line a field, what is empty is
left out. It is content too: a writer may edit it, and what stands in it is
checked like all content, with file and line.

    {"version": 1, "sources": [{"platform", "url", "state", "heard", "complete",
     "since", "why", "validator": {"url", "etag", "modified"}, "expires",
     "comments": [{"id", "key", "parent", "url", "author": {"name", "url",
     "handle"}, "published", "edited", "lang", "warning", "html", "attachments":
     [{"url", "alt"}], "license", "state", "absent_since"}]}]}
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from hiwar import html
from hiwar.errors import Fault
from hiwar.model.thread import (
    COMMENT_STATES,
    SOURCE_STATES,
    Attachment,
    Author,
    Comment,
    Source,
    Thread,
    Validator,
)
from hiwar.text import did_you_mean, one_line, without_illegal
from hiwar.threads.cleaning import address
from hiwar.threads.jsonlines import line_of
from hiwar.threads.merging import in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from hiwar.model.piece import PieceId
    from hiwar.threads.jsonlines import Path

VERSION: Final = 1
_Json = dict[str, object]
_Word = TypeVar("_Word", bound=str)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIX: Final = "take the file back from git, or remove it and run: invoke listen"


def render(thread: Thread) -> str:
    """Return the file of a thread; the same thread is the same text."""
    sources = sorted(thread.sources, key=lambda source: (source.platform, source.url))
    rows = {"version": VERSION, "sources": [_source_row(source) for source in sources]}
    return json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _source_row(source: Source) -> _Json:
    row = _row(source, skip="comments")
    row["complete"] = source.complete
    row["comments"] = [_row(comment) for comment in in_order(source.comments)]
    return row


def _row(value: object, skip: str = "") -> _Json:
    """Return a dataclass as JSON, without what is empty."""
    names = [name for name in value.__slots__ if name != skip]  # type: ignore[attr-defined] # a slotted dataclass
    found = {name: _plain(getattr(value, name)) for name in names}
    return {name: part for name, part in found.items() if part}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, tuple):
        return [_row(part) for part in value]
    return value if isinstance(value, str | bool) or value is None else _row(value)


def parse(text: str, shown: str, piece: PieceId) -> tuple[Thread, tuple[Fault, ...]]:
    """Return the thread a file holds, and all that is wrong in it.

    Args:
        text: the file.
        shown: its path, for messages.
        piece: whose thread it is, by the file's path.
    """
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        return Thread(piece), (Fault(shown, error.lineno, f"is no JSON: {error.msg}", _FIX),)
    except RecursionError:
        return Thread(piece), (Fault(shown, 1, "is nested too deep", _FIX),)
    reader = _Reader(text, shown)
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        found = raw.get("version") if isinstance(raw, dict) else None
        fix = "update Hiwar" if isinstance(found, int) and found > VERSION else f'write "version": {VERSION}'
        reader.fault(("version",), f"has version {found!r}, and this Hiwar reads {VERSION}", fix)
        return Thread(piece), tuple(reader.faults)
    reader.only(raw, (), {"version", "sources"})
    sources = tuple(reader.source(row, path) for row, path in reader.rows(raw, (), "sources"))
    return Thread(piece, sources), tuple(reader.faults)


@dataclass(slots=True)
class _Reader:
    """Reads values out of JSON and notes what is wrong, with its line."""

    text: str
    shown: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, problem: str, fix: str = "") -> None:
        """Note a mistake at a path."""
        self.faults.append(Fault(self.shown, line_of(self.text, path), problem, fix))

    def source(self, row: _Json, path: Path) -> Source:
        """Return a source."""
        self.only(row, path, _names(Source))
        validators = [self.validator(part, place) for part, place in self.row(row, path, "validator")]
        comments = [self.comment(part, place) for part, place in self.rows(row, path, "comments")]
        seen: set[str] = set()
        for place, comment in enumerate(comments):
            if comment.id in seen:
                self.fault((*path, "comments", place, "id"), f"comment {comment.id} stands here twice", "remove one")
            seen.add(comment.id)
        return Source(
            platform=self.needed(row, path, "platform"),
            url=self.url(row, path, "url"),
            state=self.one_of(row, path, "state", SOURCE_STATES, "live"),
            heard=self.moment(row, path, "heard"),
            complete=row.get("complete") is not False,
            since=self.moment(row, path, "since"),
            why=self.words(row, path, "why"),
            validator=validators[0] if validators else None,
            expires=self.moment(row, path, "expires"),
            comments=in_order(comments),
        )

    def validator(self, row: _Json, path: Path) -> Validator:
        """Return what a server gave to ask with."""
        self.only(row, path, _names(Validator))
        return Validator(*(self.words(row, path, name) for name in ("url", "etag", "modified")))

    def comment(self, row: _Json, path: Path) -> Comment:
        """Return a comment, checked to be as clean as a heard one."""
        self.only(row, path, _names(Comment))
        authors = [self.author(part, place) for part, place in self.row(row, path, "author")]
        published = self.moment(row, path, "published")
        if published is None and "published" not in row:
            self.fault(path, "a comment has no published", 'add "published": "2026-11-23T14:05:00Z"')
        return Comment(
            id=self.needed(row, path, "id"),
            key=self.words(row, path, "key"),
            parent=self.words(row, path, "parent"),
            url=self.url(row, path, "url"),
            author=authors[0] if authors else Author(),
            published=published or _EPOCH,
            html=self.html(row, path),
            edited=self.moment(row, path, "edited"),
            lang=self.words(row, path, "lang"),
            warning=self.words(row, path, "warning"),
            attachments=tuple(
                Attachment(self.url(part, place, "url"), self.words(part, place, "alt"))
                for part, place in self.rows(row, path, "attachments")
            ),
            license=self.words(row, path, "license"),
            state=self.one_of(row, path, "state", COMMENT_STATES, "visible"),
            absent_since=self.moment(row, path, "absent_since"),
        )

    def author(self, row: _Json, path: Path) -> Author:
        """Return who speaks."""
        self.only(row, path, _names(Author))
        return Author(self.words(row, path, "name"), self.url(row, path, "url"), self.words(row, path, "handle"))

    def only(self, row: _Json, path: Path, known: Collection[str]) -> None:
        """Note every key that means nothing."""
        for name in row.keys() - set(known):
            self.fault((*path, name), f'unknown key "{name}"', did_you_mean(name, sorted(known)))

    def rows(self, row: _Json, path: Path, name: str) -> Iterator[tuple[_Json, Path]]:
        """Return the objects of a list, each with its path."""
        listed = row.get(name, [])
        if not isinstance(listed, list):
            self.fault((*path, name), f'"{name}" has to be a list')
            return
        for number, part in enumerate(listed):
            if isinstance(part, dict):
                yield part, (*path, name, number)
            else:
                self.fault((*path, name, number), f'"{name}" holds something else than objects')

    def row(self, row: _Json, path: Path, name: str) -> Iterator[tuple[_Json, Path]]:
        """Return one object, if it is there."""
        found = row.get(name)
        if isinstance(found, dict):
            yield found, (*path, name)
        elif found is not None:
            self.fault((*path, name), f'"{name}" has to be an object')

    def words(self, row: _Json, path: Path, name: str) -> str:
        """Return text without controls, in one line."""
        value = row.get(name, "")
        if not isinstance(value, str):
            self.fault((*path, name), f'"{name}" has to be text')
            return ""
        if value != one_line(without_illegal(value)):
            self.fault((*path, name), f'"{name}" holds hidden characters or spaces to spare', "type it anew")
        return value

    def needed(self, row: _Json, path: Path, name: str) -> str:
        """Return text that has to be there."""
        value = self.words(row, path, name)
        if row.get(name, "") == "":
            self.fault((*path, name), f'"{name}" is missing')
        return value

    def url(self, row: _Json, path: Path, name: str) -> str:
        """Return an absolute address of the web, or nothing."""
        value = self.words(row, path, name)
        if value and not address(value):
            self.fault((*path, name), f'"{name}" is no address', "write it whole, with https://")
            return ""
        return value

    def moment(self, row: _Json, path: Path, name: str) -> datetime | None:
        """Return an aware moment, or None when there is none."""
        value = self.words(row, path, name)
        try:
            found = datetime.fromisoformat(value) if value else None
        except ValueError:
            found = None
        if value and (found is None or found.tzinfo is None):
            self.fault((*path, name), f'"{name}" is no moment', 'write it as "2026-11-23T14:05:00Z"')
            return None
        return found.astimezone(UTC) if found else None

    def one_of(self, row: _Json, path: Path, name: str, known: tuple[_Word, ...], default: _Word) -> _Word:
        """Return one of a few words."""
        value = self.words(row, path, name)
        found = next((word for word in known if word == value), None)
        if value and found is None:
            self.fault((*path, name), f'unknown {name} "{value}"', did_you_mean(value, known))
        return found or default

    def html(self, row: _Json, path: Path) -> str:
        """Return HTML that is as clean as heard HTML, made so when it is not."""
        value = row.get("html", "")
        if not isinstance(value, str):
            self.fault((*path, "html"), '"html" has to be text')
            return ""
        if html.is_clean(value):
            return value
        safe = html.clean(value)
        fix = f"write: {json.dumps(safe, ensure_ascii=False)[:200]}"
        self.fault((*path, "html"), '"html" holds more than a comment may', fix)
        return safe


def _names(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))
