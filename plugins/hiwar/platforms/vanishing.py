"""Comments that a platform leaves out without a word: which ones, and whether they were deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Sequence

    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Request

#: Comments asked after one by one at most, in one hearing.
MAX_CHECKS: Final = 40


def vanished(prior: Source | None, seen: Container[str]) -> list[Comment]:
    """Return the comments heard before whose keys were not seen now, but for those known to be deleted."""
    known = prior.comments if prior else ()
    return [comment for comment in known if comment.state != "deleted" and comment.key not in seen]


def ask_after(
    missed: Sequence[Comment], alone: Callable[[Comment], Request]
) -> Generator[Request, Answer, frozenset[str]]:
    """Ask for comments one by one; return the ids of those of which the interface says "no such thing".

    Args:
        missed: those that were left out.
        alone: gives the request for one of them.
    """
    deleted = set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield alone(comment)
        if answer.says_no_more:
            deleted.add(comment.id)
    return frozenset(deleted)
