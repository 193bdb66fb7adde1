"""Listening, from the pieces' addresses to files, through a server that answers as told."""

import io
import json
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from hiwar.errors import ContentError
from hiwar.http import Client
from hiwar.model.community import Community
from hiwar.model.company import Company
from hiwar.model.piece import Piece
from hiwar.threads import files, report
from hiwar.threads.asking import policy_for
from hiwar.threads.listen import Means, Place, listen
from tests.loopback import Loopback, Says
from tests.threads.making import NOW

SOCIAL = "https://social.qatra.example"
ETAG = 'W/"1"'


@pytest.fixture
def server():
    with Loopback() as running:
        yield running


def company(server, **more):
    mastodon = Community("mastodon", SOCIAL, api=server.url, **more)
    return Company(
        url="https://news.qatra.example",
        languages=("ar", "en"),
        timezone=ZoneInfo("Asia/Riyadh"),
        name={"ar": "قطرة", "en": "Qatra"},
        feed_authority="qatra.example,2026",
        communities=(mastodon, Community("bluesky", "https://bsky.app", api=server.url)),
    )


def piece(slug="tank", lang="ar", *discussion, **more):
    plain = {
        "kind": "post",
        "slug": slug,
        "lang": lang,
        "source": f"{lang}/blog/2026-11-01-{slug}.md",
        "shown": f"content/{lang}/blog/2026-11-01-{slug}.md",
        "title": slug,
        "summary": "",
        "body": Markup(""),
        "date": NOW - timedelta(days=5),
        "discussion": discussion or (f"{SOCIAL}/@qatra/100",),
    }
    return Piece(**{**plain, **more})


def status(key, parent="100", text="كم يدوم المرشّح؟", replies=0, **more):
    return {
        "id": key,
        "uri": f"{SOCIAL}/users/layla/statuses/{key}",
        "url": f"{SOCIAL}/@layla/{key}",
        "created_at": "2026-11-18T10:00:00.000Z",
        "in_reply_to_id": parent,
        "visibility": "public",
        "replies_count": replies,
        "content": f"<p>{text}</p>",
        "account": {"display_name": "ليلى", "acct": "layla", "url": f"{SOCIAL}/@layla"},
        **more,
    }


def script(server, *replies, key="100", etag=""):
    root = {"id": key, "uri": f"{SOCIAL}/{key}", "replies_count": sum(row["in_reply_to_id"] == key for row in replies)}
    server.on(f"/api/v1/statuses/{key}", Says(json=root))
    server.on(f"/api/v1/statuses/{key}/context", Says(json={"ancestors": [], "descendants": replies}, etag=etag))


def hear(server, folder, *pieces, now=NOW, everything=True, environ=None, firm=None, out=None):
    place = Place(folder / "content", folder / "cache", folder)
    bar = report.Bar(out or io.StringIO())
    firm = firm or company(server)
    door = partial(Client, "Hiwar/test", policy_for(firm.communities), sleep=lambda _seconds: None)
    means = Means(environ or {}, bar, door)
    return listen(pieces or (piece(),), firm, place, means, now, everything=everything)


def kept(folder, slug="tank"):
    return json.loads((folder / f"content/threads/blog/{slug}.json").read_text(encoding="utf-8"))


def test_what_people_said_becomes_a_file_for_both_twins(server, tmp_path):
    script(server, status("101"))
    result = hear(server, tmp_path, piece(), piece(lang="en"))
    assert result.exit_code == 0
    assert result.written == 1
    (source,) = kept(tmp_path)["sources"]
    assert source["url"] == f"{SOCIAL}/@qatra/100"
    assert source["comments"][0]["html"] == "<p>كم يدوم المرشّح؟</p>"
    assert server.paths() == ["/api/v1/statuses/100/context", "/api/v1/statuses/100"]


def test_nothing_said_writes_nothing(server, tmp_path):
    script(server, status("101"), etag=ETAG)
    hear(server, tmp_path)
    path = tmp_path / "content/threads/blog/tank.json"
    before = path.stat()
    again = hear(server, tmp_path, now=NOW + timedelta(hours=1))
    after = path.stat()
    assert (again.written, again.exit_code) == (0, 0)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert server.asked[-1][1]["If-None-Match"] == ETAG
    assert list(tmp_path.glob("content/threads/**/.*")) == []


@pytest.mark.parametrize(
    "says",
    [
        Says(401, {"error": "token"}),
        Says(403, {"error": "forbidden"}),
        Says(404, body=b"<h1>no</h1>", type="text/html"),
        Says(429, {"error": "slow"}, headers={"Retry-After": "9999"}),
        Says(200, body=b"<html><script>challenge()</script>", type="text/html"),
        Says(200, body=b"", type="application/json"),
        Says(200, json=[]),
        Says(200, body=b'{"descendants": [{"id": 1', type="application/json"),
        Says(200, json={"descendants": [{"id": "101"}]}),
        Says(302, headers={"Location": "http://127.0.0.1:1/"}),
        Says(200, flood=20),
    ],
)
def test_no_failure_loses_a_comment(server, tmp_path, says):
    """The archive stays as it was; the source is marked, once, with its reason."""
    script(server, status("101"))
    hear(server, tmp_path)
    before = kept(tmp_path)["sources"][0]["comments"]
    server.on("/api/v1/statuses/100/context", says)
    result = hear(server, tmp_path)
    (source,) = kept(tmp_path)["sources"]
    assert result.exit_code == 3
    assert source["comments"] == before
    assert source["state"] == "stale"
    assert source["why"]
    assert hear(server, tmp_path, now=NOW + timedelta(days=1)).written == 0
    script(server, status("101"))
    assert hear(server, tmp_path).exit_code == 0
    assert "why" not in kept(tmp_path)["sources"][0]


def test_an_empty_answer_is_no_proof(server, tmp_path):
    """200 with nothing in it keeps all that was heard, and warns."""
    script(server, *(status(f"10{n}") for n in range(1, 9)))
    hear(server, tmp_path)
    script(server)
    for n in range(1, 9):
        server.on(f"/api/v1/statuses/10{n}", Says(404, {"error": "Record not found"}))
    result = hear(server, tmp_path)
    assert result.exit_code == 3
    assert [row["state"] for row in kept(tmp_path)["sources"][0]["comments"]] == ["visible"] * 8


def test_a_thread_that_is_no_more_is_kept(server, tmp_path):
    script(server, status("101"))
    hear(server, tmp_path)
    server.on("/api/v1/statuses/100/context", Says(404, {"error": "Record not found"}))
    result = hear(server, tmp_path)
    assert result.exit_code == 0
    assert kept(tmp_path)["sources"][0]["state"] == "gone"
    assert len(kept(tmp_path)["sources"][0]["comments"]) == 1
    assert "gone: blog/tank" in report.render(result)


def test_one_bad_source_hinders_no_other(server, tmp_path):
    script(server, status("101"))
    server.on("/api/v1/statuses/200/context", Says(500))
    result = hear(server, tmp_path, piece(), piece("well", "ar", f"{SOCIAL}/@qatra/200"))
    assert result.exit_code == 3
    assert len(kept(tmp_path)["sources"][0]["comments"]) == 1
    assert "stale: blog/well" in report.render(result)


def test_a_dead_host_is_given_up(server, tmp_path):
    """Two threads without an answer, and the rest of the host is not asked."""
    firm = company(server)
    server.server.server_close()
    pieces = [piece(f"p{n}", "ar", f"{SOCIAL}/@qatra/{n}") for n in range(20)]
    result = hear(server, tmp_path, *pieces, firm=firm)
    assert [outcome.why for outcome in result.outcomes].count("not asked, because its host does not answer") == 18


def test_fresh_threads_are_asked_often_and_old_ones_rarely(server, tmp_path):
    script(server, status("101", created_at="2026-11-20T11:00:00.000Z"))
    script(server, status("201", "200", created_at="2026-01-01T10:00:00.000Z"), key="200")
    old = piece("well", "ar", f"{SOCIAL}/@qatra/200", date=NOW - timedelta(days=400))
    hear(server, tmp_path, piece(), old)
    result = hear(server, tmp_path, piece(), old, now=NOW + timedelta(hours=1), everything=False)
    assert [outcome.question.piece.slug for outcome in result.outcomes] == ["tank"]
    assert result.resting == 1
    assert len(hear(server, tmp_path, piece(), old, now=NOW + timedelta(hours=1)).outcomes) == 2


def test_a_lost_cache_asks_all(server, tmp_path):
    script(server)
    hear(server, tmp_path)
    for content in ("", "[]", '{"x": 1}', '{"x": "y"}'):
        (tmp_path / "cache/asked.json").write_text(content)
        assert len(hear(server, tmp_path, everything=False).outcomes) == 1


def test_a_token_comes_from_the_environment_and_appears_nowhere(server, tmp_path):
    script(server, status("101"))
    out = io.StringIO()
    result = hear(server, tmp_path, environ={"HIWAR_TOKEN_SOCIAL_QATRA_EXAMPLE": "s3cret"}, out=out)
    assert {headers["Authorization"] for _, headers in server.asked} == {"Bearer s3cret"}
    server.on("/api/v1/statuses/100/context", Says(401, {"error": "s3cret is expired"}))
    failed = hear(server, tmp_path, environ={"HIWAR_TOKEN_SOCIAL_QATRA_EXAMPLE": "s3cret"})
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.json"))
    assert "s3cret" not in written + report.render(result) + report.render(failed) + out.getvalue()


def test_an_address_of_nobody_is_a_fault_with_its_line(server, tmp_path):
    source = tmp_path / "content/ar/blog/2026-11-01-tank.md"
    source.parent.mkdir(parents=True)
    source.write_text("Title: x\nDiscussion: https://other.example/@x/1\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        hear(server, tmp_path, piece("tank", "ar", "https://other.example/@x/1"))
    (fault,) = caught.value.faults
    assert (fault.path, fault.line) == ("content/ar/blog/2026-11-01-tank.md", 2)
    assert "social.qatra.example" in fault.fix


def test_an_unknown_platform_is_a_fault(server, tmp_path):
    firm = company(server)
    firm = replace(firm, communities=(Community("mastodn", SOCIAL),))
    (tmp_path / "content").mkdir()
    (tmp_path / "content/company.toml").write_text('[[communities]]\nplatform = "mastodn"\n')
    with pytest.raises(ContentError) as caught:
        hear(server, tmp_path, piece("tank", "ar", "https://bsky.app/profile/x.example/post/1"), firm=firm)
    assert [(fault.path, fault.line, fault.fix) for fault in caught.value.faults] == [
        ("content/company.toml", 2, 'did you mean "mastodon"?')
    ]


def test_a_private_address_needs_to_be_declared(server, tmp_path):
    """Without ``api`` the community's own address is called, and it leads inside."""
    firm = replace(company(server), communities=(Community("mastodon", server.url),))
    result = hear(server, tmp_path, piece("tank", "ar", f"{server.url}/@qatra/100"), firm=firm)
    assert result.exit_code == 3
    assert "private" in result.outcomes[0].why
    assert server.asked == []


def test_a_renamed_piece_keeps_its_conversation(server, tmp_path):
    """It goes on under the new name, and the old file is named."""
    script(server, status("101"))
    hear(server, tmp_path)
    script(server, status("101"), status("102"))
    result = hear(server, tmp_path, piece("cistern", aliases=("tank",)))
    assert len(kept(tmp_path, "cistern")["sources"][0]["comments"]) == 2
    text = report.render(result)
    assert "blog/tank.json:1: warning: this conversation is named like no piece" in text
    assert "rename it to cistern.json" in text


def test_a_broken_archive_stops_before_anything_is_asked(server, tmp_path):
    path = tmp_path / "content/threads/blog/tank.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 1,\n<<<<<<< HEAD\n')
    with pytest.raises(ContentError) as caught:
        hear(server, tmp_path)
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [("content/threads/blog/tank.json", 2)]
    assert server.asked == []


def test_a_disk_that_refuses_leaves_the_file_as_it_was(server, tmp_path, monkeypatch):
    """The new file is whole before it takes the place of the old one."""
    script(server, status("101"))
    hear(server, tmp_path)
    before = kept(tmp_path)
    script(server, status("101"), status("102"))

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Exception, match="no space"):
        hear(server, tmp_path)
    assert kept(tmp_path) == before
    assert [path.name for path in (tmp_path / "content/threads/blog").iterdir()] == ["tank.json"]


def test_the_summary_says_what_is_new(server, tmp_path):
    script(server, status("101", text="هل يناسب البئر؟"), status("102", text="<b>yes</b>\x1b[31m"))
    text = report.render(hear(server, tmp_path))
    assert "new comments: 2; files written: 1" in text
    assert "ليلى: هل يناسب البئر؟" in text
    assert "\x1b" not in text


def test_the_bar_is_for_terminals(server, tmp_path):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    script(server)
    shown, silent = Terminal(), io.StringIO()
    hear(server, tmp_path, out=shown)
    hear(server, tmp_path, out=silent)
    assert "0/1" in shown.getvalue()
    assert silent.getvalue() == ""


@pytest.mark.slow
def test_a_thousand_quiet_threads_are_checked_in_a_minute(server, tmp_path):
    """The figure of the issue, with room to spare for a slow machine."""
    pieces = []
    for n in range(1000):
        key = str(1000 + n)
        script(server, status(f"{key}1", key), key=key, etag=ETAG)
        pieces.append(piece(f"p{n}", "ar", f"{SOCIAL}/@qatra/{key}"))
    hear(server, tmp_path, *pieces)
    start = time.perf_counter()
    result = hear(server, tmp_path, *pieces)
    assert time.perf_counter() - start < 60
    assert (result.written, len(result.outcomes), result.exit_code) == (0, 1000, 0)
