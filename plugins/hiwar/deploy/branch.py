"""The branch that is served: look at it, list it, and push to it so that nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.deploy import history
from hiwar.deploy.errors import RemoteFailure
from hiwar.deploy.finishing import PUBLISHED, parse_published
from hiwar.deploy.git import TRANSFER, Done, Repository
from hiwar.deploy.listing import Entry, Listing
from hiwar.deploy.source import LIVE

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.deploy.history import Deploy
    from hiwar.model.deploy import Published

#: One branch and nothing else, whatever the clone's settings ask for: its own
#: picture of the remote, its tags and its other remotes stay as they are.
_FETCH: Final = (
    "--quiet",
    "--refmap=",
    "--no-tags",
    "--no-prune",
    "--no-prune-tags",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--no-auto-gc",
)
#: What git says when the branch moved after we looked: git-push(1), refs.c.
_RACES: Final = ("stale info", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref")


class Raced(Exception):  # noqa: N818 - it never leaves this room
    """Another deploy came in between."""


def fetch(repository: Repository, remote: str, branch: str) -> str | None:
    """Bring what is live here and return its commit; None when nothing is.

    Raises:
        RemoteFailure: the remote does not answer or broke off.
    """
    if branch not in repository.heads(remote, branch):
        repository.run("update-ref", "-d", LIVE)
        return None
    done = repository.run("fetch", *_FETCH, remote, f"+refs/heads/{branch}:{LIVE}", seconds=TRANSFER)
    if done.code:
        raise RemoteFailure(f'fetching from "{remote}" failed: {done.reason}; nothing was changed')
    return repository.ask("rev-parse", LIVE)


def deploys(repository: Repository, tip: str) -> tuple[Deploy, ...]:
    """Return the deploys up to a commit, newest first."""
    options = ("--first-parent", "--no-show-signature", "--max-count=1000", f"--format={history.LOG_FORMAT}")
    return history.parse(repository.ask("log", *options, tip))


def published_at(repository: Repository, commit: str | None) -> Published | None:
    """Return what a deploy said of itself; None when there is none or it said nothing."""
    if commit is None:
        return None
    done = repository.run("cat-file", "blob", f"{commit}:{PUBLISHED}")
    return None if done.code else parse_published(done.out)


def list_commit(repository: Repository, commit: str) -> Listing:
    """Return the files of a commit."""
    done = repository.run("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
    found: Listing = {}
    for row in done.out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        head, _, path = row.partition("\t")
        _, kind, blob, size = head.split()
        if kind == "blob":
            found[path] = Entry(blob, int(size))
    return found


@dataclass(frozen=True, slots=True)
class Push:
    """One commit for the branch that is served."""

    remote: str
    branch: str
    #: A child of ``seen``: so nothing can be lost, lease or not.
    commit: str
    #: The commit fetched just before; None when there was no branch.
    seen: str | None
    #: Where the commit's objects lie; None when in the clone.
    objects: Path | None = None


def push(repository: Repository, what: Push) -> None:
    """Put a commit on the branch of the remote, if that still is where we saw it.

    It runs in the user's clone, whose settings and credentials reach the remote.

    Raises:
        Raced: the branch moved.
        RemoteFailure: the remote broke off or refused, and what was live stands.
    """
    ref = f"refs/heads/{what.branch}"
    options = ("--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no")
    lease = f"--force-with-lease={ref}:{what.seen or ''}"
    # By its address: by its name, git would note in the clone a commit whose objects soon are gone.
    named = repository.run("remote", "get-url", "--push", what.remote)
    address = what.remote if named.code else named.text
    env = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": _quoted(what.objects)} if what.objects else {}
    done = repository.run("push", *options, lease, address, f"{what.commit}:{ref}", seconds=TRANSFER, env=env)
    if done.code == 0:
        return
    # A remote that broke off may have taken the commit all the same.
    there = _look_again(repository, what)
    if there == what.commit:
        return
    if there != what.seen or any(word in done.text + done.err for word in _RACES):
        raise Raced
    raise RemoteFailure(f'the remote "{what.remote}" did not take the deploy: {_refusal(done)}')


def _look_again(repository: Repository, what: Push) -> str | None:
    try:
        return repository.heads(what.remote, what.branch).get(what.branch)
    except RemoteFailure as error:
        raise RemoteFailure(
            f'the remote "{what.remote}" broke off and does not answer: it shows the old site '
            "or the new one, whole; say invoke status when it is back"
        ) from error


def _quoted(path: Path) -> str:
    """Return a path as git reads it in lists that have colons between them: git(1), quoted as in C."""
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _refusal(done: Done) -> str:
    rejected = [line.split("\t")[-1] for line in done.text.splitlines() if line.startswith("!")]
    said = f"{done.reason} {rejected[0]}" if rejected and rejected[0] not in done.reason else done.reason
    return f"{said}; what was live still is"


def identity(repository: Repository) -> dict[str, str]:
    """Return who commits: the person git knows, else Hiwar itself."""
    known = repository.run("var", "GIT_COMMITTER_IDENT")
    name, email = "Hiwar", "hiwar@localhost"
    if known.code == 0:
        name, _, rest = known.text.partition(" <")
        email = rest.partition(">")[0]
    return {
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": email,
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": email,
    }
