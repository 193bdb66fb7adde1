"""From the comments of all sources to one tree: merged, rid of what is hidden, oldest first."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.model.moderation import Verdict
from hiwar.threads.judging import Law
from hiwar.threads.merging import erased, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment, CommentState, Source

#: Of two states of one comment, heard through two sources, the higher wins:
#: what was deleted or hidden in one place is not shown because of another, and
#: what was heard where it was said needs nobody to release its copy.
_RANK: Final[Mapping[CommentState, int]] = MappingProxyType(
    {"queued": 0, "missing": 1, "visible": 2, "hidden": 3, "deleted": 4}
)
_UNSEEN: Final = frozenset({"hidden", "queued"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The comments to show."""

    #: By id.
    comments: Mapping[str, Comment]
    #: By id, the addresses of the sources it was heard at, in their order.
    heard_at: Mapping[str, tuple[str, ...]]
    #: Ids of the answers to each id, oldest first; those to the first post under "".
    answers: Mapping[str, tuple[str, ...]]
    verdict: Verdict = field(default_factory=Verdict)
    #: How many are not shown because their own platform hides them.
    withheld: int = 0


def grow(sources: Iterable[Source], law: Law | None = None, piece: PieceId | None = None) -> Tree:
    """Return the comments to show, of all sources, as far as the moderator lets them.

    Args:
        sources: of one thread.
        law: the moderator's rules; none when nobody moderates.
        piece: whose thread it is.
    """
    comments, heard_at = merge(sources)
    verdict = (law or Law()).judge(comments, piece)
    withheld = sum(one.state == "hidden" and id_ not in verdict.hidden for id_, one in comments.items())
    comments = {id_: _as_judged(comment, verdict) for id_, comment in comments.items()}
    answers = _answers(comments)
    shown = _shown(comments, answers)
    kept = {id_: comments[id_] for id_ in shown}
    by_parent = {parent: tuple(id_ for id_ in ids if id_ in kept) for parent, ids in answers.items()}
    return Tree(kept, heard_at, {parent: ids for parent, ids in by_parent.items() if ids}, verdict, withheld)


def _as_judged(comment: Comment, verdict: Verdict) -> Comment:
    """Return a comment as readers may see it: without its words where a moderator took them away."""
    if comment.id in verdict.hidden:
        return erased(comment)
    if comment.id in verdict.late:
        return replace(comment, state="hidden")
    is_free = comment.id in verdict.released and comment.state == "queued"
    return replace(comment, state="visible") if is_free else comment


def merge(sources: Iterable[Source]) -> tuple[dict[str, Comment], dict[str, tuple[str, ...]]]:
    """Return each comment once by id, oldest first, and where it was heard.

    Two comments are one when their ids are, or when two sources give one
    permalink that is the only one of its kind in each of them.
    """
    listed = tuple(sources)
    names = _names(listed)
    merged: dict[str, Comment] = {}
    heard_at: dict[str, tuple[str, ...]] = {}
    queued_at: dict[str, tuple[str, ...]] = {}
    for source in listed:
        for comment in source.comments:
            id_ = names.get(comment.id, comment.id)
            same = replace(comment, id=id_, parent=names.get(comment.parent, comment.parent))
            known = merged.get(id_)
            if known is None or _RANK[same.state] > _RANK[known.state]:
                merged[id_] = same
            places = queued_at if comment.state == "queued" else heard_at
            places[id_] = (*places.get(id_, ()), source.url)
    return {comment.id: comment for comment in in_order(merged.values())}, queued_at | heard_at


def _names(sources: tuple[Source, ...]) -> dict[str, str]:
    """Return the other ids of comments that two sources know by different ids."""
    first: dict[str, str] = {}
    names: dict[str, str] = {}
    for source in sources:
        count = Counter(comment.url for comment in source.comments)
        for comment in source.comments:
            if comment.url and count[comment.url] == 1:
                permalinks = _permalinks(comment)
                id_ = next((first[url] for url in permalinks if url in first), comment.id)
                first.update(dict.fromkeys(permalinks, id_))
                if id_ != comment.id:
                    names[comment.id] = id_
    return names


def _permalinks(comment: Comment) -> tuple[str, ...]:
    """Return a comment's permalink in each spelling of its author's address."""
    own = comment.author.url
    if not own or not comment.url.startswith(f"{own}/"):
        return (comment.url,)
    return tuple(address + comment.url[len(own) :] for address in comment.author.addresses)


def _answers(comments: Mapping[str, Comment]) -> dict[str, list[str]]:
    """Return the ids that answer each id; every comment can be reached from ""."""
    answers: dict[str, list[str]] = {"": []}
    for comment in comments.values():
        parent = comment.parent if comment.parent in comments and comment.parent != comment.id else ""
        answers.setdefault(parent, []).append(comment.id)
    reached = set(_walk(answers, ""))
    for id_ in comments:  # what is left answers itself in a ring
        if id_ not in reached:
            parent = comments[id_].parent
            answers[parent].remove(id_)
            answers[""].append(id_)
            reached |= {id_, *_walk(answers, id_)}
    answers[""] = [id_ for id_ in comments if id_ in set(answers[""])]
    return answers


def _walk(answers: Mapping[str, list[str]], start: str) -> Iterator[str]:
    """Yield all below a comment, those nearer to it first."""
    waiting = deque([start])
    while waiting:
        for id_ in answers.get(waiting.popleft(), ()):
            yield id_
            waiting.append(id_)


def _shown(comments: Mapping[str, Comment], answers: Mapping[str, list[str]]) -> set[str]:
    """Return the ids to show: none at or below one that is not for readers, no empty place without answers."""
    open_ = {parent: [id_ for id_ in ids if comments[id_].state not in _UNSEEN] for parent, ids in answers.items()}
    shown: set[str] = set()
    for id_ in reversed(list(_walk(open_, ""))):
        if comments[id_].state != "deleted" or any(answer in shown for answer in open_.get(id_, ())):
            shown.add(id_)
    return shown
