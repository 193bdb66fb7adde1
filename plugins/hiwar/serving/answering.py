"""The side of the process that stays: it builds whenever it is asked, and each time as if it were new."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

from hiwar import lasting
from hiwar.serving.reply import CHANGED, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO

    from hiwar.serving.programs import Programs
    from hiwar.serving.reply import Reply

_PACKAGE: Final = __name__.partition(".")[0]


def answer_requests(
    requests: Iterable[str], answers: TextIO, build: Callable[[], Reply], programs: Programs
) -> int | None:
    """Build for each line that comes; return the exit code of the process.

    Args:
        requests: a line for each build that is wanted, until nobody can want any more.
        answers: takes a line for each.
        build: builds once.
        programs: of this process.
    """
    for _ in requests:
        if programs.have_changed():
            return CHANGED
        forget()
        reply = build()
        # What was said must be there to be read before the answer is.
        sys.stdout.flush()
        sys.stderr.flush()
        answers.write(render(reply))
        answers.flush()
        if reply.is_last:
            break
        programs.note()
        _rest()
    return None


def forget() -> None:
    """Empty our caches that are not marked as lasting, as what they hold may come from files that are others by now."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == _PACKAGE:
            lasting.forget(module)


def _rest() -> None:
    """Look for garbage while nobody waits, and never again at what outlived this build."""
    gc.collect()
    gc.freeze()
