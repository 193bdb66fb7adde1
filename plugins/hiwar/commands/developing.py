"""For developers: tests, lint, lock, bench."""

from __future__ import annotations

import os
import statistics
import tempfile
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from hiwar.bench.measure import measure
from hiwar.bench.seed import compose_content
from hiwar.commands.project import ROOT, reported, run_module, say


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
        "posts": "how many to make up and build",
        "content": "build this content folder instead",
        "pairs": "how often both are built, by turns",
    }
)
@reported
def bench(_context: Context, posts: int = 300, content: str = "", pairs: int = 3) -> None:
    """Measure a build's CPU beside that of Pelican as it comes."""
    with tempfile.TemporaryDirectory() as private:
        folder = Path(content) if content else Path(private, "content")
        for name, text in () if content else compose_content(posts):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        found = []
        for pair in measure(ROOT, folder, Path(private), pairs):
            say(f"Hiwar {pair.ours:.2f} s, Pelican {pair.stock:.2f} s: {pair.ratio:.2f}")
            found.append(pair.ratio)
    say(f"Median ratio: {statistics.median(found):.2f}" if found else "Nothing measured.")
