"""Each platform is asked as it wants to be, with its token where that belongs and nowhere else."""

from dataclasses import replace

import pytest

from hiwar.model.community import Community
from hiwar.platforms import registry
from hiwar.threads.asking import MAX_PAUSE, Question, ask
from tests.loopback import Loopback, Says
from tests.test_http import client
from tests.threads.making import NOW, PIECE
from tests.threads.test_listen import company, hear, piece

VIDEO = "https://www.youtube.com/watch?v=dQ4t_r2W-aA"
DISCUSSION = "https://github.com/qatra/tank/discussions/7"
QUESTION = "https://stackoverflow.com/questions/700"
THREADS = "/commentThreads?part=snippet,replies&videoId=dQ4t_r2W-aA&order=time&textFormat=plainText&maxResults=100"


@pytest.fixture
def server():
    with Loopback() as running:
        yield running


def firm(server, platform, url):
    return replace(company(server), communities=(Community(platform, url, api=server.url),))


def asked(server, folder, platform, home, url, token):
    """Listen to one thread with a token; return the outcome."""
    place = firm(server, platform, home)
    name = registry.match(url, place.communities).token_name
    result = hear(server, folder, piece("tank", "ar", url), firm=place, environ={name: token} if token else {})
    written = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json"))
    assert not token or token not in written + "".join(outcome.why for outcome in result.outcomes)
    return result.outcomes[0]


def test_a_discussion_is_asked_by_a_posted_question(server, tmp_path):
    server.on("/graphql", Says(json={"data": {"repository": {"discussion": {"comments": {"nodes": []}}}}}))
    outcome = asked(server, tmp_path, "github", "https://github.com/qatra", DISCUSSION, "s3cret")
    assert (outcome.why, outcome.source.state) == ("", "live")
    assert server.asked[0][1]["Authorization"] == "Bearer s3cret"
    assert '"number":7' in server.posted[0][1]


def test_the_key_of_youtube_goes_in_a_header(server, tmp_path):
    server.on(THREADS, Says(json={"items": []}))
    outcome = asked(server, tmp_path, "youtube", "https://www.youtube.com/@qatra", VIDEO, "s3cret")
    assert outcome.why == ""
    assert [(path, headers["X-Goog-Api-Key"]) for path, headers in server.asked] == [(THREADS, "s3cret")]
    assert "Authorization" not in server.asked[0][1]


def test_the_key_of_stack_exchange_is_a_parameter(server, tmp_path):
    path = "/questions/700?site=stackoverflow.com&filter=withbody&pagesize=100&page=1&key=s3cret"
    server.on(path, Says(json={"items": []}))
    outcome = asked(server, tmp_path, "stackexchange", "https://stackoverflow.com", QUESTION, "s3cret")
    assert (outcome.is_gone, server.paths()) == (True, [path])


def test_a_platform_that_asks_nobody_who_they_are_gets_no_token(server, tmp_path):
    """A token that may post on Bluesky is not for reading there."""
    url = "https://bsky.app/profile/qatra.example/post/3kx"
    asked(server, tmp_path, "bluesky", "https://bsky.app", url, "s3cret")
    assert "Authorization" not in server.asked[0][1]


@pytest.mark.parametrize(
    ("token", "advice"),
    [
        ("s3cret", "answered 401; is the token in HIWAR_TOKEN_GITHUB_COM still good?"),
        ("", "answered 401; it may want a token in HIWAR_TOKEN_GITHUB_COM"),
    ],
)
def test_a_refused_token_is_named_and_never_shown(server, tmp_path, token, advice):
    server.on("/graphql", Says(401, {"message": "Bad credentials: s3cret"}))
    outcome = asked(server, tmp_path, "github", "https://github.com/qatra", DISCUSSION, token)
    assert outcome.why == advice


@pytest.mark.parametrize(("backoff", "waits"), [(12, [12.0]), (MAX_PAUSE + 1, [])])
def test_a_pause_that_a_platform_asks_for_is_kept_or_too_long(server, backoff, waits):
    """Whoever asks for more than a minute is asked again the next time."""
    place = firm(server, "stackexchange", "https://stackoverflow.com")
    base = "site=stackoverflow.com&filter=withbody&pagesize=100"
    found = {"items": [{"question_id": 700}]}
    server.on(f"/questions/700?{base}&page=1", Says(json=found))
    listed = f"/questions/700/comments?{base}&page={{}}&sort=creation&order=asc"
    server.on(listed.format(1), Says(json={"items": [], "has_more": True, "backoff": backoff}))
    server.on(listed.format(2), Says(json={"items": []}))
    server.on(f"/questions/700/answers?{base}&page=1&sort=creation&order=asc", Says(json={"items": []}))
    caller, slept = client(server)
    question = Question(PIECE, registry.match(QUESTION, place.communities))
    (outcome,) = ask([question], lambda: caller, {}, NOW)
    assert slept == waits
    assert outcome.why == ("" if waits else f"asks to be left alone for {backoff} s")
