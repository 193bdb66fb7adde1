"""Roll back: an old tree in a new commit, so that the way back stays open too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.deploy import branch, history
from hiwar.deploy.errors import Conflict
from hiwar.deploy.listing import Difference, render
from hiwar.deploy.publish import await_live
from hiwar.deploy.source import opened
from hiwar.errors import SetupError
from hiwar.locks import held

if TYPE_CHECKING:
    from hiwar.deploy.git import Repository
    from hiwar.deploy.history import Deploy
    from hiwar.deploy.job import Job


def rollback(job: Job, to: str | None = None) -> Deploy:
    """Make an earlier deploy live again and return it.

    Until a newer source is committed, publishing what was rolled back is held.

    Args:
        job: The project; a dry run stops before the push.
        to: The beginning of a deploy's commit or of its source; without it, the deploy before this one.

    Raises:
        SetupError: the target keeps no history.
        Conflict: there is no such deploy, or another came in between.
        RemoteFailure: the remote broke off or refused.
        NotLive: the web does not show it in time.
    """
    if job.settings.target != "github-pages":
        raise SetupError(
            f"the target {job.settings.target} keeps no earlier deploys; say git revert, then invoke publish"
        )
    with held(job.cache / "locks" / "publish.lock", "the site is being published"):
        repository = opened(job.root, job.settings)
        target = _restore(job, repository, to)
    if not job.dry_run:
        await_live(job, repository.run("cat-file", "blob", f"{target.commit}:build.json").out)
    return target


def _restore(job: Job, repository: Repository, to: str | None) -> Deploy:
    remote, name = job.settings.remote, job.settings.branch
    tip = branch.fetch(repository, remote, name)
    deploys = branch.deploys(repository, tip) if tip else ()
    target = history.choose(deploys, to)
    difference = Difference(
        branch.list_commit(repository, deploys[0].commit), branch.list_commit(repository, target.commit)
    )
    job.hands.say(render(difference))
    if job.dry_run:
        return target
    text = history.rollback_message(target, deploys[0])
    identity = branch.identity(repository)
    made = repository.run("commit-tree", target.tree, "-p", deploys[0].commit, "-m", text, env=identity)
    try:
        branch.push(repository, branch.Push(remote, name, made.text, deploys[0].commit))
    except branch.Raced as error:
        raise Conflict("another deploy came in between; look at invoke status, then say it again") from error
    return target
