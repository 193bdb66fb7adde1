"""For developers: tests, lint, lock, bench."""

from __future__ import annotations

import os

from invoke.context import Context
from invoke.tasks import task

from hiwar.commands.project import reported, run_module


@task(help={"slow": "everything, also what takes minutes"})
def test(context: Context, slow: bool = False) -> None:
    """Run the tests."""
    if slow:
        os.environ["HIWAR_FUZZ"] = "searching"
    run_module(context, "pytest -n auto" + ("" if slow else ' -m "not slow"'))


@task(help={"audit": "also look up known vulnerabilities of what is locked"})
def lint(context: Context, audit: bool = False) -> None:
    """Check the code: ruff, mypy, templates."""
    run_module(context, "ruff check .")
    run_module(context, "ruff format --check .")
    run_module(context, "mypy")
    run_module(context, "djlint theme/templates --lint --quiet")
    if audit:
        run_module(context, "pip_audit --require-hashes -r requirements.txt")


@task
def lock(context: Context) -> None:
    """Write requirements.txt anew: every package pinned, with hashes."""
    run_module(
        context,
        "uv pip compile pyproject.toml --group lint --group test --universal --generate-hashes --no-emit-index-url "
        "--no-emit-find-links --custom-compile-command 'invoke lock' --upgrade --quiet -o requirements.txt",
    )


@task(
    help={
        "posts": "how many to make up and build; several numbers with commas to see how it grows",
        "turns": "how often each change is made and built",
        "peers": "also Hugo and Eleventy, which are installed for it",
        "without": "plugins to leave out, with commas; the search index unless told",
        "beside": "only these generators, with commas: pelican,pelican-typogrify,hugo,eleventy",
        "cases": "only these changes, with commas: body edit,new post",
        "report": "a folder for the table and the drawing",
    }
)
@reported
def bench(
    _context: Context,
    posts: str = "1000",
    turns: int = 3,
    peers: bool = False,
    without: str = "hiwar.search.plugin",
    cases: str = "",
    beside: str = "",
    report: str = "",
) -> None:
    """Measure builds beside those of Pelican as it comes, and of other generators."""
    # Its room takes 20 ms to import, and no other task needs it.
    from hiwar.commands.measuring import measure

    measure(posts, turns, without, cases, beside, report, peers=peers)
