"""WebSub: the hub is told which feeds are new, when the web shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.deploy.finishing import is_reserved
from hiwar.urls import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hiwar.deploy.job import Job, Outcome

#: What people subscribe to; a month in the archive is nobody's subscription.
_FEED: Final = re.compile(r"(?:^|/)(?:feed\.xml|rss\.xml|feed\.json|comments\.xml)$")


def changed_feeds(outcome: Outcome, url: str) -> tuple[str, ...]:
    """Return the whole addresses of the feeds that a deploy made or changed, each once, sorted.

    Nobody has subscribed yet to what the first deploy makes.
    """
    difference = outcome.difference
    if outcome.state != "published" or not difference.old:
        return ()
    paths = sorted({*difference.added, *difference.changed})
    return tuple(url + quoted(f"/{path}") for path in paths if _FEED.search(path))


def is_seen(job: Job) -> bool:
    """Tell whether the web is known to show a deploy that ended well: else the hub would fetch the old feeds."""
    if job.settings.target == "github-pages":
        return bool(job.settings.patience) and not is_reserved(job.url)
    return job.settings.target == "folder"


def ping(topic: str) -> Mapping[str, str]:
    """Return the form that tells a hub of a feed (PubSubHubbub 0.4, section 7.1; WebSub leaves it to hubs)."""
    return {"hub.mode": "publish", "hub.url": topic}


def tell(topics: tuple[str, ...], post: Callable[[Mapping[str, str]], str]) -> tuple[str, ...]:
    """Tell the hub of each feed once and return what went wrong, each reason once.

    Args:
        topics: addresses of feeds.
        post: sends a form to the hub and returns why that failed, or nothing.
    """
    reasons = (post(ping(topic)) for topic in topics)
    return tuple(dict.fromkeys(reason for reason in reasons if reason))
