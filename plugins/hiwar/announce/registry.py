"""All places, by the names that company.toml gives them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.announce import bluesky, discourse, mastodon, nodebb, telegram, wordpress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.announce.place import Place

#: One line a place, by name.
PLACES: Final[tuple[Place, ...]] = (
    bluesky,
    discourse,
    mastodon,
    nodebb,
    telegram,
    wordpress,
)  # fmt: skip
BY_NAME: Final[Mapping[str, Place]] = MappingProxyType({place.PLATFORM: place for place in PLACES})
#: Those that take nothing from a program: text is written to be pasted there.
PASTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "facebook": "Facebook",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "whatsapp": "WhatsApp",
        "x": "X",
    }
)


def name_of(platform: str) -> str:
    """Return a platform's name for people."""
    return BY_NAME[platform].NAME if platform in BY_NAME else PASTED.get(platform, platform)
