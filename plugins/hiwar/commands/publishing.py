"""Publishing: what is live, what is not, and the way back."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from invoke.context import Context
from invoke.tasks import task

from hiwar import __version__, urls
from hiwar.checks.live import release_digest
from hiwar.checks.rules import check_site
from hiwar.commands.checking import subject_of
from hiwar.commands.community import say_waiting
from hiwar.commands.mentioning import tell_mentioned
from hiwar.commands.project import CACHE, ROOT, library_of, reported, say
from hiwar.content.read import read_site
from hiwar.content.who import read_company
from hiwar.deploy import hub
from hiwar.deploy import publish as deploys
from hiwar.deploy import rollback as restores
from hiwar.deploy import status as statuses
from hiwar.deploy.errors import Unfit
from hiwar.deploy.finishing import is_local
from hiwar.deploy.job import Hands, Job
from hiwar.deploy.settings import load
from hiwar.errors import ContentError, SetupError
from hiwar.feeds.edition import Edition
from hiwar.feeds.entries import entry_id
from hiwar.http import Client, Policy, Unreachable, origin
from hiwar.model.deploy import Due, Published
from hiwar.site.builder import cache_name, parse_now
from hiwar.site.output import staged_output
from hiwar.site.run import builder_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiwar.deploy.job import Outcome
    from hiwar.model.build import Build
    from hiwar.model.company import Company
    from hiwar.model.site import Site

_ENDS = {
    "published": "Published.",
    "unchanged": "Unchanged: nothing to publish.",
    "dry run": "Not published: this was a dry run.",
}
#: The rule on a site that lost pages, and all that ``--shrink`` lets go.
_SHRUNKEN: Final = "shrunken-site"
_LET_GO: Final = frozenset({_SHRUNKEN, "vanished-pages"})
_CONTENT = {"content": "the content folder, from the project's"}


@task(
    help={
        **_CONTENT,
        "dry_run": "do all but the push",
        "shrink": "let a fifth of the pages go, or more",
        "anyway": "replace what was rolled back, or what another source built",
    }
)
@reported
def publish(
    _context: Context, content: str = "content", dry_run: bool = False, shrink: bool = False, anyway: bool = False
) -> None:
    """Build what is committed, check it, and put it live; nothing else is overwritten."""
    job, site = _job(content, dry_run=dry_run, shrink=shrink, anyway=anyway)
    outcome = deploys.publish(job)
    say(_ENDS[outcome.state])
    _tell_hub(job, _company(content).hub, outcome)
    if site.built and outcome.state != "dry run" and hub.is_seen(job):
        tell_mentioned(ROOT / content, site.built.site)


@task(
    help={
        **_CONTENT,
        "to": "a commit of the source or of the deploy; the one before unless told",
        "dry_run": "only say",
    }
)
@reported
def rollback(_context: Context, to: str = "", content: str = "content", dry_run: bool = False) -> None:
    """Put an earlier deploy back, as a new one."""
    deploy = restores.rollback(_job(content, dry_run=dry_run)[0], to or None)
    say(f"Live again: {deploy.source or deploy.commit}")


@task(help={**_CONTENT, "waiting": "a file to write all that waits for an answer into"})
@reported
def status(_context: Context, content: str = "content", waiting: str = "") -> None:
    """Say what is live, what is not yet, what comes by itself, and who waits for an answer."""
    job, _ = _job(content)
    found = statuses.look(job)
    site = _read(ROOT / content)
    now = datetime.now(UTC)
    dates = [piece.date for piece in site.pieces if piece.kind == "post" and piece.date]
    say(statuses.render(found, _dues(site), max(dates, default=None), now, site.company.timezone))
    say_waiting(site, ROOT / content, now, waiting)


@task(help={**_CONTENT, "now": "the moment from which to look"})
@reported
def schedule(_context: Context, content: str = "content", now: str = "") -> None:
    """Print the next moments at which something becomes public."""
    moment = parse_now(now or None)
    site = _read(Path(content), moment)
    say(statuses.schedule(_dues(site), moment, site.company.timezone))


def _tell_hub(job: Job, address: str, outcome: Outcome) -> None:
    """Tell a WebSub hub, if there is one, which feeds are new; nothing is lost when that fails."""
    topics = hub.changed_feeds(outcome, job.url)
    if not address or not topics or not hub.is_seen(job):
        return
    # A hub on this machine is one for a site on this machine.
    own = frozenset({origin(address)}) if is_local(job.url) and is_local(address) else frozenset()
    with Client(_agent(job.url), Policy(private=own)) as client:
        problems = hub.tell(topics, partial(_post, client, address))
    say(f"Told {address} of new feeds: {len(topics)}")
    for problem in problems:
        sys.stderr.write(f"{address}: warning: {problem}; readers of the feeds find out by themselves\n")


def _post(client: Client, address: str, form: Mapping[str, str]) -> str:
    try:
        status = client.post(address, form).status
    except Unreachable as error:
        return str(error)
    return "" if 200 <= status < 300 else f"the hub answers {status}"


def _agent(url: str) -> str:
    return f"Hiwar/{__version__} (+{url})"


def _read(content: Path, now: datetime | None = None) -> Site:
    return read_site(content, now or datetime.now(UTC), library_of(content))[0]


def _dues(site: Site) -> Iterator[Due]:
    for piece in site.withheld:
        if piece.status == "published" and piece.public_from:
            yield Due(piece.public_from, piece.shown)


def _job(content: str, *, dry_run: bool = False, shrink: bool = False, anyway: bool = False) -> tuple[Job, _Site]:
    company = _company(content)
    site = _Site(content)
    job = Job(
        root=ROOT,
        cache=CACHE,
        settings=load(ROOT / "publishconf.py"),
        url=company.url,
        hands=Hands(
            build=site.build,
            check=site.check,
            fetch=_fetcher(company.url),
            staged=staged_output,
            say=say,
            sleep=time.sleep,
        ),
        dry_run=dry_run,
        shrink=shrink,
        anyway=anyway,
    )
    site.job = job
    return job, site


def _company(content: str) -> Company:
    """Return who speaks in a content folder of the project: another could not be published as committed.

    Raises:
        SetupError: the folder lies elsewhere.
    """
    if not (ROOT / content).resolve().is_relative_to(ROOT.resolve()):
        raise SetupError(f"{content}: only a content folder inside of the project is published; commit it there")
    return read_company(ROOT / content, Path.cwd()).company


@dataclass(slots=True)
class _Site:
    """The site that is being published, from its build to its check."""

    #: The content folder, below the project's.
    content: str
    job: Job | None = None
    built: Build | None = None

    def build(self, tree: Path, output: Path) -> Published:
        """Build a project's folder, and say what it made."""
        # The private copy is gone tomorrow: cards are kept where other builds of this content keep them.
        cache = CACHE / cache_name(ROOT / self.content)
        say("Building everything anew: what goes out relies on nothing that earlier builds left")
        self.built = builder_for(tree, tree / self.content, output, cwd=tree, cache=cache, clean=True).build()
        return published(self.built)

    def check(self, output: Path) -> None:
        """Say the warnings, and raise what is wrong with the built tree.

        Raises:
            Unfit: a fifth of the pages is gone.
            ContentError: anything else.
        """
        if self.job is None or self.built is None:
            raise AssertionError("a site is built before it is checked")
        faults = check_site(subject_of(output, self.built, deploys.last_published(self.job)))
        let_go = _LET_GO if self.job.shrink else frozenset()
        errors = [fault for fault in faults if fault.severity == "error" and fault.rule not in let_go]
        sys.stderr.write("".join(f"{fault}\n" for fault in faults if fault.severity == "warning"))
        for fault in errors:
            if fault.rule == _SHRUNKEN:
                raise Unfit(f"{fault.problem}; {fault.fix}")
        if errors:
            raise ContentError(errors)


def published(build: Build) -> Published:
    """Return what a build promises to the next: its addresses, feed ids and releases' texts."""
    company = build.site.company
    editions = {lang: Edition(company, lang, str) for lang in company.languages}
    return Published(
        addresses=tuple(sorted(page.address for page in build.pages if page.is_indexed)),
        feed_ids=tuple(sorted(entry_id(editions[piece.lang], piece) for piece in build.site.pieces if piece.date)),
        releases=MappingProxyType(
            {urls.piece(company, piece): release_digest(piece) for piece in build.site.of_kind("release")}
        ),
        corrections=MappingProxyType(
            {urls.piece(company, it): len(it.corrections) for it in build.site.of_kind("release") if it.corrections}
        ),
        redirects=MappingProxyType(
            {page.address: str(page.values["target"]) for page in build.pages if page.template == "redirect"}
        ),
    )


def _fetcher(url: str) -> Callable[[str], bytes | None]:
    """Return what asks the live site, which may be on this machine when its address says so."""
    own = frozenset({origin(url)})

    def fetch(address: str) -> bytes | None:
        try:
            with Client(_agent(url), Policy(private=own, plain=own)) as client:
                reply = client.get(address, {"Cache-Control": "no-cache"})
        except Unreachable:
            return None
        return reply.body if reply.status == 200 else None

    return fetch
