"""What stands in the menus of a site, where the company says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The places of the site itself that a menu may name; besides them it names pages by their slugs, and `Link` by its id.
PLACES: Final = (
    "blog", "press", "products", "people", "tags", "archive", "dialogue", "search", "corrections", "follow",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A way out of the site."""

    #: By language; every language of the site has one.
    name: Mapping[str, str]
    #: A whole address.
    url: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """The menus by the names that stand in them, in their order; None leaves one as it is without being asked."""

    #: At the head of every page.
    header: tuple[str, ...] | None = None
    #: At the foot: the ways into the whole.
    footer: tuple[str, ...] | None = None
    #: At the foot: pages about the company.
    pages: tuple[str, ...] | None = None
    #: By id.
    links: Mapping[str, Link] = field(default_factory=lambda: MappingProxyType({}))
