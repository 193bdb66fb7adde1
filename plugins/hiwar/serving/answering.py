"""The side of the process that stays: it builds whenever it is asked, and each time as if it were new."""

from __future__ import annotations

import gc
import select
import sys
from typing import TYPE_CHECKING, Final, Protocol

from hiwar import lasting
from hiwar.serving.reply import CHANGED, Galleys, parse_request, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from hiwar.serving.programs import Programs
    from hiwar.serving.reply import Reply

#: Seconds after which nobody seems to be in haste.
_CALM: Final = 0.5
_PACKAGE: Final = __name__.partition(".")[0]


class Builds(Protocol):
    """What builds a site again and again."""

    def galleys(self, changed: Iterable[Path]) -> Mapping[str, bytes]:
        """Return pages of pieces that changed, by the names of their files, as far as the last build can tell."""
        ...

    def build(self) -> Reply:
        """Build once."""
        ...


def answer_requests(asked: Iterable[str], answers: TextIO, builds: Builds, programs: Programs) -> int | None:
    """Build for each line that comes; return the exit code of the process.

    Args:
        asked: a line for each build that is wanted, until nobody can want any more.
        answers: takes two lines for each: the galleys at once, and how the build went.
        builds: of one site.
        programs: of this process.
    """
    for request in asked:
        if programs.have_changed():
            return CHANGED
        pages = builds.galleys(parse_request(request))
        _say(answers, Galleys({name: content.decode() for name, content in pages.items()}))
        forget()
        reply = builds.build()
        # What was said must be there to be read before the answer is.
        sys.stdout.flush()
        sys.stderr.flush()
        _say(answers, reply)
        if reply.is_last:
            break
        programs.note()
    return None


def requests(lines: TextIO) -> Iterator[str]:
    """Yield what is asked for, line by line; when nobody asks for a while, tidy up."""
    while True:
        # Whoever asks waits for the answer before asking again, so that no line ever lies in a buffer.
        if not select.select([lines], [], [], _CALM)[0]:
            _rest()
        line = lines.readline()
        if not line:
            return
        yield line


def _say(answers: TextIO, answer: Galleys | Reply) -> None:
    answers.write(render(answer))
    answers.flush()


def forget() -> None:
    """Empty our caches that are not marked as lasting, as what they hold may come from files that are others by now."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == _PACKAGE:
            lasting.forget(module)


def _rest() -> None:
    """Look for garbage while nobody waits, also in what the last build left, and never again while one builds."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
