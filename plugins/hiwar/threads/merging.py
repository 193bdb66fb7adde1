"""Nothing heard is lost: what a hearing changes in what was heard before.

| what the platform says            | what becomes of a comment                     |
| --------------------------------- | --------------------------------------------- |
| it is there                       | it is as it is there now                      |
| it was deleted, asked or unasked  | text and author erased, its place kept        |
| it is there, but not for everyone | hidden: kept, and not shown                   |
| it is there, sent by anybody      | queued: kept, and not shown until released    |
| nothing, in a whole answer        | kept; "missing" when so again a day later, or |
|                                   | hidden, when it was queued                    |
| nothing, in a cut answer          | kept as it was                                |
| a third or so is suddenly away    | all kept, the source marked stale             |
| no answer, or none that is usable | all kept, the source marked stale             |
| the thread is no more             | all kept, the source marked gone              |
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author, Comment, Source
from hiwar.threads.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hiwar.platforms.adapter import Heard

#: How long a comment has to be absent from whole answers to be called missing.
PATIENCE: Final = timedelta(hours=24)
#: The share of a source's comments whose absence is not believed at once.
SUSPICIOUS_SHARE: Final = 0.3
#: So many deletions, each asked after by itself, are believed whatever the share.
BELIEVED: Final = 3
#: After so long the platform is taken at its word.
DOUBT: Final = timedelta(days=7)
#: More would fill a page that nobody reads; the oldest are kept.
MAX_COMMENTS: Final = 10_000
_VANISHED: Final = "vanished at once"


def merge(prior: Source, heard: Heard | None, now: datetime) -> Source:
    """Return the source after a hearing; ``prior`` itself when nothing was said.

    ``heard`` is None when the platform said that nothing changed.
    """
    if heard is None:
        return _live(prior)
    found = {comment.id: comment for comment in map(clean, heard.comments) if comment.id}
    doubt = _doubt(prior, heard, found, now)
    if heard.kept and heard.complete and not doubt:
        prior = replace(prior, comments=tuple(one for one in prior.comments if one.id in found))
    kept = [_kept(comment, heard, found, now, is_doubted=bool(doubt)) for comment in prior.comments]
    known = {comment.id for comment in prior.comments}
    new = [comment for id_, comment in found.items() if id_ not in known and id_ not in heard.deleted]
    comments = in_order([*kept, *new])[:MAX_COMMENTS]
    complete = heard.complete and len(comments) == len(kept) + len(new)
    if doubt:
        base = prior if _is_doubted(prior) else replace(prior, state="stale", since=now, why=doubt)
        return _if_new(prior, replace(base, comments=comments, complete=complete, heard=now))
    live = replace(_live(prior), comments=comments, complete=complete, expires=_expiry(prior, heard, now))
    return _if_new(prior, replace(live, heard=now, validator=heard.validator))


def stale(prior: Source, why: str, now: datetime) -> Source:
    """Return the source after a hearing that brought nothing; a source that is gone stays so."""
    if prior.state != "live":
        return prior
    return replace(prior, state="stale", since=now, why=why)


def gone(prior: Source, why: str, now: datetime) -> Source:
    """Return the source after its platform said that the thread is no more."""
    if prior.state == "gone":
        return prior
    return replace(prior, state="gone", since=now, why=why, validator=None)


def erased(comment: Comment) -> Comment:
    """Return the place of a comment without anything its author said or was called."""
    return replace(
        comment,
        author=Author(),
        html="",
        edited=None,
        lang="",
        warning="",
        attachments=(),
        license="",
        state="deleted",
        absent_since=None,
    )


def in_order(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return comments by date, then id: oldest first."""
    return tuple(sorted(comments, key=lambda comment: (comment.published, comment.id)))


def _live(prior: Source) -> Source:
    if prior.state == "live":
        return prior
    return replace(prior, state="live", since=None, why="")


def _if_new(prior: Source, after: Source) -> Source:
    """Return ``prior`` when only the moment or the validator differ: nothing was said.

    What may be kept for a while only has been refreshed, and is new by that.
    """
    as_before = replace(after, heard=prior.heard, validator=prior.validator, expires=prior.expires)
    if as_before != prior or not prior.heard:
        return after
    return prior if after.expires == prior.expires else replace(prior, expires=after.expires)


def _kept(comment: Comment, heard: Heard, found: Mapping[str, Comment], now: datetime, *, is_doubted: bool) -> Comment:
    """Return what becomes of a comment that was there before."""
    if comment.id in found and comment.id not in heard.deleted:
        now_there = found[comment.id]
        return erased(comment) if now_there.state == "deleted" else now_there
    if is_doubted or comment.state == "deleted":
        return comment
    if comment.id in heard.deleted:
        return erased(comment)
    if comment.id in heard.hidden:
        return replace(comment, state="hidden", absent_since=None)
    if not heard.complete or comment.state not in {"visible", "queued"}:
        return comment
    since = comment.absent_since or now
    if now - since < PATIENCE:
        return replace(comment, absent_since=since)
    return replace(comment, absent_since=since, state="missing" if comment.state == "visible" else "hidden")


def _doubt(prior: Source, heard: Heard, found: Mapping[str, Comment], now: datetime) -> str:
    """Return why an answer is not believed, or nothing."""
    known = [comment for comment in prior.comments if comment.state in {"visible", "hidden"}]
    fresh = [comment for comment in known if not comment.absent_since]
    deleted = [comment for comment in fresh if comment.id in heard.deleted]
    absent = [comment for comment in fresh if comment.id not in found and comment.id not in heard.deleted]
    away = len(deleted) + (len(absent) if heard.complete else 0)
    if away <= SUSPICIOUS_SHARE * len(known) or (not absent and len(deleted) <= BELIEVED):
        return ""
    if _is_doubted(prior) and prior.since and now - prior.since >= DOUBT:
        return ""
    return f"{away} of {len(known)} comments {_VANISHED}"


def _expiry(prior: Source, heard: Heard, now: datetime) -> datetime | None:
    """Return until when a platform's terms let one keep what it said: longer only when all of it was refreshed."""
    if heard.kept is None:
        return None
    return prior.expires if prior.expires and not heard.complete else now + heard.kept


def _is_doubted(source: Source) -> bool:
    return source.state == "stale" and source.why.endswith(_VANISHED)
