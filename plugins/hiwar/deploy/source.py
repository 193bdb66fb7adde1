"""The source of a deploy: one commit, clean, known to be current, and its files in a private folder."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.deploy.errors import Conflict
from hiwar.deploy.git import Repository
from hiwar.errors import SetupError
from hiwar.trees import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.deploy.history import Relation
    from hiwar.deploy.settings import DeploySettings

#: Where this clone remembers what the remote served last; no branch of the user's.
LIVE: Final = "refs/hiwar/live"
#: The files as the commit has them: no hooks and no line ends of whoever publishes.
_AS_COMMITTED: Final = ("-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "core.eol=lf")


def ready(root: Path, settings: DeploySettings) -> tuple[Repository, str]:
    """Return the repository and the commit to publish; nothing is changed.

    Raises:
        SetupError: no repository, another branch, changes that no commit has, or commits to pull.
        RemoteFailure: the remote does not answer.
    """
    repository = opened(root, settings)
    head = repository.run("rev-parse", "--verify", "HEAD")
    if head.code:
        raise SetupError("nothing is committed yet; commit the content, then publish")
    _refuse_branch(repository, settings)
    _refuse_dirty(repository)
    if settings.target == "github-pages":
        _refuse_behind(repository, settings, head.text)
    return repository, head.text


def opened(root: Path, settings: DeploySettings) -> Repository:
    """Return the repository of a project.

    Raises:
        SetupError: there is none, or it does not know the remote of the settings.
    """
    repository = Repository(root)
    if repository.run("rev-parse", "--is-inside-work-tree").text != "true":
        raise SetupError(f"{root}: not a git repository; say git init and commit the content")
    if settings.target == "github-pages":
        _refuse_no_remote(repository, settings.remote)
    return repository


def _refuse_branch(repository: Repository, settings: DeploySettings) -> None:
    branch = repository.run("symbolic-ref", "--short", "HEAD").text
    if branch != settings.source_branch:
        here = f'on branch "{branch}"' if branch else "on no branch"
        raise SetupError(
            f'{here}, and only "{settings.source_branch}" is published; '
            f"say git switch {settings.source_branch}, or set SOURCE_BRANCH in publishconf.py"
        )


def _refuse_dirty(repository: Repository) -> None:
    changes = repository.ask(
        "--no-optional-locks", "-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all"
    )
    if changes:
        lines = changes.splitlines()
        more = f" and {len(lines) - 3} more" if len(lines) > 3 else ""
        paths = ", ".join(line.strip().partition(" ")[2].strip() for line in lines[:3])
        raise SetupError(f"changes that no commit has: {paths}{more}; commit them, or set them aside with git stash -u")


def _refuse_behind(repository: Repository, settings: DeploySettings, head: str) -> None:
    upstream = repository.heads(settings.remote, settings.source_branch).get(settings.source_branch)
    if upstream and not (repository.knows(upstream) and repository.contains(head, upstream)):
        raise SetupError(
            f'"{settings.source_branch}" lacks commits that the remote "{settings.remote}" has; '
            f"say git pull {settings.remote} {settings.source_branch}"
        )


def _refuse_no_remote(repository: Repository, remote: str) -> None:
    is_address = "/" in remote or ":" in remote
    if not is_address and repository.run("remote", "get-url", remote).code:
        raise SetupError(f'there is no git remote "{remote}"; say git remote add {remote} ADDRESS')


def relation(repository: Repository, ours: str, other: str) -> Relation:
    """Return how our source stands to another.

    Raises:
        Conflict: the clone is too shallow to tell.
    """
    if ours == other:
        return "same"
    found: Relation = "unknown"
    if repository.knows(other):
        found = "apart"
        if repository.contains(ours, other):
            return "newer"
        if repository.contains(other, ours):
            return "older"
    if repository.run("rev-parse", "--is-shallow-repository").text == "true":
        raise Conflict("this clone lacks the history that tells what is newer; say git fetch --unshallow")
    return found


@contextmanager
def workshop(repository: Repository, cache: Path) -> Iterator[Path]:
    """Give a private folder, removed in the end; what killed deploys left goes first.

    A git process may outlive the deploy that started it and still write, so
    each deploy has a folder of its own, and a leftover may stay for the next.
    """
    place = cache / "publish"
    with explained(place):
        place.mkdir(parents=True, exist_ok=True)
        _forget_killed(repository, place.resolve())
        work = Path(tempfile.mkdtemp(dir=place.resolve()))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _forget_killed(repository: Repository, place: Path) -> None:
    # The files first: git refuses to forget a work tree that is half made, and not one that is gone.
    for leftover in place.iterdir():
        shutil.rmtree(leftover, ignore_errors=True)
    listed = repository.ask("worktree", "list", "--porcelain")
    for row in listed.splitlines():
        path = row.removeprefix("worktree ")
        if path != row and place in Path(path).parents:
            # Twice: git locks a work tree for as long as it makes it (git-worktree(1)).
            repository.run("worktree", "remove", "--force", "--force", path)
    lock = repository.ask("rev-parse", "--path-format=absolute", "--git-path", f"{LIVE}.lock")
    Path(lock).unlink(missing_ok=True)


@contextmanager
def committed_tree(repository: Repository, commit: str, work: Path) -> Iterator[Path]:
    """Give the project's folder as the commit has it, in a work tree of its own."""
    tree = work / "tree"
    inside = repository.ask("rev-parse", "--show-prefix")
    repository.ask(*_AS_COMMITTED, "worktree", "add", "--quiet", "--detach", str(tree), commit)
    try:
        yield tree / inside
    finally:
        repository.run("worktree", "remove", "--force", "--force", str(tree))
