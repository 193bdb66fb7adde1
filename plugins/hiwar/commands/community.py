"""Hearing what people said."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from invoke.context import Context
from invoke.tasks import task

from hiwar.commands.project import CACHE, reported, say
from hiwar.content.read import read_site
from hiwar.errors import SetupError
from hiwar.media.library import Library
from hiwar.site.builder import cache_name
from hiwar.threads import exports, report
from hiwar.threads.listen import Means, Place
from hiwar.threads.listen import listen as listen_to

#: Where files that were exported from platforms may lie; git passes over it.
EXPORTS: Final = Path("exports")
_HELP: Final = {
    "all": "ask every source, also those that were quiet for long",
    "content": "the content folder",
    "export": "a file that was exported from a platform, besides those in exports/; may be given often",
}


@task(help=_HELP, iterable=["export"])
@reported
def listen(
    _context: Context,
    all: bool = False,  # noqa: A002 -- the option is --all
    content: str = "content",
    export: list[str] | None = None,
) -> None:
    """Hear what people said; exit code 3 when some sources did not answer."""
    folder, now = Path(content), datetime.now(UTC)
    site, _ = read_site(folder, now, Library(), review=True)
    files = tuple(dict.fromkeys([*map(_exported, export or ()), *exports.find(EXPORTS)]))
    place = Place(folder, CACHE / cache_name(folder) / "threads", Path.cwd(), files)
    means = Means(os.environ, report.Bar(sys.stderr))
    done = listen_to(site.pieces, site.company, place, means, now, everything=all)
    say(report.render(done).rstrip())
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
