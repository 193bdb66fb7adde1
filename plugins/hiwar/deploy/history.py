"""The deploys on a branch: what each says of itself, and which may follow which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal

from hiwar.deploy.errors import Conflict, Held

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How our source stands to another: the same commit, after it, before it,
#: beside it, or the other is not in this clone.
Relation = Literal["same", "newer", "older", "apart", "unknown"]
#: Commit, tree, committer's date and message: what `parse` reads.
LOG_FORMAT: Final = "%H%x00%T%x00%cI%x00%B%x00%x01"
_TRAILER: Final = re.compile(r"^(Source|Restores|Undoes): ([0-9a-f]{40,64})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Deploy:
    """One commit on the branch that is served."""

    commit: str
    tree: str
    when: datetime
    #: The commit of the content it was built from; None when something else than Hiwar made it.
    source: str | None = None
    #: The deploy whose tree it took back; None for a new one.
    restores: str | None = None
    #: The source that was live when somebody rolled back.
    undoes: str | None = None


def parse(log: str) -> tuple[Deploy, ...]:
    """Return the deploys that ``git log`` wrote in our format, newest first."""
    return tuple(_deploy(record) for record in log.split("\x01") if record.strip())


def _deploy(record: str) -> Deploy:
    commit, tree, when, message, _ = record.strip("\n").split("\x00")
    said = {key.lower(): value for key, value in _TRAILER.findall(message)}
    return Deploy(commit, tree, datetime.fromisoformat(when), **said)


def message(summary: str, source: str) -> str:
    """Return what a deploy's commit says."""
    return f"Publish {source[:10]}: {summary}\n\nSource: {source}\n"


def rollback_message(target: Deploy, live: Deploy) -> str:
    """Return what the commit says that takes an old tree back."""
    undone = live.undoes or live.source
    rows = {
        "Source": target.source,
        "Restores": target.restores or target.commit,
        "Undoes": None if undone == target.source else undone,
    }
    trailers = "".join(f"{key}: {value}\n" for key, value in rows.items() if value)
    return f"Roll back to {target.commit[:10]} of {target.when:%Y-%m-%d %H:%M}\n\n{trailers}"


def newest_known(deploys: Sequence[Deploy]) -> Deploy | None:
    """Return the newest deploy that says its source; others may have pushed on top of it."""
    return next((deploy for deploy in deploys if deploy.source), None)


def refuse_older(source: str, ours: Relation) -> None:
    """Refuse a source that must not replace what is live.

    Args:
        source: The commit that what is live was built from.
        ours: How our source stands to it.

    Raises:
        Conflict: ours is older, or neither comes from the other.
    """
    if ours == "older":
        raise Conflict(f"what is live is newer: it was built from {source[:10]}; pull, then publish again")
    if ours in {"apart", "unknown"}:
        raise Conflict(
            f"what is live was built from {source[:10]}, which this branch does not contain; "
            "pull, then publish again, or say --anyway to replace it"
        )


def refuse_undone(live: Deploy, ours: Relation) -> None:
    """Refuse to put back what somebody rolled back.

    Args:
        live: A rollback.
        ours: How our source stands to the source that it undid.

    Raises:
        Held: ours is that source, or is older.
    """
    if ours in {"same", "older"}:
        raise Held(
            f"this source was rolled back on {live.when:%Y-%m-%d}; commit what mends it, "
            "or say --anyway to put it back as it is"
        )


def choose(deploys: Sequence[Deploy], to: str | None) -> Deploy:
    """Return the deploy to go back to.

    Without a wish it is the one before what is shown now: going back twice
    goes two deploys back.

    Args:
        deploys: Newest first; the first is live.
        to: The beginning of a deploy's commit or of its source, or None.

    Raises:
        Conflict: there is no such deploy, or it is live already.
    """
    if not deploys:
        raise Conflict("nothing is published yet; say invoke publish")
    live = deploys[0]
    older = [deploy for deploy in _from(deploys, live.restores or live.commit) if deploy.tree != live.tree]
    if to is None:
        if not older:
            raise Conflict("there is no deploy before this one; mend the content and publish")
        return older[0]
    named = (deploy for deploy in deploys if deploy.commit.startswith(to) or (deploy.source or "").startswith(to))
    found = next(named, None)
    if found is None:
        raise Conflict(f"no deploy has the commit or source {to}; look at: git log refs/hiwar/live")
    if found.tree == live.tree:
        raise Conflict(f"{to} is what is live")
    return found


def _from(deploys: Sequence[Deploy], commit: str) -> Sequence[Deploy]:
    """Return the deploys before this one, or all but the first when it is not among them."""
    commits = [deploy.commit for deploy in deploys]
    return deploys[commits.index(commit) + 1 :] if commit in commits else deploys[1:]
