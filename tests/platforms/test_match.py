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
    Community("flarum", "https://flarum.qatra.example/talk"),
    Community("github", "https://git.qatra.example"),
    Community("lemmy", "https://lemmy.qatra.example"),
    Community("telegram", "https://t.me/qatra_talk"),
    Community("telegram", "https://t.me/c/1234567890"),
    Community("webmention", "https://webmention.io/news.qatra.example/webmention"),
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
        ("https://flarum.qatra.example/talk/d/14-الخزان/3?near=3", "flarum", "14"),
        ("https://github.com/qatra/tank.js/issues/12#issuecomment-5", "github", "qatra/tank.js/issues/12"),
        ("https://github.com/qatra/tank/discussions/7?sort=new", "github", "qatra/tank/discussions/7"),
        ("https://git.qatra.example/lab/bench/issues/3", "github", "lab/bench/issues/3"),
        ("https://news.ycombinator.com/item?id=900&p=2", "hackernews", "900"),
        ("https://lemmy.qatra.example/post/5/22", "lemmy", "5"),
        ("https://stackoverflow.com/questions/700/which-filter?noredirect=1#comment1_2", "stackexchange", "700"),
        ("https://diy.stackexchange.com/q/700/9", "stackexchange", "700"),
        ("https://pt.stackoverflow.com/questions/700", "stackexchange", "700"),
        ("https://t.me/qatra_talk/44/120?single", "telegram", "120"),
        ("https://t.me/c/1234567890/120", "telegram", "120"),
        ("https://webmention.io/news.qatra.example/webmention", "webmention", "news.qatra.example"),
        ("https://www.youtube.com/watch?app=m&v=dQ4t_r2W-aA&t=9", "youtube", "dQ4t_r2W-aA"),
        ("https://youtu.be/dQ4t_r2W-aA?si=x", "youtube", "dQ4t_r2W-aA"),
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
        "https://flarum.qatra.example/d/14",
        "https://github.com/qatra/tank/pull/12",
        "https://github.com/qatra/tank",
        "https://github.com.evil.example/qatra/tank/issues/1",
        "https://news.ycombinator.com/user?id=900",
        "https://news.ycombinator.com.evil.example/item?id=900",
        "https://lemmy.example/post/5",
        "https://evilstackoverflow.com/questions/700",
        "https://stackexchange.com.evil.example/questions/700",
        "https://t.me/other_talk/120",
        "https://t.me/qatra_talk",
        "https://webmention.io/other.example/webmention",
        "https://www.youtube.com/@qatra",
        "https://www.youtube.com/watch?v=short",
        "https://youtube.com.evil.example/watch?v=dQ4t_r2W-aA",
        "https://[",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_address(url):
    assert registry.match(url, COMMUNITIES) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/qatra/tank/issues/12", "HIWAR_TOKEN_GITHUB_COM"),
        ("https://git.qatra.example/lab/bench/issues/3", "HIWAR_TOKEN_GIT_QATRA_EXAMPLE"),
        ("https://diy.stackexchange.com/q/700", "HIWAR_TOKEN_DIY_STACKEXCHANGE_COM"),
        ("https://youtu.be/dQ4t_r2W-aA", "HIWAR_TOKEN_WWW_YOUTUBE_COM"),
        ("https://webmention.io/news.qatra.example/webmention", "HIWAR_TOKEN_WEBMENTION_IO"),
    ],
)
def test_a_token_is_named_after_the_host_that_people_know(url, name):
    assert registry.match(url, COMMUNITIES).token_name == name


def test_every_platform_is_named_like_its_module():
    """So it is imported by its name."""
    assert [registry.adapter(name).PLATFORM for name in registry.NAMES] == list(registry.NAMES)


@pytest.mark.parametrize("name", sorted(set(registry.NAMES) - registry.OPEN))
def test_what_is_not_open_finds_nothing_undeclared(name):
    """So it need not be asked."""
    urls = [
        community.url + rest for community in COMMUNITIES for rest in ("", "/1", "/@a/1", "/t/1", "/post/5", "/?p=4")
    ]
    assert not any(registry.adapter(name).match(url, ()) for url in urls)
