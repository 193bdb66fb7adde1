"""``invoke forget``: a person's words and name leave the archive, and nothing of theirs is heard again."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.threads import files
from hiwar.threads.accounts import plain
from hiwar.threads.anchors import anchor
from hiwar.threads.forgotten import PREFIX, Forgotten
from hiwar.threads.merging import erased, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment, Source, Thread

#: Kinds of files in which writers may have named somebody.
_WRITTEN: Final = ("*.md", "*.toml", "*.json")


@dataclass(frozen=True, slots=True)
class Erasure:
    """What forgetting somebody, or one comment, changes."""

    #: Those in which something is erased, as they are from now on.
    threads: tuple[Thread, ...]
    #: Comments whose words and name are erased.
    count: int
    forgotten: Forgotten
    #: By which they may be named elsewhere: addresses, handles, ids.
    traces: tuple[str, ...]


def erase(threads: Mapping[PieceId, Thread], target: str, forgotten: Forgotten) -> Erasure:
    """Return what becomes of the archive when a comment, or an account with all that it said, is forgotten.

    Args:
        threads: all that was heard.
        target: the address or the fragment of a comment, or the address or handle of an account.
        forgotten: what is forgotten already, with the key.

    Raises:
        SetupError: nothing that was heard is named so.
    """
    said = [one for thread in threads.values() for source in thread.sources for one in source.comments]
    heard = [one for one in said if one.state != "deleted" or not one.id.startswith(PREFIX)]
    found = [one for one in heard if _is_comment(one, target)]
    is_account = not found
    found = found or [one for one in heard if _is_account(one, target)]
    if not found:
        raise SetupError(f'nothing that was heard is "{target}"; name a comment or an account by its address')
    marks = {forgotten.mark(one.id) for one in found}
    traces = [text for one in found for text in (one.id, one.url)]
    if is_account:
        marks |= {mark for one in found for mark in forgotten.marks_of(one.author)}
        traces += [text for one in found for text in (*one.author.addresses, one.author.handle)]
    after = replace(forgotten, marks=forgotten.marks | marks)
    ids = frozenset(one.id for one in found)
    changed = [(_without(thread, ids, after), thread) for thread in threads.values()]
    new = tuple(thread for thread, before in changed if thread != before)
    return Erasure(new, len(ids), after, tuple(sorted({text for text in traces if text})))


def _is_comment(comment: Comment, target: str) -> bool:
    return target in {comment.id, comment.url} or target.rpartition("#")[2] == anchor(comment.id)


def _is_account(comment: Comment, target: str) -> bool:
    author = comment.author
    if "://" in target:
        return plain(target) in map(plain, author.addresses)
    return bool(author.handle) and author.handle.lstrip("@").casefold() == target.lstrip("@").casefold()


def _without(thread: Thread, ids: frozenset[str], forgotten: Forgotten) -> Thread:
    return replace(thread, sources=tuple(_silent(source, ids, forgotten) for source in thread.sources), digest="")


def _silent(source: Source, ids: frozenset[str], forgotten: Forgotten) -> Source:
    """Return a source in which only places are left of some comments, and only where something hangs on them."""
    kept = []
    for comment in source.comments:
        parent = forgotten.name(comment.parent) if comment.parent in ids else comment.parent
        same = replace(comment, parent=parent)
        kept.append(_place(same, forgotten) if comment.id in ids else same)
    while empty := _empty_places(kept):
        kept = [one for one in kept if one.id not in empty]
    return replace(source, comments=in_order(kept))


def _empty_places(comments: Iterable[Comment]) -> frozenset[str]:
    listed = tuple(comments)
    parents = {one.parent for one in listed}
    return frozenset(one.id for one in listed if one.id.startswith(PREFIX) and one.id not in parents)


def _place(comment: Comment, forgotten: Forgotten) -> Comment:
    """Return the place of a comment that answers hang on: nothing in it leads to a person.

    The day is kept for the order; the second would find the comment in any copy of its platform.
    """
    day = comment.published.replace(hour=0, minute=0, second=0, microsecond=0)
    return replace(erased(comment), id=forgotten.name(comment.id), key="", url="", published=day)


def write(content: Path, erasure: Erasure) -> tuple[Path, ...]:
    """Write the threads in which something is erased; return their files.

    Raises:
        SetupError: the disk refuses.
    """
    written = []
    for thread in erasure.threads:
        files.write_thread(content, thread)
        written.append(files.path_of(content, thread.piece))
    return tuple(written)


def mentions(content: Path, traces: Iterable[str], cwd: Path) -> Iterator[str]:
    """Yield where the content still names somebody, as ``path:line``: only a person can mend that."""
    sought = tuple(traces)
    for path in sorted(path for pattern in _WRITTEN for path in content.rglob(pattern)):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue  # the build names what it cannot read
        for number, line in enumerate(lines, 1):
            if any(trace in line for trace in sought):
                yield f"{os.path.relpath(path, cwd)}:{number}"
