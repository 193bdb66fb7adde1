"""What a platform's terms let one keep for a while only is kept no longer, and never in git."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hiwar.model.community import Community
from hiwar.model.thread import Thread
from hiwar.platforms.adapter import Heard
from hiwar.threads import passing
from hiwar.threads.files import write_thread
from hiwar.threads.merging import merge
from hiwar.threads.schedule import REFRESH, is_due
from tests.loopback import Loopback, Says
from tests.threads.making import NOW, PIECE, comment, said, source
from tests.threads.test_listen import company, hear, piece, script, status

KEPT = timedelta(days=30)
VIDEO = "https://youtu.be/dQ4t_r2W-aA"
THREADS = "/commentThreads?part=snippet,replies&videoId=dQ4t_r2W-aA&order=time&textFormat=plainText&maxResults=100"


@pytest.fixture
def server():
    with Loopback() as running:
        yield running


def video(text):
    snippet = {"textDisplay": text, "authorDisplayName": "@layla", "publishedAt": "2026-11-03T08:00:00Z"}
    top = {"id": "Ugx1", "snippet": snippet}
    return {"items": [{"snippet": {"topLevelComment": top, "totalReplyCount": 0}}]}


def firm(server):
    usual = company(server)
    return replace(usual, communities=(*usual.communities, Community("youtube", "https://youtube.com", api=server.url)))


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.json")}


def test_what_youtube_says_lies_in_the_cache_and_the_rest_in_the_archive(server, tmp_path):
    script(server, status("101"))
    server.on(THREADS, Says(json=video("كم يدوم؟")))
    both = piece("tank", "ar", "https://social.qatra.example/@qatra/100", VIDEO)
    assert hear(server, tmp_path, both, firm=firm(server)).written == 1
    files = tree(tmp_path)
    assert [name for name, text in files.items() if "Ugx1" in text] == ["cache/passing/blog/tank.json"]
    kept = json.loads(files["content/threads/blog/tank.json"])
    assert [one["platform"] for one in kept["sources"]] == ["mastodon"]
    joined = passing.joined({}, passing.read(tmp_path / "cache", NOW))
    assert [one.html for thread in joined.values() for one in thread.sources[0].comments] == ["<p>كم يدوم؟</p>"]


def test_a_video_alone_makes_no_file_in_the_archive(server, tmp_path):
    server.on(THREADS, Says(json=video("x")))
    assert hear(server, tmp_path, piece("tank", "ar", VIDEO), firm=firm(server)).written == 0
    assert not (tmp_path / "content").exists()


def test_it_is_refreshed_by_each_hearing_and_dropped_by_the_first_after_its_time(server, tmp_path):
    """Also when the platform no longer answers: terms do not wait for servers."""
    server.on(THREADS, Says(json=video("x")))
    hear(server, tmp_path, piece("tank", "ar", VIDEO), firm=firm(server))
    later = NOW + timedelta(days=25)
    hear(server, tmp_path, piece("tank", "ar", VIDEO), firm=firm(server), now=later)
    assert passing.read(tmp_path / "cache", later + timedelta(days=29))
    assert not passing.read(tmp_path / "cache", later + KEPT)
    server.on(THREADS, Says(503))
    result = hear(server, tmp_path, piece("tank", "ar", VIDEO), firm=firm(server), now=later + KEPT)
    assert result.exit_code == 3
    assert "Ugx1" not in "".join(tree(tmp_path).values())


def test_only_a_whole_answer_lets_one_keep_it_longer():
    """And it holds only what was in it: the rest was not refreshed."""
    first = merge(source(), Heard((said("a"), said("b"), said("c"), said("d")), kept=KEPT), NOW)
    assert first.expires == NOW + KEPT
    day = NOW + timedelta(days=1)
    cut = merge(first, Heard((said("a"),), complete=False, kept=KEPT), day)
    assert (len(cut.comments), cut.expires) == (4, first.expires)
    whole = merge(first, Heard((said("a"), said("b"), said("c")), kept=KEPT), day)
    assert ([one.key for one in whole.comments], whole.expires) == (["a", "b", "c"], day + KEPT)
    same = merge(first, Heard((said("a"), said("b"), said("c"), said("d")), kept=KEPT), day)
    assert (same.heard, same.expires) == (first.heard, day + KEPT)


def test_it_is_asked_for_again_in_good_time():
    """However long nobody spoke."""
    quiet = source(comment("a"), expires=NOW + REFRESH + timedelta(hours=1))
    assert not is_due(quiet, NOW - timedelta(hours=1), None, NOW)
    assert is_due(replace(quiet, expires=NOW + REFRESH), NOW, None, NOW)


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"version": 1, "sources": [{}]}', b'{"version": 99}'])
def test_a_damaged_file_holds_nothing_and_is_removed(tmp_path, damage):
    passing.write_thread(tmp_path, Thread(PIECE, (source(comment("a"), expires=NOW + KEPT),)))
    (path,) = tmp_path.rglob("*.json")
    path.write_bytes(damage)
    assert passing.read(tmp_path, NOW) == {}
    passing.drop_expired(tmp_path, NOW)
    assert list(tmp_path.rglob("*.json")) == []


def test_a_file_of_the_archive_never_holds_what_expires(tmp_path):
    """Not even of a thread that has a file already."""
    lasting, expiring = source(comment("a")), source(comment("b"), url=VIDEO, expires=NOW + KEPT)
    assert write_thread(tmp_path, Thread(PIECE, (lasting,)))
    assert not write_thread(tmp_path, Thread(PIECE, (lasting, expiring)))
