"""GitHub Pages: a commit on the branch that is served, which loses nobody's deploy."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from hiwar.deploy import history
from hiwar.deploy.branch import Push, Raced, deploys, fetch, identity, list_commit, published_at, push
from hiwar.deploy.errors import Conflict, Unfit
from hiwar.deploy.git import LOCAL, Repository, run
from hiwar.deploy.job import Outcome
from hiwar.deploy.listing import compare, headline, refuse_shrinking, render
from hiwar.deploy.source import relation
from hiwar.trees import remove

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.deploy.job import Delivery, Job
    from hiwar.deploy.listing import Listing

#: How often a deploy begins again after another came in between.
_TRIES: Final = 3
#: Seconds before the second and the third try.
_PAUSES: Final = (1.0, 3.0)


def deliver(job: Job, delivery: Delivery) -> Outcome:
    """Push the tree on top of what is live, and again when another deploy comes in between.

    Raises:
        Conflict, Held: what is live must not be replaced by this source.
        Unfit: too many pages would go.
        RemoteFailure: the remote broke off or refused; what was live stands.
    """
    for attempt in range(_TRIES):
        try:
            return _deliver_once(job, delivery, tell=attempt == 0)
        except Raced:
            job.hands.say("another deploy came in between: looking again")
            if attempt < len(_PAUSES):
                job.hands.sleep(_PAUSES[attempt])
    raise Conflict(f"other deploys came in between {_TRIES} times; run it again when they are done")


def _deliver_once(job: Job, delivery: Delivery, *, tell: bool) -> Outcome:
    repository, branch = delivery.repository, job.settings.branch
    tip = fetch(repository, job.settings.remote, branch)
    old = list_commit(repository, tip) if tip else {}
    if tip and not job.anyway:
        _refuse_older(repository, delivery.source, tip)
        _refuse_no_site(old, branch)
    difference = compare(old, delivery.files, published_at(repository, tip), delivery.published)
    if tell:
        job.hands.say(render(difference))
    if difference.is_empty:
        return Outcome("unchanged", delivery.source, difference, tip)
    if not job.shrink:
        refuse_shrinking(difference)
    text = history.message(headline(difference), delivery.source)
    commit = _commit(delivery, branch, tip, text)
    if job.dry_run:
        return Outcome("dry run", delivery.source, difference)
    push(repository, Push(job.settings.remote, branch, commit, tip, _objects(delivery)))
    build = (delivery.site / "build.json").read_bytes()
    return Outcome("published", delivery.source, difference, commit, build)


def _refuse_older(repository: Repository, ours: str, tip: str) -> None:
    live = history.newest_known(deploys(repository, tip))
    if live is None or live.source is None:
        return
    if live.undoes:
        history.refuse_undone(live, relation(repository, ours, live.undoes))
    history.refuse_older(live.source, relation(repository, ours, live.source))


def _refuse_no_site(old: Listing, branch: str) -> None:
    if not {"index.html", "build.json"} & old.keys():
        raise Conflict(
            f'the branch "{branch}" of the remote holds no site; set BRANCH in publishconf.py, '
            "or say --anyway to put the site there"
        )


def _commit(delivery: Delivery, branch: str, tip: str | None, message: str) -> str:
    """Return a commit of the tree on top of the tip, made by ghp-import in a store of its own.

    Of the user's clone ghp-import would move a branch and, when the push
    fails, leave it behind there: so it sees a repository that only borrows
    the clone's objects. It runs as a process, since it dies of some errors.
    """
    store = _fresh_store(delivery)
    if tip:
        store.ask("update-ref", f"refs/remotes/origin/{branch}", tip)
    options = ("--remote", "origin", "--branch", branch, "--message", message)
    command = (sys.executable, "-m", "ghp_import", *options, str(delivery.site))
    done = run(command, store.folder, LOCAL, identity(delivery.repository))
    commit = store.run("rev-parse", "--verify", f"refs/heads/{branch}").text
    if done.code or not commit or list_commit(store, commit) != delivery.files:
        raise Unfit(f"git could not take the site as it is: {done.reason}; nothing was published")
    return commit


def _fresh_store(delivery: Delivery) -> Repository:
    store = Repository(delivery.work / "store")
    remove(store.folder)
    store.folder.mkdir()
    form = delivery.repository.ask("rev-parse", "--show-object-format")
    store.ask("init", "--quiet", "--template=", "--initial-branch=unborn", f"--object-format={form}")
    objects = delivery.repository.ask("rev-parse", "--path-format=absolute", "--git-path", "objects")
    borrowed = _objects(delivery) / "info" / "alternates"
    borrowed.parent.mkdir(exist_ok=True)
    borrowed.write_text(f"{objects}\n", encoding="utf-8")
    return store


def _objects(delivery: Delivery) -> Path:
    return delivery.work / "store" / ".git" / "objects"
