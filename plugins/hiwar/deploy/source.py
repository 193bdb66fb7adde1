"""The source of a deploy: one commit, clean, known to be current, and its files in a private folder."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hiwar.deploy.errors import Conflict
from hiwar.deploy.git import Repository
from hiwar.errors import SetupError
from hiwar.trees import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.deploy.history import Relation
    from hiwar.deploy.settings import DeploySettings

#: A build must not run the hooks of whoever publishes.
_NO_HOOKS = ("-c", "core.hooksPath=/dev/null")


def ready(root: Path, settings: DeploySettings) -> tuple[Repository, str]:
    """Return the repository and the commit to publish; nothing is changed.

    Raises:
        SetupError: no repository, another branch, changes that no commit has, or commits to pull.
        RemoteFailure: the remote does not answer.
    """
    repository = Repository(root)
    if repository.run("rev-parse", "--is-inside-work-tree").text != "true":
        raise SetupError(f"{root}: not a git repository; say git init and commit the content")
    head = repository.run("rev-parse", "--verify", "HEAD")
    if head.code:
        raise SetupError("nothing is committed yet; commit the content, then publish")
    _refuse_branch(repository, settings)
    _refuse_dirty(repository)
    if settings.target == "github-pages":
        _refuse_behind(repository, settings, head.text)
    return repository, head.text


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
        raise SetupError(
            f"changes that no commit has: {paths}{more}; commit them, or set them aside with git stash -u"
        )


def _refuse_behind(repository: Repository, settings: DeploySettings, head: str) -> None:
    _refuse_no_remote(repository, settings.remote)
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
def workshop(cache: Path) -> Iterator[Path]:
    """Give a private folder, removed in the end; those of killed deploys go first.

    A git process may outlive the deploy that started it and still write, so
    each deploy has a folder of its own, and a leftover may stay for the next.
    """
    place = cache / "publish"
    with explained(place):
        place.mkdir(parents=True, exist_ok=True)
        for leftover in place.iterdir():
            shutil.rmtree(leftover, ignore_errors=True)
        work = Path(tempfile.mkdtemp(dir=place.resolve()))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def committed_tree(repository: Repository, commit: str, work: Path) -> Iterator[Path]:
    """Give the project's folder as the commit has it, in a work tree of its own."""
    tree = work / "tree"
    repository.run("worktree", "prune")
    inside = repository.ask("rev-parse", "--show-prefix")
    repository.ask(*_NO_HOOKS, "worktree", "add", "--quiet", "--detach", str(tree), commit)
    try:
        yield tree / inside
    finally:
        repository.run("worktree", "remove", "--force", str(tree))
        repository.run("worktree", "prune")
