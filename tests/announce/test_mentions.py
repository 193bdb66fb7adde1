"""Endpoints are found as the Recommendation says, and strangers' pages stay data."""

import pytest

from hiwar.announce import mentions
from hiwar.announce.mentions import Endpoint, Mention, discover, due, tell
from hiwar.announce.place import Answer

URL = "https://other.example/post/1"
OURS = "https://news.qatra.example/blog/tank/"


def page(html="", status=200, url=URL, **headers):
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Answer(status, {"content-type": "text/html; charset=utf-8", **named}, html.encode(), url)


# The first rows are those of webmention.rocks, in our own words.
@pytest.mark.parametrize(("answer", "endpoint"), [
    (page(link="</wm?a=1>; rel=webmention"), "https://other.example/wm?a=1"),
    (page(link='<https://other.example/wm>; rel="webmention"'), "https://other.example/wm"),
    (page(link='<https://x.example/a>; rel="other", </wm>; rel="somethingelse webmention"'), "https://other.example/wm"),
    (page(link="</wm>; rel=webmention; title=me", html='<link rel=webmention href="/no">'), "https://other.example/wm"),
    (page('<link rel="webmention" href="/wm">'), "https://other.example/wm"),
    (page('<a href="wm" rel=webmention>here</a>'), "https://other.example/post/wm"),
    (page('<A REL="nofollow WebMention" HREF=/wm>'), "https://other.example/wm"),
    (page("<link href='' rel='webmention'>"), URL),
    (page('<a rel="webmention">no href</a><a rel="webmention" href="/wm">x</a>'), "https://other.example/wm"),
    (page('<!-- <link rel="webmention" href="/no"> --><link rel="webmention" href="/wm">'), "https://other.example/wm"),
    (page('&lt;a href="/no" rel="webmention"&gt;<a href="/wm?a=1&amp;b=2" rel="webmention">'), "https://other.example/wm?a=1&b=2"),
    (page('<link rel="not-webmention" href="/no"><link rel="webmention" href="/wm">'), "https://other.example/wm"),
    (page('<link rel="webmention" href="javascript:alert(1)"><a rel="webmention" href="/wm">'), "https://other.example/wm"),
    (page('<link rel="webmention" href="/wm">', url="https://moved.example/"), "https://moved.example/wm"),
    (page('<a href="/wm" rel="webmention">', x_pingback="https://other.example/xmlrpc.php"), "https://other.example/wm"),
])  # fmt: skip
def test_endpoint(answer, endpoint):
    assert discover(URL, answer) == Endpoint(endpoint, "webmention")


@pytest.mark.parametrize(("answer", "endpoint"), [
    (page(x_pingback="https://other.example/xmlrpc.php"), "https://other.example/xmlrpc.php"),
    (page('<link rel="pingback" href="https://other.example/xmlrpc.php">'), "https://other.example/xmlrpc.php"),
])  # fmt: skip
def test_pingback_where_only_that_is_offered(answer, endpoint):
    assert discover(URL, answer) == Endpoint(endpoint, "pingback")


@pytest.mark.parametrize("answer", [
    page("<p>nothing</p>"),
    page('<a href="https://[broken" rel="webmention">'),
    Answer(200, {"content-type": "application/pdf"}, b'<link rel="webmention" href="/wm">', URL),
    page("<link " + "a=" * 200_000),
    page("<" * 300_000),
    page("<!--" * 100_000),
    page(link="<" * 50_000),
    page(link="</x>;" * 20_000),
])  # fmt: skip
def test_no_endpoint_and_none_hangs(answer):
    assert discover(URL, answer) is None


def driven(mention, *answers):
    """Return the calls that telling makes, and what came of it."""
    steps, calls = tell(mention), []
    call = next(steps)
    for answer in answers:
        calls.append(call)
        try:
            call = steps.send(answer)
        except StopIteration as end:
            return calls, end.value
    raise AssertionError(f"asks for {call.url}")


@pytest.mark.parametrize(("answers", "state"), [
    ([page(link="</wm>; rel=webmention"), Answer(202)], "told"),
    ([page(link="</wm>; rel=webmention"), Answer(201)], "told"),
    ([page(link="</wm>; rel=webmention"), Answer(400)], "refused"),
    ([page(link="</wm>; rel=webmention"), Answer(503)], "trying"),
    ([page()], "deaf"),
    ([page(status=502)], "trying"),
    ([page(x_pingback="/xmlrpc.php"), Answer(200, {}, b"<methodResponse><params/></methodResponse>")], "told"),
    ([page(x_pingback="/xmlrpc.php"), Answer(200, {}, b"<methodResponse><fault>17</fault>")], "refused"),
    ([page(x_pingback="/xmlrpc.php"), Answer(200, {}, b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;&b;</a>')], "told"),
])  # fmt: skip
def test_telling(answers, state):
    _, after = driven(Mention(OURS, URL), *answers)
    assert after.state == state
    assert after.tries == 1


def test_what_is_sent():
    """A form for the one, a call with escaped addresses for the other; a fragment is no part of what is asked for."""
    calls, _ = driven(Mention(OURS, f"{URL}?a=1&b=2#c"), page(link="</wm>; rel=webmention"), Answer(202))
    assert calls[0].url == f"{URL}?a=1&b=2"
    assert calls[1].body.decode() == (
        "source=https%3A%2F%2Fnews.qatra.example%2Fblog%2Ftank%2F"
        "&target=https%3A%2F%2Fother.example%2Fpost%2F1%3Fa%3D1%26b%3D2%23c"
    )
    calls, _ = driven(Mention(OURS, f"{URL}?a=1&b=2"), page(x_pingback="/rpc"), Answer(200))
    assert "<string>https://other.example/post/1?a=1&amp;b=2</string>" in calls[1].body.decode()


def test_once_each_and_three_times_at_most():
    pairs = [(OURS, URL), (OURS, URL), (OURS, f"{URL}2"), (OURS, f"{URL}3"), (OURS, f"{URL}4")]
    known = {
        (OURS, f"{URL}2"): Mention(OURS, f"{URL}2", "told", 1),
        (OURS, f"{URL}3"): Mention(OURS, f"{URL}3", "trying", 2),
        (OURS, f"{URL}4"): Mention(OURS, f"{URL}4", "trying", 3),
    }
    assert [one.target for one in due(pairs, known)] == [URL, f"{URL}3"]


def test_links_of_ours_are_nobody_s():
    body = f'<a href="/blog/x/">a</a><a href="{OURS}">b</a><a title="x" href="{URL}?a=1&amp;b=2">c</a>'
    assert mentions.links(body, "https://news.qatra.example") == (f"{URL}?a=1&b=2",)


def test_what_was_told_is_read_as_written():
    told = {(OURS, URL): Mention(OURS, URL, "told", 2)}
    assert mentions.parse(mentions.render(told.values())) == told
    with pytest.raises(ValueError, match="row"):
        mentions.parse('{"mentioned": [{"source": "x", "target": "y", "state": "perhaps"}]}')
