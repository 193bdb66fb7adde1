"""Building, looking at and checking the site."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.tasks import task

from hiwar.checks.rule import Sources, Subject
from hiwar.checks.rules import check_site
from hiwar.checks.tree import read_tree
from hiwar.commands.project import CACHE, ROOT, reported, say
from hiwar.content.who import read_company
from hiwar.errors import FORMATS, ContentError, Fault, SetupError, report
from hiwar.serving.app import Preview
from hiwar.serving.serve import Rebuild
from hiwar.serving.serve import serve as serve_site
from hiwar.site.builder import REVIEW, cache_name, parse_now
from hiwar.site.run import run_build

if TYPE_CHECKING:
    from hiwar.model.build import Build
    from hiwar.model.deploy import Published


@task(
    help={
        "content": "the content folder",
        "output": "where the site shall stand",
        "now": "the moment that decides what is public: 2026-03-12T09:30:00+03:00",
        "review": "everything, drafts too, marked and unindexed",
    }
)
@reported
def build(
    _context: Context, content: str = "content", output: str = "output", now: str = "", review: bool = False
) -> None:
    """Build the public site; on any fault say all of them and leave the last one standing."""
    done = run_build(ROOT, Path(content), Path(output), now or None, review=review)
    pieces = len(done.site.pieces)
    say(f"Built {pieces} pieces on {len(done.pages)} pages into {output}{os.sep}")
    if done.site.next_moment:
        say(f"Next to come out: {done.site.next_moment.isoformat()}")
    say("Look at it: invoke serve, then open http://127.0.0.1:8000/")


@task(help={"port": "on 127.0.0.1", "content": "the content folder"})
@reported
def serve(_context: Context, port: int = 8000, content: str = "content") -> None:
    """Build with drafts, watch, and reload the browser."""
    company = read_company(Path(content), Path.cwd()).company
    site = CACHE / cache_name(Path(content)) / "serve"
    command = (sys.executable, "-m", "pelican", str(Path(content).absolute()), "-s", "pelicanconf.py", "-o", str(site))
    preview = Preview(site, company.base_path)
    rebuild = Rebuild((*command, "-e", f"{REVIEW}=true"), ROOT, preview)
    say(f"Open http://127.0.0.1:{port}{company.base_path}/ (stop with Ctrl+C)")
    serve_site(rebuild, (Path(content), ROOT / "theme", ROOT / "plugins", ROOT / "pelicanconf.py"), port)


@task(
    help={
        "content": "the content folder",
        "output": "check this built folder as it is",
        "now": "the moment that decides what is public",
        "format": "text, json or github",
    }
)
@reported
def check(
    _context: Context,
    content: str = "content",
    output: str = "",
    now: str = "",
    format: str = "text",  # noqa: A002 -- the option's name
) -> None:
    """Say whether this can go out: the sources, and every page made from them."""
    if format not in FORMATS:
        raise SetupError(f'--format: unknown "{format}"; use one of: {", ".join(FORMATS)}')
    try:
        faults = find_faults(Path(content), Path(output) if output else None, now)
    except ContentError as error:
        faults = error.faults
    if faults or format == "json":
        (sys.stdout if format == "json" else sys.stderr).write(report(faults, format) + "\n")
    if any(fault.severity == "error" for fault in faults):
        sys.exit(1)
    if format == "text":
        say("This can go out.")


def find_faults(content: Path, output: Path | None, now: str = "") -> tuple[Fault, ...]:
    """Return what is wrong with a built folder, or with one built now.

    Raises:
        ContentError: the sources are at fault.
    """
    moment = parse_now(now or None)
    company = read_company(content, Path.cwd()).company
    if output:
        return check_site(Subject(read_tree(output, str(output), company.url, company.base_path), moment))
    with tempfile.TemporaryDirectory() as private:
        built = Path(private, "output")
        return checked(built, run_build(ROOT, content, built, now or None))


def checked(output: Path, build: Build, live: Published | None = None) -> tuple[Fault, ...]:
    """Return what is wrong with a folder that was just built.

    Args:
        output: the folder.
        build: what it was built from.
        live: what the last deploy promised; None when that is not known.
    """
    company = build.site.company
    pages = {page.address: page for page in build.pages}
    tree = read_tree(output, "output", company.url, company.base_path)
    return check_site(Subject(tree, build.request.now, Sources(build.site, pages, build.request.content), live))
