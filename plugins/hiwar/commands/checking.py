"""Checking: can this go out?"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.tasks import task

from hiwar import __version__
from hiwar.checks import live
from hiwar.checks.external import Asker, check_outward
from hiwar.checks.rule import Sources, Subject
from hiwar.checks.rules import check_site
from hiwar.checks.tree import read_tree
from hiwar.commands.project import CACHE, ROOT, reported, say
from hiwar.content.who import read_company
from hiwar.deploy.publish import remembered
from hiwar.deploy.settings import load
from hiwar.errors import FORMATS, ContentError, Fault, SetupError, report
from hiwar.site.builder import cache_name, parse_now
from hiwar.site.run import builder_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.build import Build
    from hiwar.model.deploy import Published


@task(
    help={
        "content": "the content folder",
        "output": "check this built folder as it is",
        "now": "the moment that decides what is public",
        "format": "text, json or github",
        "external": "ask other sites, too, whether the pages stand that yours link to",
    }
)
@reported
def check(
    _context: Context,
    content: str = "content",
    output: str = "",
    now: str = "",
    format: str = "text",  # noqa: A002 -- the option's name
    external: bool = False,
) -> None:
    """Say whether this can go out: the sources, and every page made from them."""
    if format not in FORMATS:
        raise SetupError(f'--format: unknown "{format}"; use one of: {", ".join(FORMATS)}')
    wish = Wish(Path(content), Path(output) if output else None, now, asks=external)
    try:
        answer = find_faults(wish)
    except ContentError as error:
        answer = Answer(error.faults)
    faults = answer.faults
    _show(answer, format)
    if any(fault.severity == "error" for fault in faults):
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be checked."""

    #: The content folder.
    content: Path
    #: A built folder; None builds one.
    output: Path | None = None
    #: ISO 8601 with an offset; empty takes the clock's.
    now: str = ""
    #: Whether other sites are asked.
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found."""

    #: Errors first.
    faults: tuple[Fault, ...]
    #: A line on what could not be compared; often empty.
    note: str = ""


def find_faults(wish: Wish) -> Answer:
    """Return what is wrong.

    Raises:
        ContentError: the sources are at fault, so that nothing can be built.
        SetupError: a folder is missing, or a value is wrong.
    """
    with ExitStack() as private:
        subject = _built(wish, private) if wish.output is None else _as_it_is(wish, wish.output)
        faults = check_site(subject)
        both = _sorted((*faults, *_asked(wish, subject))) if wish.asks else faults
        return Answer(both, live.uncompared(subject))


def _as_it_is(wish: Wish, output: Path) -> Subject:
    company = read_company(wish.content, Path.cwd()).company
    tree = read_tree(output, str(output), company.url, company.base_path)
    return Subject(tree, parse_now(wish.now or None))


def _built(wish: Wish, private: ExitStack) -> Subject:
    output = Path(private.enter_context(tempfile.TemporaryDirectory()), "output")
    build = builder_for(ROOT, wish.content, output, wish.now or None, clean=True).build()
    is_own = wish.content.resolve() == (ROOT / "content").resolve()
    return subject_of(output, build, remembered(ROOT, load(ROOT / "publishconf.py")) if is_own else None)


def subject_of(output: Path, build: Build, live: Published | None) -> Subject:
    """Return a folder that was just built, as rules look at it.

    Args:
        output: the folder.
        build: what it was built from.
        live: what the last deploy promised; None when that is not known.
    """
    company = build.site.company
    pages = {page.address: page for page in build.pages}
    tree = read_tree(output, "output", company.url, company.base_path)
    return Subject(tree, build.request.now, Sources(build.site, pages, build.request.content), live)


def _asked(wish: Wish, subject: Subject) -> tuple[Fault, ...]:
    kept = CACHE / cache_name(wish.content) / "external.json"
    agent = f"Hiwar/{__version__} (+{subject.tree.url})"
    return check_outward(subject, kept, Asker(agent, subject.now.date()))


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(set(faults), key=lambda fault: (fault.severity != "error", fault)))


def _show(answer: Answer, form: str) -> None:
    """Write JSON where programs read it, GitHub's annotations where its runner does, the rest for people."""
    faults = answer.faults
    if form == "json" or (form == "github" and faults):
        say(report(faults, form))
    elif faults:
        sys.stderr.write(report(faults) + "\n")
    if form == "text":
        if answer.note:
            say(answer.note)
        say(_summary(faults))


def _summary(faults: tuple[Fault, ...]) -> str:
    found = Counter(fault.severity for fault in faults)
    if found["error"]:
        return f"This cannot go out. Errors: {found['error']}, warnings: {found['warning']}"
    return f"This can go out. Warnings: {found['warning']}" if found["warning"] else "This can go out."
