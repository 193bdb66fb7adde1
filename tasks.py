"""What one does with a site: ``invoke --list`` shows all, ``invoke --help TASK`` each."""

from __future__ import annotations

import functools
import os
import shlex
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

from invoke.context import Context
from invoke.tasks import task

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))  # before anything of ours is imported

from hiwar.checks.rule import Subject
from hiwar.checks.rules import check_site
from hiwar.checks.tree import read_tree
from hiwar.content.files import better_slug, is_slug
from hiwar.content.who import read_company
from hiwar.errors import FORMATS, ContentError, Fault, HiwarError, SetupError, report
from hiwar.serving.app import Preview
from hiwar.serving.serve import Rebuild
from hiwar.serving.serve import serve as serve_site
from hiwar.site.builder import REVIEW, cache_name, parse_now
from hiwar.site.run import run_build
from hiwar.starting.init import Answers, compose_content, replace_content
from hiwar.starting.new import NewPiece, compose_new, parse_kind, write_new

P = ParamSpec("P")


def reported(body: Callable[P, None]) -> Callable[P, None]:
    """Let a task end with its report and its exit code instead of a traceback."""

    @functools.wraps(body)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            body(*args, **kwargs)
        except HiwarError as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(error.exit_code)

    return run


def say(text: str) -> None:
    """Write a line for people."""
    sys.stdout.write(f"{text}\n")


def python(context: Context, command: str) -> None:
    """Run a module of this environment; end with its exit code."""
    os.chdir(ROOT)
    done = context.run(f"{shlex.quote(sys.executable)} -m {command}", pty=sys.stdout.isatty(), warn=True)
    if done is None or done.exited:
        sys.exit(done.exited if done else 2)


@task(
    help={
        "name": "of the company, for every language",
        "languages": "codes, the first at the root: ar,en",
        "url": "where the site will stand",
        "timezone": "for dates without an offset",
        "content": "the content folder",
    }
)
@reported
def init(
    _context: Context,
    name: str = "",
    languages: str = "",
    url: str = "",
    timezone: str = "",
    content: str = "content",
) -> None:
    """Make this clone a company's own: the demo goes out, the company comes in."""
    codes = tuple(code.strip() for code in (languages or ask("Languages", "ar,en")).split(",") if code.strip())
    text = name or ask("Name of the company", "")
    answers = Answers(
        name=dict.fromkeys(codes, text),
        languages=codes,
        url=url or ask("Address of the site", "https://news.example.org"),
        timezone=timezone or ask("Time zone", "Asia/Riyadh"),
    )
    files = compose_content(answers, datetime.now(UTC))
    with tempfile.TemporaryDirectory() as private:
        # What was answered is checked as content before anything is emptied.
        replace_content(Path(private, "content"), files)
        run_build(ROOT, Path(private, "content"), Path(private, "output"))
    replace_content(Path(content), files)
    say(f"{content} is yours now. Next: look at it with invoke serve, then write with invoke new post TITLE")


def ask(question: str, usual: str) -> str:
    """Ask at the keyboard.

    Raises:
        SetupError: nobody is there to answer.
    """
    if not sys.stdin.isatty():
        raise SetupError(f"{question}: nobody is here to ask; give it as an option (invoke --help init)")
    return input(f"{question} [{usual}]: ").strip() or usual


@task(
    help={
        "kind": "post, release, product or page",
        "title": "of the piece",
        "lang": "of the title; the site's first language unless told",
        "slug": "its name in addresses; made from the title unless told",
        "content": "the content folder",
    }
)
@reported
def new(_context: Context, kind: str, title: str, lang: str = "", slug: str = "", content: str = "content") -> None:
    """Begin a piece that passes the check, and its twin to translate."""
    who = read_company(Path(content), Path.cwd())
    wanted = slug or better_slug(title)
    if not is_slug(wanted):
        raise SetupError(f'--slug: "{wanted}" would not survive as an address; write {better_slug(wanted)}')
    piece = NewPiece(parse_kind(kind), title, wanted, lang or who.company.default_language)
    files = compose_new(piece, who.company, who.people, datetime.now(UTC))
    for path in write_new(Path(content), files):
        say(f"written: {path}")
    say('Look at it with invoke serve; delete the line "Status: draft" when it may go out.')


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
    site = ROOT / ".cache" / cache_name(Path(content)) / "serve"
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
        build = run_build(ROOT, content, built, now or None)
        shown = {piece.source: piece.shown for piece in build.site.pieces}
        sources = {page.address: shown[page.source] for page in build.pages if page.source}
        tree = read_tree(built, "output", company.url, company.base_path)
        return check_site(Subject(tree, moment, build.site, sources=sources))


@task(help={"slow": "everything, also what takes minutes"})
def test(context: Context, slow: bool = False) -> None:
    """Run the tests."""
    os.environ["HIWAR_SLOW"] = "1" if slow else ""
    python(context, "pytest -n auto" + ("" if slow else ' -m "not slow"'))


@task(help={"audit": "also look up known vulnerabilities of what is locked"})
def lint(context: Context, audit: bool = False) -> None:
    """Check the code: ruff, mypy, templates."""
    python(context, "ruff check .")
    python(context, "ruff format --check .")
    python(context, "mypy")
    python(context, "djlint theme/templates --check --lint --quiet")
    if audit:
        python(context, "pip_audit --require-hashes -r requirements.txt")


@task
def lock(context: Context) -> None:
    """Write requirements.txt anew: every package pinned, with hashes."""
    python(
        context,
        "uv pip compile pyproject.toml --group lint --group test --universal --generate-hashes --no-emit-index-url "
        "--no-emit-find-links --custom-compile-command 'invoke lock' --upgrade --quiet -o requirements.txt",
    )
