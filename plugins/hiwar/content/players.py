"""Videos on platforms: the page on which people watch one, and the player that shows it elsewhere.

Nothing here asks a platform for anything: the forms of the addresses are theirs, as read
in November 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult

_YOUTUBE_ID: Final = re.compile(r"[\w-]{11}")
_YOUTUBE_PATH: Final = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{11})/?")
_VIMEO: Final = re.compile(r"/(?:video/)?(\d+)(?:/([0-9a-f]+))?/?")
_DAILYMOTION: Final = re.compile(r"/(?:embed/)?video/([a-zA-Z0-9]+)/?")
#: PeerTube's own two forms, on any host: a short id and a whole one.
_PEERTUBE: Final = re.compile(
    r"/(?:w|videos/watch|videos/embed)/([1-9A-HJ-NP-Za-km-z]{20,22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?"
)


@dataclass(frozen=True, slots=True)
class Player:
    """A video on a platform."""

    #: As readers know the platform: ``YouTube``; of one among many, its host.
    platform: str
    #: By which the platform knows the video.
    id: str
    #: What a frame shows; of no tracking where the platform offers that.
    address: str


def match(url: str) -> Player | None:
    """Return the player of a video by the address of its page; None when it is none that is known."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or parts.port:
        return None
    host = parts.hostname.removeprefix("www.").removeprefix("m.")
    return _BY_HOST.get(host, _peertube)(parts)


def _youtube(parts: SplitResult) -> Player | None:
    path = _YOUTUBE_PATH.fullmatch(parts.path)
    video = path[1] if path else parse_qs(parts.query).get("v", [""])[0] if parts.path == "/watch" else ""
    if parts.hostname == "youtu.be":
        video = parts.path.strip("/")
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    # The host that sets no cookie before one plays (support.google.com/youtube/answer/171780).
    return Player("YouTube", video, f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1")


def _vimeo(parts: SplitResult) -> Player | None:
    found = _VIMEO.fullmatch(parts.path)
    if not found:
        return None
    # A video that is not listed has a key; dnt asks not to be followed (developer.vimeo.com/player/sdk/embed).
    key = f"h={found[2]}&" if found[2] else ""
    return Player("Vimeo", found[1], f"https://player.vimeo.com/video/{found[1]}?{key}dnt=1&autoplay=1")


def _dailymotion(parts: SplitResult) -> Player | None:
    found = _DAILYMOTION.fullmatch(parts.path)
    if not found:
        return None
    return Player("Dailymotion", found[1], f"https://geo.dailymotion.com/player.html?video={found[1]}")


def _peertube(parts: SplitResult) -> Player | None:
    found = _PEERTUBE.fullmatch(parts.path)
    if not found or not parts.hostname:
        return None
    # Without p2p: those who watch would learn each other's addresses (docs.joinpeertube.org/api/embed-player).
    return Player(parts.hostname, found[1], f"https://{parts.hostname}/videos/embed/{found[1]}?p2p=0&autoplay=1")


_BY_HOST: Final[dict[str, Callable[[SplitResult], Player | None]]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube,
    "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
    "dailymotion.com": _dailymotion,
}
