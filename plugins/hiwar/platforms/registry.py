"""All platforms, and the way from a ``discussion`` address to a thread."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urldefrag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.community import Community
    from hiwar.platforms.adapter import Adapter, Ref

#: What anybody can send, and so waits for a moderator.
WEBMENTION: Final = "webmention"
#: One line a platform: its name, which is that of its module.
NAMES: Final = (
    "bluesky",
    "discourse",
    "feed",
    "flarum",
    "github",
    "hackernews",
    "isso",
    "lemmy",
    "mastodon",
    "nodebb",
    "stackexchange",
    "telegram",
    WEBMENTION,
    "wordpress",
    "youtube",
)
#: Those with a public host that nobody has to declare.
OPEN: Final = frozenset({"bluesky", "github", "hackernews", "stackexchange", "youtube"})


@cache
def adapter(name: str) -> Adapter:
    """Return a platform by its name, one of `NAMES`.

    Each is imported when somebody asks for it: all of them take 20 ms, and a company is on a few.
    """
    return cast("Adapter", import_module(f"hiwar.platforms.{name}"))


def match(url: str, communities: Iterable[Community]) -> Ref | None:
    """Return the thread at an address, or None when no declared community has it."""
    declared = tuple(communities)
    bare = urldefrag(url).url
    for name in NAMES:
        own = [community for community in declared if community.platform == name]
        ref = adapter(name).match(bare, own) if own or name in OPEN else None
        if ref:
            return ref
    return None
