"""How far the pictures are, on a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def shown_progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how many are done, of how many; silent where nobody looks.

    The bar appears with the first picture that had to be encoded and is gone in the end.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    # Its live displays take 15 ms to import, and nobody looks at most builds.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Pictures"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Pictures", total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
