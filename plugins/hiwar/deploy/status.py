"""Status and schedule: what is live, what is not yet, what comes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiwar.deploy import branch, live, places
from hiwar.deploy.finishing import is_reserved
from hiwar.deploy.history import newest_known
from hiwar.deploy.source import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from hiwar.deploy.git import Repository
    from hiwar.deploy.job import Job
    from hiwar.model.deploy import Due


@dataclass(frozen=True, slots=True)
class Status:
    """What is live, compared with the source."""

    #: The commit checked out here.
    head: str
    #: The commit that was deployed last; None when nothing was, or it does not say.
    deployed: str | None
    #: When it was deployed; None when that is not known.
    when: datetime | None
    #: How many commits are here and not in the deploy; None when the deploy's commit is not here.
    waiting: int | None
    #: Whether a rollback is live.
    is_rollback: bool
    #: The commit that the web shows; None when it shows none or was not asked.
    shown: str | None
    #: Whether files here differ from the commit.
    is_dirty: bool


def look(job: Job) -> Status:
    """Return how what is live stands to the source.

    Raises:
        SetupError: the project is no git repository.
        RemoteFailure: the remote does not answer.
    """
    repository = opened(job.root, job.settings)
    head = repository.ask("rev-parse", "HEAD")
    deployed, when, is_rollback = _deployed(job, repository)
    waiting = None
    if deployed and repository.knows(deployed):
        waiting = int(repository.ask("rev-list", "--count", f"{deployed}..{head}"))
    is_dirty = bool(repository.ask("--no-optional-locks", "status", "--porcelain"))
    return Status(head, deployed, when, waiting, is_rollback, _shown(job), is_dirty)


def render(status: Status, dues: Iterable[Due], last: datetime | None, now: datetime, zone: tzinfo) -> str:
    """Return the status for the terminal.

    Args:
        status: What is live.
        dues: What becomes public by itself.
        last: The date of the newest public piece; None when there is none.
        now: The moment of asking.
        zone: In which moments are shown.
    """
    lines = [
        _live_line(status, zone),
        _source_line(status),
        _silence(last, now),
        *schedule(dues, now, zone).splitlines(),
    ]
    if status.shown and status.deployed and status.shown != status.deployed:
        lines.insert(1, f"the web still shows {status.shown[:10]}")
    return "\n".join(lines)


def schedule(dues: Iterable[Due], now: datetime, zone: tzinfo, limit: int = 10) -> str:
    """Return the next moments at which something becomes public, soonest first."""
    coming = upcoming(dues, now)
    if not coming:
        return "nothing is scheduled"
    rows = [f"{due.when.astimezone(zone):%Y-%m-%d %H:%M %Z}  {due.what}" for due in coming[:limit]]
    if len(coming) > limit:
        rows.append(f"and {len(coming) - limit} more")
    return "\n".join(rows)


def upcoming(dues: Iterable[Due], now: datetime) -> Sequence[Due]:
    """Return what is still to come, soonest first."""
    return sorted((due for due in dues if due.when > now), key=lambda due: (due.when, due.what))


def _deployed(job: Job, repository: Repository) -> tuple[str | None, datetime | None, bool]:
    if job.settings.target != "github-pages":
        found = places.live_in(job)
        return (found.source or None if found else None), None, False
    tip = branch.fetch(repository, job.settings.remote, job.settings.branch)
    deploy = newest_known(branch.deploys(repository, tip)) if tip else None
    return (deploy.source, deploy.when, bool(deploy.restores)) if deploy else (None, None, False)


def _shown(job: Job) -> str | None:
    if is_reserved(job.url) or job.settings.target == "archive":
        return None
    build = live.parse_build(job.hands.fetch(f"{job.url}/build.json?status") or b"")
    source = (build or {}).get("source")
    return source if isinstance(source, str) else None


def _live_line(status: Status, zone: tzinfo) -> str:
    if not status.deployed:
        return "nothing is published yet"
    when = f" since {status.when.astimezone(zone):%Y-%m-%d %H:%M %Z}" if status.when else ""
    return f"live: {status.deployed[:10]}{when}{', rolled back' if status.is_rollback else ''}"


def _source_line(status: Status) -> str:
    dirty = ", and changes that no commit has" if status.is_dirty else ""
    if status.waiting is None:
        return f"source: {status.head[:10]}{dirty}"
    if status.waiting == 0:
        return f"source: {status.head[:10]}, nothing to publish{dirty}"
    return f"source: {status.head[:10]}, commits not live: {status.waiting}{dirty}"


def _silence(last: datetime | None, now: datetime) -> str:
    if last is None:
        return "the blog has no public piece yet"
    return f"days since the last piece: {max((now - last).days, 0)}"
