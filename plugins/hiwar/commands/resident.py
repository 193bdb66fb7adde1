"""The process that builds for ``invoke serve``: it stays, so that a build need not read its programs first."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from hiwar.commands.project import ROOT
from hiwar.engine.house import packages
from hiwar.errors import HiwarError
from hiwar.serving.answering import answer_requests
from hiwar.serving.programs import Programs
from hiwar.serving.reply import Reply
from hiwar.site.run import prepare, run_build


def main(content: Path, output: Path, began: int) -> int | None:
    """Build for each line on standard input, and answer with one on standard output; return the exit code.

    Args:
        content: the content folder.
        output: where the site shall stand.
        began: when the process was started, in nanoseconds since the epoch.
    """
    answers = _alone()
    is_last = not prepare(ROOT)
    programs = Programs(packages, began)
    return answer_requests(sys.stdin, answers, lambda: replace(build(content, output), is_last=is_last), programs)


def build(content: Path, output: Path) -> Reply:
    """Build once, drafts too; say on standard error what is wrong."""
    try:
        done = run_build(ROOT, content, output, review=True)
    except HiwarError as error:
        sys.stderr.write(f"{error}\n")
        return Reply(error.exit_code)
    except OSError as error:
        # Files come and go while somebody works on them: an editor's own, a branch that is checked out.
        sys.stderr.write(f"{error.filename or content}: {error.strerror or error}\n  fix: save again\n")
        return Reply(2)
    return Reply(0, f"Done: {done.effort}", is_made=bool(done.effort.written or done.effort.removed))


def _alone() -> TextIO:
    """Return standard output for answers alone; what anybody else prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
