"""No platform's answer, however twisted, breaks an adapter or a page."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.model.community import Community
from hiwar.platforms import registry
from hiwar.platforms.adapter import Answer, Gone, Unheard
from hiwar.threads.cleaning import clean
from tests.hostile import faults_in, payloads
from tests.platforms.replay import answer_of

CASES = Path(__file__).parent / "cases"
#: A whole answer of each platform, in which every text is replaced.
EXAMPLES = {
    "bluesky": "gate-labels-facets",
    "discourse": "a-topic-with-all-kinds-of-posts",
    "feed": "phpbb-in-arabic",
    "flarum": "two-pages-mentions-hidden",
    "github": "issue-of-two-pages",
    "github discussions": "discussion-with-answers",
    "hackernews": "tree-with-the-deleted",
    "isso": "isso-nested-deleted-edited",
    "lemmy": "tree-with-markdown",
    "mastodon": "cut-branch-is-walked",
    "nodebb": "purged-is-asked-after",
    "stackexchange": "answers-and-comments",
    "telegram": "private-group-by-its-number",
    "webmention": "replies-mentions-and-likes",
    "wordpress": "pretty-arabic-address",
    "youtube": "threads-with-more-answers",
}
#: Fields without which an answer is refused as a whole.
STRUCTURE = {"id", "uri", "pid", "mainPid", "tid", "toPid", "post_number", "in_reply_to_id", "created_at", "indexedAt"}
STRUCTURE |= {"date_gmt", "timestampISO", "visibility", "$type", "link", "post_type", "did", "type", "status"}
STRUCTURE |= {"createdAt", "contentType", "ap_id", "published", "publishedAt", "date_unixtime", "wm-id", "wm-property"}
STRUCTURE |= {"wm-received", "wm-source", "path", "number", "hasNextPage", "endCursor"}


def test_every_platform_has_an_example():
    """No adapter stands here untwisted."""
    assert {label.split()[0] for label in EXAMPLES} == set(registry.NAMES)


def hear(platform, twist):
    """Hear an example whose answers went through ``twist``; never more than 100 of them."""
    name, platform = EXAMPLES[platform], platform.split()[0]
    case = json.loads((CASES / platform / f"{name}.exchange.json").read_text(encoding="utf-8"))
    ref = registry.match(case["url"], [Community(**row) for row in case["communities"]])
    hearing = registry.adapter(platform).hear(ref, None)
    recorded = {row["url"]: answer_of(row, CASES / platform) for row in case["answers"]}
    request = next(hearing)
    for _ in range(100):
        try:
            request = hearing.send(twist(recorded.get(request.url, Answer(request.url, 503))))
        except StopIteration as end:
            return end.value
    raise AssertionError("asks for ever")


def replaced(value, text):
    """Return JSON in which every text that is no structure is another."""
    if isinstance(value, dict):
        return {k: part if k in STRUCTURE else replaced(part, text) for k, part in value.items()}
    if isinstance(value, list):
        return [replaced(part, text) for part in value]
    return text if isinstance(value, str) else value


def with_text(answer, text):
    if answer.is_json and answer.body:
        body = json.dumps(replaced(json.loads(answer.body), text)).encode()
    elif b"<entry>" in answer.body:
        safe = text.replace("]]>", "").encode("utf-8", "replace")
        body = answer.body.replace("كم يدوم؟".encode(), safe).replace("سامي".encode(), safe)
    else:
        body = answer.body
    return Answer(answer.url, answer.status, answer.headers, body)


@pytest.mark.parametrize("platform", sorted(EXAMPLES))
def test_hostile_text_comes_out_clean(platform):
    """Every payload as every name, title, body and address of every platform."""
    for text in payloads():
        try:
            heard = hear(platform, lambda answer, text=text: with_text(answer, text))
        except Unheard:
            continue
        for comment in map(clean, heard.comments):
            assert faults_in(comment.html) == [], text[:200]
            assert "\n" not in comment.author.name + comment.warning + comment.author.handle
            for url in (comment.url, comment.author.url, *(one.url for one in comment.attachments)):
                assert not url or url.startswith(("http://", "https://")), text[:200]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("platform", sorted(EXAMPLES))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_twisted_answer_is_a_crash(platform, data):
    """Any field may be anything: an answer is heard, or it is not, and nothing else happens."""

    def twisted(value):
        if data.draw(st.integers(0, 15)) == 0:
            return data.draw(ANY)
        if isinstance(value, dict):
            return {k: twisted(part) for k, part in value.items()}
        return [twisted(part) for part in value[:4]] if isinstance(value, list) else value

    def twist(answer):
        if not answer.is_json or not answer.body:
            cut = data.draw(st.integers(0, len(answer.body)))
            return Answer(answer.url, answer.status, answer.headers, answer.body[:cut])
        body = json.dumps(twisted(json.loads(answer.body))).encode()
        return Answer(answer.url, answer.status, answer.headers, body)

    try:
        heard = hear(platform, twist)
    except Unheard:
        return
    for comment in heard.comments:
        clean(comment)


@pytest.mark.parametrize("platform", sorted(EXAMPLES))
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b"0", b'"x"', b"[" * 100_000, b"\xff\xfe", b"<html>"])
def test_answers_that_mean_nothing_lose_nothing(platform, body):
    """They are unheard, or heard as empty; never gone."""
    for media_type in ("application/json", "text/html", "application/atom+xml", ""):
        answer = Answer("https://x.example/", 200, {"content-type": media_type}, body)
        try:
            heard = hear(platform, lambda _, answer=answer: answer)
        except Gone:
            pytest.fail("an answer without a meaning is no farewell")
        except Unheard:
            continue
        else:
            assert not heard.comments
            assert not heard.deleted
