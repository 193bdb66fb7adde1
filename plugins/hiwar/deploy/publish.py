"""Publish: a commit becomes what is live, or nothing changes and one line says why."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.deploy import branch, live, pages, places
from hiwar.deploy.finishing import (
    PUBLISHED,
    finish_pages,
    finish_static,
    is_reserved,
    refuse_address,
    render_published,
)
from hiwar.deploy.git import Repository
from hiwar.deploy.job import Delivery
from hiwar.deploy.source import LIVE, committed_tree, opened, ready, workshop
from hiwar.deploy.vetting import list_tree, vet
from hiwar.locks import held
from hiwar.trees import explained

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.deploy.job import Job, Outcome
    from hiwar.deploy.settings import DeploySettings
    from hiwar.model.deploy import Published

_TARGETS: Final = MappingProxyType(
    {"github-pages": pages.deliver, "folder": places.deliver_folder, "archive": places.deliver_archive}
)


def publish(job: Job) -> Outcome:
    """Publish the commit that is checked out; before the last step nothing is changed.

    Raises:
        SetupError: the project is not ready: settings, changes, branch, lock, disk.
        ContentError: the content is at fault.
        DeployError: see `hiwar.deploy.errors`, whose every cause has an exit code.
    """
    refuse_address(job.url)
    with held(job.cache / "locks" / "publish.lock", "the site is being published"):
        repository, source = ready(job.root, job.settings)
        with workshop(repository, job.cache) as work:
            delivery = _prepare(job, repository, source, work)
            outcome = _TARGETS[job.settings.target](job, delivery)
    if outcome.state == "published" and job.settings.target == "github-pages":
        await_live(job, outcome.build)
    return outcome


def last_published(job: Job) -> Published | None:
    """Return what the last deploy said of itself, asking the remote now; None before the first.

    Raises:
        RemoteFailure: the remote does not answer.
        SetupError: what stands at the target cannot be read.
    """
    if job.settings.target != "github-pages":
        return places.live_in(job)
    repository = opened(job.root, job.settings)
    return branch.published_at(repository, branch.fetch(repository, job.settings.remote, job.settings.branch))


def remembered(root: Path, settings: DeploySettings) -> Published | None:
    """Return what this clone knows of the last deploy to GitHub Pages, asking nobody; None when it knows nothing."""
    repository = Repository(root)
    known = repository.run("rev-parse", "--verify", "--quiet", LIVE)
    if settings.target != "github-pages" or known.code:
        return None
    return branch.published_at(repository, known.text)


def await_live(job: Job, build: bytes) -> None:
    """Wait until the web shows a build, where the web can.

    Raises:
        NotLive: it does not show it in time.
    """
    if is_reserved(job.url):
        job.hands.say(f"{job.url} is an example's address: nobody can open it, so nothing is waited for")
    elif build and job.settings.patience:
        job.hands.say(f"pushed; waiting until {job.url} shows it")
        live.wait(job.url, build, job.settings.patience, job.hands.fetch, job.hands.sleep)


def _prepare(job: Job, repository: Repository, source: str, work: Path) -> Delivery:
    site = work / "site"
    with committed_tree(repository, source, work) as tree:
        published = job.hands.build(tree, site)
        vet(site, github=job.settings.target == "github-pages")
        job.hands.check(site)
    with explained(site):
        if job.settings.target == "github-pages":
            finish_pages(site, job.url)
        else:
            finish_static(site, job.url, published)
        (site / PUBLISHED).write_bytes(render_published(published, source))
    return Delivery(site, list_tree(site), published, source, repository, work)
