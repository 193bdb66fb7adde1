"""Hearing what people said."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from hiwar.commands.project import CACHE, reported, say
from hiwar.content.read import read_site
from hiwar.media.library import Library
from hiwar.site.builder import cache_name
from hiwar.threads import report
from hiwar.threads.listen import Means, Place
from hiwar.threads.listen import listen as listen_to


@task(help={"all": "ask every source, also those that were quiet for long", "content": "the content folder"})
@reported
def listen(_context: Context, all: bool = False, content: str = "content") -> None:  # noqa: A002 -- the option is --all
    """Hear what people said; exit code 3 when some sources did not answer."""
    folder, now = Path(content), datetime.now(UTC)
    site, _ = read_site(folder, now, Library(), review=True)
    place = Place(folder, CACHE / cache_name(folder) / "threads", Path.cwd())
    means = Means(os.environ, report.Bar(sys.stderr))
    done = listen_to(site.pieces, site.company, place, means, now, everything=all)
    say(report.render(done).rstrip())
    if done.exit_code:
        sys.exit(done.exit_code)
