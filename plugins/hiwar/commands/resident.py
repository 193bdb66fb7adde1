"""The process that builds for ``invoke serve``: it stays, so that a build need not read its programs first."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from hiwar.commands.project import ROOT
from hiwar.engine.house import packages
from hiwar.errors import HiwarError
from hiwar.model.build import SupersededError
from hiwar.serving.answering import answer_requests, requests
from hiwar.serving.programs import Programs
from hiwar.serving.reply import GIVE_UP, Reply
from hiwar.site.run import builder_for, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.site.builder import Builder


def main(content: Path, output: Path, began: int) -> int | None:
    """Build for each line on standard input, and answer on standard output; return the exit code.

    Args:
        content: the content folder.
        output: where the site shall stand.
        began: when the process was started, in nanoseconds since the epoch.
    """
    answers = _alone()
    builds = ReviewBuilds(content, output, is_last=not prepare(ROOT))
    signal.signal(GIVE_UP, builds.give_up)
    return answer_requests(requests(sys.stdin), answers, builds, Programs(packages, began))


class ReviewBuilds:
    """Builds of one site, drafts too."""

    def __init__(self, content: Path, output: Path, *, is_last: bool) -> None:
        """Build nothing yet.

        Args:
            content: the content folder.
            output: where the site shall stand.
            is_last: whether this process may build once only.
        """
        self._content, self._output, self._is_last = content, output, is_last
        #: What built last, if that went well.
        self._last: Builder | None = None
        self._is_wanted = True

    def galleys(self, changed: Iterable[Path]) -> Mapping[str, bytes]:
        """Return pages of pieces that changed; none before a build went well."""
        return self._last.galleys(changed) if self._last else {}

    def build(self) -> Reply:
        """Build once, unless that is given up; say on standard error what is wrong."""
        self._is_wanted = True
        reply = self._built()
        if reply.status:
            self._last = None
        return replace(reply, is_last=self._is_last)

    def give_up(self, *_: object) -> None:
        """Have the build that runs end soon, if any does."""
        self._is_wanted = False

    def _built(self) -> Reply:
        try:
            builder = builder_for(ROOT, self._content, self._output, review=True)
            builder.is_wanted = lambda: self._is_wanted
            done = builder.build()
        except SupersededError:
            return Reply(0, is_given_up=True)
        except HiwarError as error:
            sys.stderr.write(f"{error}\n")
            return Reply(error.exit_code)
        except OSError as error:
            # Files come and go while somebody works on them: an editor's own, a branch that is checked out.
            sys.stderr.write(f"{error.filename or self._content}: {error.strerror or error}\n  fix: save again\n")
            return Reply(2)
        self._last = builder
        return Reply(0, f"Done: {done.effort}", is_made=bool(done.effort.written or done.effort.removed))


def _alone() -> TextIO:
    """Return standard output for answers alone; what anybody else prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
