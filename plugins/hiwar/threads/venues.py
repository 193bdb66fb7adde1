"""The places where a piece is discussed, as its page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hiwar.model.conversation import Venue
from hiwar.platforms.registry import NAMES, WEBMENTION, adapter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Ref
    from hiwar.threads.conversation import Manner


def gather(sources: Iterable[Source], refs: Sequence[Ref], manner: Manner) -> dict[str, Venue]:
    """Return the venues by address: those of the writers first, then those only the archive knows."""
    heard = {source.url: source for source in sources}
    declared = {ref.url: ref for ref in refs}
    found = {}
    for url in dict.fromkeys([*declared, *heard]):
        source, ref = heard.get(url), declared.get(url)
        platform = ref.platform if ref else heard[url].platform
        community = ref.community if ref else None
        since = source.since if source else None
        found[url] = Venue(
            platform=manner.translate(adapter(platform).NAME) if platform in NAMES else platform,
            name=_name(url, platform, community, manner),
            url=url,
            state=source.state if source else "live",
            since=since.astimezone(manner.timezone) if since else None,
            is_complete=source.complete if source else True,
            is_federated=platform == "mastodon",
            is_open=platform != WEBMENTION,
        )
    return found


def _name(url: str, platform: str, community: Community | None, manner: Manner) -> str:
    """Return what a place is called: by the company, else by its host."""
    if platform == WEBMENTION:
        return manner.translate("Other sites")
    return (community.name.get(manner.lang) if community else "") or urlsplit(url).netloc
