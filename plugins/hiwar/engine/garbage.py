"""A build's values live until its end: looking for garbage among a million of them, and taking them apart, costs."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: New objects after which a build looks for garbage, and how often it looks among older ones; Python's own
#: numbers are 700, 10 and 10.
_SELDOM: Final = (1_000_000, 20, 100)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom while the body runs."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def leave(value: object) -> None:
    """Leave a value to the system, in a process that is about to end: taking it apart would take a moment."""
    # A circle that nobody looks into any more is never taken apart, not even when Python ends.
    circle: list[object] = [value]
    circle.append(circle)
    gc.freeze()
