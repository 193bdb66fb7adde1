"""What other sites say about any page of ours: heard at once, handed to the page, and shown when released."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hiwar.errors import Faults
from hiwar.model.piece import PieceId
from hiwar.threads import mentions
from hiwar.threads.files import read_threads
from hiwar.threads.judging import seal
from tests.conftest import write
from tests.loopback import Loopback, Says
from tests.site.building import build, snapshot
from tests.threads.making import NOW
from tests.threads.test_listen import company, hear, kept, piece, script, status

TOKEN = {"HIWAR_TOKEN_WEBMENTION_IO": "s3cret"}
TANK = "https://news.qatra.example/blog/tank/"
SOCIAL = "https://social.qatra.example"
COMPANY = """url = "https://news.qatra.example"
languages = ["ar"]
timezone = "Asia/Riyadh"
name = {{ ar = "قطرة" }}
feed_authority = "qatra.example,2026"
webmention = "{webmention}"
communities = [{{ platform = "mastodon", url = "{social}" }}]
"""


@pytest.fixture
def server():
    with Loopback() as running:
        yield running


@pytest.fixture
def mailed(server, monkeypatch):
    """A company whose mailbox is the server's, though its address is webmention.io's."""
    firm = replace(company(server), webmention="https://webmention.io/news.qatra.example/webmention")
    real = mentions.mailbox_of
    monkeypatch.setattr(mentions, "mailbox_of", lambda one: replace(real(one), api=server.url))
    return firm


def asked(page=0, since=0):
    rest = f"&since_id={since}" if since else ""
    return f"/api/mentions.jf2?domain=news.qatra.example&sort-dir=up&per-page=100&page={page}{rest}&token=s3cret"


def mention(number, target=TANK, text="أحسنتم.", **more):
    return {
        "wm-id": number,
        "wm-source": f"https://lina.example/notes/{number}",
        "wm-target": target,
        "wm-property": "in-reply-to",
        "wm-received": "2026-11-18T10:00:00Z",
        "published": "2026-11-18T09:00:00Z",
        "url": f"https://lina.example/notes/{number}",
        "author": {"name": "Lina", "url": "https://lina.example"},
        "content": {"html": f"<p>{text}</p>", "text": text},
        **more,
    }


def feed(*rows):
    return Says(json={"type": "feed", "children": rows})


def source_of(folder, slug="tank"):
    return next(one for one in kept(folder, slug)["sources"] if one["platform"] == "webmention")


def test_mentions_of_both_twins_are_one_thread(server, mailed, tmp_path):
    """Found by address, however it is spelled, by a former name too."""
    english = "https://NEWS.qatra.example/en/blog/tank?utm=1#conversation"
    old = "https://news.qatra.example/blog/%D8%AE%D8%B2%D8%A7%D9%86/index.html"
    server.on(
        asked(), feed(mention(1), mention(2, english), mention(3, old), mention(4, "https://news.qatra.example/"))
    )
    pieces = (piece(aliases=("خزان",), discussion=()), piece(lang="en", discussion=()))
    result = hear(server, tmp_path, *pieces, firm=mailed, environ=TOKEN)
    assert (result.exit_code, result.written) == (0, 1)
    assert [one["key"] for one in source_of(tmp_path)["comments"]] == ["1", "2", "3"]
    assert result.mentions == "mentions of pages without a conversation: 1"


def test_only_new_ones_are_asked_for_until_a_day_has_passed(server, mailed, tmp_path):
    server.on(asked(), feed(mention(1), mention(7)))
    server.on(asked(since=7), feed(mention(9)))
    quiet = piece(discussion=())
    for hours in (0, 1, 2):
        hear(server, tmp_path, quiet, firm=mailed, environ=TOKEN, now=NOW + timedelta(hours=hours), everything=False)
    server.on(asked(since=9), feed())
    assert server.paths() == [asked(), asked(since=7), asked(since=9)]
    assert [one["key"] for one in source_of(tmp_path)["comments"]] == ["1", "7", "9"]
    hear(server, tmp_path, quiet, firm=mailed, environ=TOKEN, now=NOW + timedelta(hours=25), everything=False)
    assert server.paths()[-1] == asked()


def test_what_is_there_no_longer_is_found_out_by_whole_hearings(server, mailed, tmp_path):
    rows = [mention(number) for number in range(1, 6)]
    server.on(asked(), feed(*rows), feed(*rows[1:]))
    for days in (0, 1, 2):
        hear(server, tmp_path, piece(discussion=()), firm=mailed, environ=TOKEN, now=NOW + timedelta(days=days))
    states = {one["key"]: one["state"] for one in source_of(tmp_path)["comments"]}
    assert states == {"1": "hidden", **dict.fromkeys("2345", "queued")}


@pytest.mark.parametrize("says", [Says(401, {"error": "forbidden"}), Says(503), Says(200, json={"links": []})])
def test_a_mailbox_that_does_not_answer_loses_nothing(server, mailed, tmp_path, says):
    server.on(asked(), feed(mention(1)), says)
    hear(server, tmp_path, piece(discussion=()), firm=mailed, environ=TOKEN)
    before = source_of(tmp_path)
    result = hear(server, tmp_path, piece(discussion=()), firm=mailed, environ=TOKEN)
    assert result.exit_code == 3
    assert source_of(tmp_path) == before
    assert "webmention.io" in result.mentions
    assert "s3cret" not in result.mentions


def test_without_a_token_nothing_is_asked_and_the_log_says_so(server, mailed, tmp_path):
    result = hear(server, tmp_path, piece(discussion=()), firm=mailed)
    assert (result.exit_code, server.asked) == (0, [])
    assert "HIWAR_TOKEN_WEBMENTION_IO" in result.mentions


def test_a_site_without_an_endpoint_has_no_mailbox(server):
    assert mentions.mailbox_of(company(server)) is None
    assert mentions.mailbox_of(replace(company(server), webmention="https://other.example/endpoint")) is None


def bridged(server, folder, firm):
    """Hear an answer on Mastodon natively and through Bridgy, and a stranger's mention."""
    script(server, status("101"))
    copy = mention(
        5,
        text="كم يدوم المرشّح؟",
        url=f"{SOCIAL}/@layla/101",
        author={"name": "ليلى", "url": f"{SOCIAL}/@layla"},
        **{"wm-source": "https://brid.gy/comment/mastodon/@qatra@social.qatra.example/100/101"},
    )
    server.on(asked(), feed(copy, mention(6, text="Cheap pills at lina.example")))
    hear(server, folder, piece(), firm=firm, environ=TOKEN)


def test_what_is_not_released_is_nowhere_in_the_built_site_and_stands_there_when_it_is(server, mailed, tmp_path):
    """Neither its words nor its author, in no page, feed or index; Bridgy's copy makes no second comment."""
    bridged(server, tmp_path, mailed)
    stored = json.loads((tmp_path / "content/threads/blog/tank.json").read_text(encoding="utf-8"))
    assert "Cheap pills" in json.dumps(stored)
    mail = [one for one in stored["sources"] if one["platform"] == "webmention"]
    write(
        tmp_path / "content",
        {
            "company.toml": COMPANY.format(webmention=mailed.webmention, social=SOCIAL),
            "ar/blog/2026-05-01-tank.md": f"Title: خزان\nDiscussion: {SOCIAL}/@qatra/100\n\nنص.\n",
            "ar/blog/2026-05-02-quiet.md": "Title: هدوء\n\nنص.\n",
            "threads/blog/quiet.json": json.dumps({"version": 1, "sources": mail}),
        },
    )
    build(tmp_path / "content", tmp_path / "output", now="2026-11-23T12:00:00+03:00", whole=True)
    made = snapshot(tmp_path / "output")
    for trace in (b"Cheap pills", b"lina.example", b"Lina"):
        assert [name for name, data in made.items() if trace in data] == []
    page = made["blog/tank/index.html"].decode()
    assert page.count("كم يدوم المرشّح؟") == 1
    assert "brid.gy" not in page
    assert f'<link rel="webmention" href="{mailed.webmention}">' in page
    assert 'id="conversation"' not in made["blog/quiet/index.html"].decode()
    mention_id, words = "https://lina.example/notes/6", ("Cheap pills", "موقع آخر", "مواقع أخرى", "lina.example")
    kept_comment = read_threads(tmp_path / "content", Faults(), tmp_path)[PieceId("post", "quiet")].sources[0].comments
    released = next(one for one in kept_comment if one.id == mention_id)
    rule = f'[[release]]\nmention = "{mention_id}"\nseal = "{seal(released)}"\n'
    write(tmp_path / "content", {"threads/moderation.toml": rule})
    build(tmp_path / "content", tmp_path / "output", now="2026-11-23T12:00:00+03:00", whole=True)
    quiet = snapshot(tmp_path / "output")["blog/quiet/index.html"].decode()
    assert all(word in quiet for word in words)
    assert 'id="join"' not in quiet
