"""What a function found for some values, kept for as long as the process lives."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import _lru_cache_wrapper
    from types import ModuleType

T = TypeVar("T")
_CACHED: Final = type(cache(len))
_MARK: Final = "lasts"


def lasting(maxsize: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Keep what a function finds, as it depends on its arguments alone: on no file, no setting, no clock.

    What `functools.lru_cache` keeps is forgotten before each build instead.
    """

    def keep(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        kept = lru_cache(maxsize)(function)
        setattr(kept, _MARK, True)
        return kept

    return keep


def forget(module: ModuleType) -> None:
    """Empty the caches of a module's functions, but for those that last."""
    for value in tuple(vars(module).values()):
        if isinstance(value, _CACHED) and not hasattr(value, _MARK):
            value.cache_clear()
