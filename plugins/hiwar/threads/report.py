"""Listening told to the person who started it: a bar while it lasts, a summary at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO

from hiwar.html import text_of
from hiwar.model.kinds import FOLDERS
from hiwar.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.model.thread import Comment
    from hiwar.threads.asking import Outcome
    from hiwar.threads.listen import Listened

_WIDTH: Final = 24
_LINE: Final = 100
#: New comments shown of one piece.
_SAMPLES: Final = 3


def render(listened: Listened) -> str:
    """Return the summary, with a line break at its end."""
    return "\n".join(_lines(listened)) + "\n"


def _lines(listened: Listened) -> Iterator[str]:
    news = [(outcome, new_comments(outcome)) for outcome in listened.outcomes]
    total = sum(len(comments) for _, comments in news)
    yield (
        f"asked {len(listened.outcomes)}, left {listened.resting} for later; "
        f"new comments: {total}; files written: {listened.written}"
    )
    for outcome, comments in news:
        if comments:
            yield f"  {_place(outcome)}: {len(comments)} new"
            yield from (_sample(comment) for comment in comments[-_SAMPLES:])
    for outcome in listened.outcomes:
        if outcome.is_gone:
            yield f"gone: {_place(outcome)}: {outcome.why}; what was heard is kept"
    for outcome in listened.unheard:
        since = outcome.source.since
        yield f"stale: {_place(outcome)}: {outcome.why}" + (f" (since {since:%Y-%m-%d %H:%M} UTC)" if since else "")
    if listened.mentions:
        yield listened.mentions
    yield from (str(warning) for warning in listened.warnings)


def new_comments(outcome: Outcome) -> tuple[Comment, ...]:
    """Return what was not there before, oldest first."""
    prior = outcome.question.prior
    known = {comment.id for comment in prior.comments} if prior else set()
    return tuple(one for one in outcome.source.comments if one.id not in known and one.state == "visible")


def _place(outcome: Outcome) -> str:
    piece = outcome.question.piece
    return f"{FOLDERS[piece.kind]}/{piece.slug} at {outcome.source.url}"


def _sample(comment: Comment) -> str:
    return "    " + shortened(f"{comment.author.name or '…'}: {text_of(comment.html)}", _LINE)


@dataclass(slots=True)
class Bar:
    """A progress bar on a terminal; on anything else it stays silent."""

    out: TextIO

    def __call__(self, done: int, total: int, outcome: Outcome | None) -> None:
        """Draw how far listening is; at its end take the bar away."""
        if not self.out.isatty() or not total:
            return
        filled = _WIDTH * done // total
        host = outcome.question.ref.url.split("/")[2] if outcome else ""
        bar = f"\r\x1b[K[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total} {host}"
        self.out.write(bar if done < total else "\r\x1b[K")
        self.out.flush()
