"""When to ask again: fresh conversations often, old ones rarely."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from hiwar.model.thread import Source

#: Up to this age of the last word, this long between two hearings. A cron job
#: every half hour asks what is fresh each time.
STEPS: Final = (
    (timedelta(days=2), timedelta(0)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=365), timedelta(days=7)),
)
LONGEST: Final = timedelta(days=30)
#: So long before what was heard has to be refreshed or dropped, it is asked for again.
REFRESH: Final = timedelta(days=10)
#: Between two questions to a platform that says the thread is no more.
AFTER_GONE: Final = timedelta(days=7)


def interval(age: timedelta) -> timedelta:
    """Return how long to leave a thread alone whose last word is this old."""
    return next((pause for limit, pause in STEPS if age < limit), LONGEST)


def is_due(source: Source | None, asked: datetime | None, began: datetime | None, now: datetime) -> bool:
    """Tell whether to ask a source.

    Args:
        source: as heard before; None when it never was.
        asked: when it was last asked; None when nobody remembers.
        began: the date of the piece, for a thread without a comment.
        now: the moment of the question.
    """
    if source is None or asked is None:
        return True
    if source.expires and source.expires - now <= REFRESH:
        return True
    words = [comment.published for comment in source.comments]
    last = max([*words, *([began] if began else [])], default=None)
    pause = interval(now - last) if last else LONGEST
    if source.state == "gone":
        pause = max(pause, AFTER_GONE)
    return now - asked >= pause
