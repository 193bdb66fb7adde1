"""What is deployed: what a site tells the next one about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Published:
    """What ``.published.json`` in a deployed tree says: the promises the next deploy must keep."""

    #: Addresses of pages, such as ``/en/blog/launch/``, sorted.
    addresses: tuple[str, ...] = ()
    #: Ids of the entries in all feeds, sorted.
    feed_ids: tuple[str, ...] = ()
    #: What stands for each release's text (`hiwar.checks.live.release_digest`), by the release's address.
    releases: Mapping[str, str] = field(default_factory=lambda: _NONE)
    #: Former addresses and where they lead now.
    redirects: Mapping[str, str] = field(default_factory=lambda: _NONE)
    #: The commit it was built from; empty before the deploy fills it in.
    source: str = ""
    #: How many corrections each release has, by its address; one that has none is missing.
    corrections: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Due:
    """Something that becomes public by itself."""

    when: datetime
    #: The path of the file, as a person at the terminal knows it.
    what: str
