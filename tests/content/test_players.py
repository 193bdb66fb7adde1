"""Videos on platforms are known by the forms of their addresses, and nothing else is."""

from __future__ import annotations

import pytest

from hiwar.content.players import match

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
PEERTUBE = "https://video.qatra.example/videos/embed/kQ7mV2dXw9sTnB4uRj6LyZ?p2p=0&autoplay=1"


@pytest.mark.parametrize(
    ("url", "platform", "address"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube", YOUTUBE),
        ("https://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ&t=3", "YouTube", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "YouTube", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "YouTube", YOUTUBE),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", "YouTube", YOUTUBE),
        ("https://vimeo.com/76979871", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1"),
        ("https://vimeo.com/1/0a9f", "Vimeo", "https://player.vimeo.com/video/1?h=0a9f&dnt=1&autoplay=1"),
        (
            "https://www.dailymotion.com/video/x8abc",
            "Dailymotion",
            "https://geo.dailymotion.com/player.html?video=x8abc",
        ),
        ("https://video.qatra.example/w/kQ7mV2dXw9sTnB4uRj6LyZ", "video.qatra.example", PEERTUBE),
        ("https://video.qatra.example/videos/watch/kQ7mV2dXw9sTnB4uRj6LyZ", "video.qatra.example", PEERTUBE),
    ],
)
def test_a_video_is_known(url: str, platform: str, address: str) -> None:
    """With the name of the platform, and a player that follows nobody where there is one."""
    found = match(url)
    assert found
    assert (found.platform, found.address) == (platform, address)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/@qatra",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload",
        "https://vimeo.com/about",
        "http://vimeo.com/76979871",
        "https://vimeo.com.evil.example/76979871",
        "https://youtu.be:444/dQw4w9WgXcQ",
        "https://elsewhere.example/w/short",
        "https://elsewhere.example/blog/",
        "https://[::1",
        "film.mp4",
        "",
    ],
)
def test_everything_else_is_a_link(url: str) -> None:
    """Also what only looks like a platform."""
    assert match(url) is None
