"""Building the site, and looking at it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

from hiwar.commands.project import CACHE, ROOT, reported, say
from hiwar.content.who import read_company
from hiwar.errors import SetupError
from hiwar.serving.app import Preview
from hiwar.serving.resident import Resident
from hiwar.serving.serve import Rebuild
from hiwar.serving.serve import serve as serve_site
from hiwar.site.builder import cache_name
from hiwar.site.run import builder_for


@task(
    help={
        "content": "the content folder",
        "output": "where the site shall stand",
        "now": "the moment that decides what is public: 2026-03-12T09:30:00+03:00",
        "review": "everything, drafts too, marked and unindexed",
        "clean": "believe nothing of earlier builds, and make everything anew",
        "explain": "the address of a page: say why it was rendered, or why not",
    }
)
@reported
def build(
    _context: Context,
    content: str = "content",
    output: str = "output",
    now: str = "",
    review: bool = False,
    clean: bool = False,
    explain: str = "",
) -> None:
    """Build the public site, making anew what changed; on any fault say all and leave the last one standing."""
    builder = builder_for(ROOT, Path(content), Path(output), now or None, review=review, clean=clean)
    if explain:
        built = builder.build()
        if explain not in {page.address for page in built.pages}:
            raise SetupError(f"--explain: no page stands at {explain}; write its address like /en/blog/launch/")
        say(f"{explain} {built.effort.why(explain)}")
        done = built.outcome
    else:
        done = builder.refresh()
    say(f"Built {done.pieces} pieces on {done.pages} pages into {output}{os.sep}")
    say(f"Done: {done.effort}")
    for line in done.coming:
        say(line)
    say(f"Look at it: {os.path.relpath(sys.argv[0])} serve, then open http://127.0.0.1:8000/")


@task(help={"port": "on 127.0.0.1", "content": "the content folder"})
@reported
def serve(_context: Context, port: int = 8000, content: str = "content") -> None:
    """Build with drafts, watch, and reload the browser."""
    company = read_company(Path(content), Path.cwd()).company
    site = CACHE / cache_name(Path(content)) / "serve"
    command = (sys.executable, "-m", "hiwar.commands.resident", str(Path(content).absolute()), str(site))
    resident = Resident(command, ROOT, {"PYTHONPATH": _found_first(ROOT / "plugins"), "PYTHONIOENCODING": "utf-8"})
    rebuild = Rebuild(resident, Preview(site, company.base_path))
    say(f"Open http://127.0.0.1:{port}{company.base_path}/ (stop with Ctrl+C)")
    watched = (Path(content).absolute(), ROOT / "theme", ROOT / "plugins", ROOT / "pelicanconf.py")
    serve_site(rebuild, watched, port)


def _found_first(folder: Path) -> str:
    """Return where Python looks for modules when it looks into a folder first."""
    return os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH", ""))))
