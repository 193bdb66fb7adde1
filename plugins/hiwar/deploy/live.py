"""What the web shows, which is not yet what was pushed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hiwar.deploy.errors import NotLive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def wait(
    url: str,
    build: bytes,
    patience: float,
    fetch: Callable[[str], bytes | None],
    sleep: Callable[[float], None],
) -> None:
    """Wait until the web shows this build.

    GitHub Pages takes a minute or so, and its cache keeps a page for ten; each
    question has an address of its own, which no cache knows.

    Args:
        url: Where the site stands.
        build: The bytes of its ``build.json``.
        patience: Seconds of waiting, in all.
        fetch: Gives the body at an address, or None.
        sleep: Waits, in seconds.

    Raises:
        NotLive: the web did not show it in time.
    """
    source = (parse_build(build) or {}).get("source")
    for number, pause in enumerate(_pauses(patience)):
        body = fetch(f"{url}/build.json?{source or 'local'}-{number}")
        if body is not None and parse_build(body) == parse_build(build):
            return
        sleep(pause)
    raise NotLive(
        f"pushed, but {url}/build.json does not show it after {patience:g} seconds; "
        "look at the settings of Pages and at its last run, then say invoke status"
    )


def parse_build(data: bytes) -> dict[str, object] | None:
    """Return what ``build.json`` says; None when it cannot be read."""
    try:
        values = json.loads(data)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def _pauses(patience: float) -> Iterator[float]:
    """Yield 2, 4, 8 and then 15 seconds, until patience ends."""
    pause, left = 2.0, patience
    while left > 0:
        yield min(pause, left)
        left -= pause
        pause = min(pause * 2, 15.0)
