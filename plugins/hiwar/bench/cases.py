"""What is changed before a build is measured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hiwar.bench.tool import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiwar.bench.seed import Entry
    from hiwar.bench.tool import Tool

_THREAD: Final = """\
{{"version": 1, "sources": [{{"platform": "mastodon", "url": "https://social.example/@bench/1", "state": "live",
"heard": "2026-01-01T00:00:00Z", "complete": true, "comments": [{comments}]}}]}}
"""
_COMMENT: Final = """\
{{"id": "https://social.example/c/{number}", "key": "{number}", "url": "https://social.example/@reader/{number}",
"author": {{"name": "Reader", "url": "https://social.example/@reader", "handle": "@reader"}},
"published": "2026-01-01T00:{number:02}:00Z", "html": "<p>Comment {number}</p>", "state": "visible"}}"""


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of change, by the name that the report gives it."""

    name: str
    change: Callable[[Tool, Sequence[Entry], int], None]
    #: Other generators have no such thing.
    is_ours: bool = False
    #: What has to be there before the first build; it is given what `change` is, in turn 0.
    begin: Callable[[Tool, Sequence[Entry], int], None] | None = None


def _cold(tool: Tool, _entries: Sequence[Entry], _turn: int) -> None:
    tool.forget()


def _nothing(_tool: Tool, _entries: Sequence[Entry], _turn: int) -> None:
    """Leave all as it is."""


def _body(tool: Tool, entries: Sequence[Entry], turn: int) -> None:
    entry = entries[len(entries) // 2]
    tool.write([replace(entry, body=f"{entry.body}\nEdited {turn}.\n")])


def _title(tool: Tool, entries: Sequence[Entry], turn: int) -> None:
    entry = entries[len(entries) // 3]
    tool.write([replace(entry, title=f"{entry.title}: {turn}")])


def _new(tool: Tool, entries: Sequence[Entry], turn: int) -> None:
    last = entries[-1]
    tool.write([replace(last, slug=f"new-{turn}", date=last.date + timedelta(days=turn + 1), title=f"New {turn}")])


def _comment(tool: Tool, entries: Sequence[Entry], turn: int) -> None:
    comments = ",\n".join(_COMMENT.format(number=number) for number in range(turn + 1))
    path = f"content/threads/blog/{entries[len(entries) // 4].slug}.json"
    write(tool.folder, [(path, _THREAD.format(comments=comments))])


def _template(tool: Tool, _entries: Sequence[Entry], turn: int) -> None:
    tool.edit_template(turn)


CASES: Final = (
    Case("cold", _cold),
    Case("nothing changed", _nothing),
    Case("body edit", _body),
    Case("title edit", _title),
    Case("new post", _new),
    # On a piece that is talked about: the first comment of all also makes the feeds of a conversation.
    Case("comment heard", _comment, is_ours=True, begin=_comment),
    Case("template edit", _template),
)
