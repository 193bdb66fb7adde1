"""All platforms, and the way from a ``discussion`` address to a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag

from hiwar.platforms import (
    bluesky,
    discourse,
    feed,
    flarum,
    github,
    hackernews,
    isso,
    lemmy,
    mastodon,
    nodebb,
    stackexchange,
    telegram,
    webmention,
    wordpress,
    youtube,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.community import Community
    from hiwar.platforms.adapter import Adapter, Ref

#: One line a platform, by name.
ADAPTERS: Final[tuple[Adapter, ...]] = (
    bluesky,
    discourse,
    feed,
    flarum,
    github,
    hackernews,
    isso,
    lemmy,
    mastodon,
    nodebb,
    stackexchange,
    telegram,
    webmention,
    wordpress,
    youtube,
)
BY_NAME: Final = {adapter.PLATFORM: adapter for adapter in ADAPTERS}


def match(url: str, communities: Iterable[Community]) -> Ref | None:
    """Return the thread at an address, or None when no declared community has it."""
    declared = tuple(communities)
    bare = urldefrag(url).url
    found = (
        adapter.match(bare, [community for community in declared if community.platform == adapter.PLATFORM])
        for adapter in ADAPTERS
    )
    return next((ref for ref in found if ref), None)
