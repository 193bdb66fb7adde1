"""From an address to a thread: what is declared, and nothing else."""

import pytest

from hiwar.model.community import Community
from hiwar.platforms import registry

COMMUNITIES = (
    Community("mastodon", "https://social.qatra.example"),
    Community("discourse", "https://community.qatra.example/forum"),
    Community("nodebb", "https://bb.qatra.example"),
    Community("wordpress", "https://blog.qatra.example"),
    Community("isso", "https://old.qatra.example", api="https://isso.qatra.example"),
    Community("feed", "https://forum.baytak.example"),
)


@pytest.mark.parametrize(
    ("url", "platform", "key"),
    [
        ("https://social.qatra.example/@qatra/112233", "mastodon", "112233"),
        ("https://social.qatra.example/@qatra/112233#reply", "mastodon", "112233"),
        ("https://social.qatra.example/@lina@other.example/112233", "mastodon", "112233"),
        ("https://social.qatra.example/users/qatra/statuses/112233", "mastodon", "112233"),
        ("https://social.qatra.example/@qatra/statuses/01HZX0", "mastodon", "01HZX0"),
        ("https://social.qatra.example/notice/AbCd12", "mastodon", "AbCd12"),
        ("https://social.qatra.example/@qatra/posts/1122/", "mastodon", "1122"),
        ("https://bsky.app/profile/qatra.example/post/3kx", "bluesky", "at://qatra.example/app.bsky.feed.post/3kx"),
        ("https://bsky.app/profile/did:plc:abc/post/3kx", "bluesky", "at://did:plc:abc/app.bsky.feed.post/3kx"),
        ("https://community.qatra.example/forum/t/drop-2/12", "discourse", "12"),
        ("https://community.qatra.example/forum/t/drop-2/12/7?u=lina", "discourse", "12"),
        ("https://community.qatra.example/forum/t/12/7", "discourse", "12"),
        ("https://community.qatra.example/forum/t/2026/12", "discourse", "2026"),
        ("https://bb.qatra.example/topic/3/إطلاق", "nodebb", "3"),
        ("https://bb.qatra.example/topic/3/launch/25?lang=ar", "nodebb", "3"),
        ("https://blog.qatra.example/?p=4", "wordpress", "4"),
        ("https://blog.qatra.example/2026/11/qatra/", "wordpress", "2026/11/qatra"),
        ("https://old.qatra.example/p/launch/", "isso", "/p/launch/"),
        ("https://forum.baytak.example/viewtopic.php?t=7", "feed", "https://forum.baytak.example/viewtopic.php?t=7"),
    ],
)
def test_an_address_of_a_declared_place(url, platform, key):
    ref = registry.match(url, COMMUNITIES)
    assert (ref.platform, ref.key) == (platform, key)
    assert "#" not in ref.url


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/@qatra/112233",
        "https://social.qatra.example.evil.example/@qatra/1",
        "https://social.qatra.example/@qatra",
        "https://social.qatra.example/about",
        "https://community.qatra.example/t/drop-2/12",
        "https://community.qatra.example/forum/c/news/5",
        "https://bb.qatra.example/user/omar",
        "https://bsky.app/profile/qatra.example",
        "https://bsky.app.evil.example/profile/a.example/post/3kx",
        "https://blog.qatra.example/",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_address(url):
    assert registry.match(url, COMMUNITIES) is None


def test_names_of_platforms_are_their_own():
    assert len(registry.BY_NAME) == len(registry.ADAPTERS)
