"""A build's memory from its opening to its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hiwar.engine.ledger import Ledger
from hiwar.engine.memory import Remembering
from hiwar.model.memory import Forgetful, ForgottenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hiwar.engine.files import Look


class Session:
    """What a build believes of the last one, and what it leaves for the next."""

    def __init__(self, memory: Remembering | Forgetful) -> None:
        self.memory = memory
        #: What stood when the last build ended.
        self.ledger = memory.ledger if isinstance(memory, Remembering) else Ledger()
        #: What it rested on.
        self.known = memory.plan if isinstance(memory, Remembering) else {}
        #: What stands now, and what returns a text of what it rests on; set when it does.
        self.made: Ledger | None = None
        self.plan: Callable[[], str] = str


@contextmanager
def begun(place: Path | None, output: Path, looks: dict[str, Look]) -> Iterator[Session]:
    """Give a build its memory; what failed is not remembered, what it learned is.

    Args:
        place: the memory's folder; None for a build that believes nothing and leaves nothing.
        output: where the site stands, or will.
        looks: how files looked when the build began.
    """
    if place is None:
        yield Session(Forgetful())
        return
    memory = Remembering(place, output, looks)
    session = Session(memory)
    try:
        yield session
    except ForgottenError:
        memory.forget()
        raise
    finally:
        if session.made is None:
            memory.save_some()
        else:
            memory.save(session.made, session.plan)
        memory.close()
