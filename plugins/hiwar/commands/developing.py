"""For developers: tests, lint, lock."""

from __future__ import annotations

from invoke.context import Context
from invoke.tasks import task

from hiwar.commands.project import run_module


@task(help={"slow": "everything, also what takes minutes"})
def test(context: Context, slow: bool = False) -> None:
    """Run the tests."""
    run_module(context, "pytest -n auto" + ("" if slow else ' -m "not slow"'))


@task(help={"audit": "also look up known vulnerabilities of what is locked"})
def lint(context: Context, audit: bool = False) -> None:
    """Check the code: ruff, mypy, templates."""
    run_module(context, "ruff check .")
    run_module(context, "ruff format --check .")
    run_module(context, "mypy")
    run_module(context, "djlint theme/templates --check --lint --quiet")
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
