"""Hearing what people said, saying what waits, and forgetting whom one is asked to."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invoke.context import Context
from invoke.tasks import task

from hiwar import git
from hiwar.commands.project import CACHE, library_of, reported, say
from hiwar.content.read import read_site
from hiwar.errors import Faults, SetupError
from hiwar.site.builder import cache_name
from hiwar.threads import exports, forgetting, forgotten, report, waiting
from hiwar.threads.files import read_threads, write_text
from hiwar.threads.listen import Means, Place
from hiwar.threads.listen import listen as listen_to
from hiwar.threads.reading import read_desk

if TYPE_CHECKING:
    from hiwar.model.site import Site
    from hiwar.threads.forgetting import Erasure

#: Of each kind that waits, so many are shown; the file has all.
_SHOWN: Final = 10
_PURGE: Final = """git keeps what these files once held. To purge it, with git-filter-repo and nobody else at work:
  cp -r {folder} ../threads-now
  git filter-repo --invert-paths {paths}
  cp -r ../threads-now/. {folder} && git add {folder} && git commit -m "Keep conversations as they are now"
  git push --force --all, then publish anew after deleting the deploy branch: its history holds old pages
  and ask everybody who has a clone, a fork or a copy of the old pages to delete it"""

#: Where files that were exported from platforms may lie; git passes over it.
EXPORTS: Final = Path("exports")
_HELP: Final = {
    "all": "ask every source, also those that were quiet for long",
    "content": "the content folder",
    "export": "a file that was exported from a platform, besides those in exports/; may be given often",
    "waiting": "a file to write all that waits for an answer into",
}


@task(help=_HELP, iterable=["export"])
@reported
def listen(
    _context: Context,
    all: bool = False,  # noqa: A002 -- the option is --all
    content: str = "content",
    export: list[str] | None = None,
    waiting: str = "",
) -> None:
    """Hear what people said; exit code 3 when some sources did not answer."""
    folder, now = Path(content), datetime.now(UTC)
    site, _ = read_site(folder, now, library_of(folder), review=True)
    files = tuple(dict.fromkeys([*map(_exported, export or ()), *exports.find(EXPORTS)]))
    place = Place(folder, CACHE / cache_name(folder) / "threads", Path.cwd(), files)
    means = Means(os.environ, report.Bar(sys.stderr))
    done = listen_to(site.pieces, site.company, place, means, now, everything=all)
    say(report.render(done).rstrip())
    say_waiting(site, folder, now, waiting)
    if done.exit_code:
        sys.exit(done.exit_code)


def _exported(name: str) -> Path:
    """Return the path of an export.

    Raises:
        SetupError: there is no such file.
    """
    path = Path(name).expanduser()
    if not path.is_file():
        raise SetupError(f"{name} is no file; name the result.json of the export")
    return path


def say_waiting(site: Site, content: Path, now: datetime, file: str) -> None:
    """Say what waits for the company, and write all of it into a file when one is named.

    Raises:
        ContentError: a thread's file is wrong, or a rule of the moderator's.
        SetupError: the file cannot be written.
    """
    desk = read_desk(site.pieces, site, content, Path.cwd())
    say(waiting.render(desk, site.company.answer_within, now, _SHOWN).rstrip())
    if file:
        write_text(Path(file), waiting.render(desk, site.company.answer_within, now))


@task(
    positional=["target"],
    help={
        "target": "a comment or an account: its address, as its platform shows it",
        "content": "the content folder",
        "dry_run": "only say what would be erased",
    },
)
@reported
def forget(_context: Context, target: str, content: str = "content", dry_run: bool = False) -> None:
    """Erase a comment, or all that an account said, and never hear it again."""
    folder, cwd = Path(content), Path.cwd()
    faults = Faults()
    threads = read_threads(folder, faults, cwd)
    known = forgotten.read_forgotten(folder, os.environ, forgotten.shown_path(folder, cwd), faults)
    faults.raise_if_any()
    forgotten.needs_key(known)
    erasure = forgetting.erase(threads, target, known)
    if dry_run:
        say(f"would erase: {erasure.count} comments in {len(erasure.threads)} conversations")
        return
    # The list first: whoever is stopped in between is heard again by nobody.
    forgotten.write_forgotten(folder, erasure.forgotten)
    written = forgetting.write(folder, erasure)
    shutil.rmtree(CACHE / cache_name(folder), ignore_errors=True)
    _say_forgotten(folder, erasure, written)


def _say_forgotten(folder: Path, erasure: Erasure, written: tuple[Path, ...]) -> None:
    say(f"erased: {erasure.count} comments in {len(written)} conversations; they are not heard again")
    named = tuple(forgetting.mentions(folder, erasure.traces, Path.cwd()))
    if named:
        say("still named, for you to mend:")
        say("\n".join(f"  {place}" for place in named))
    commits = dict.fromkeys(commit for trace in erasure.traces for commit in git.commits_with(folder, trace))
    if commits:
        paths = " ".join(f"--path {path.as_posix()}" for path in written)
        say(f"commits that hold it: {', '.join(commits)}")
        say(_PURGE.format(folder=(folder / "threads").as_posix(), paths=paths))
