"""Asking is bounded, patient and never leads inside."""

import threading
import time
from datetime import UTC, datetime

import pytest

from hiwar.http import Client, Limits, Policy, Refused, Unreachable, is_public, origin
from hiwar.ratelimits import wait_asked
from tests.loopback import Loopback, Says

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def server():
    with Loopback() as running:
        yield running


def client(server, **more):
    """Return a client that may call this server and sleeps in no time."""
    slept = []
    made = Client(
        "Hiwar/test",
        Policy(private=frozenset({server.url})),
        more.pop("limits", Limits(silence=0.3, seconds=20)),
        sleep=slept.append,
        **more,
    )

    return made, slept


def test_it_says_who_calls_and_keeps_one_connection(server):
    server.on("/a", Says(json=1))
    with client(server)[0] as caller:
        for _ in range(3):
            reply = caller.get(f"{server.url}/a", {"Accept": "application/json"})
    assert (reply.status, reply.body, reply.headers["content-type"]) == (200, b"1", "application/json")
    assert {headers["User-Agent"] for _, headers in server.asked} == {"Hiwar/test"}
    assert len(server.connections) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(server, status):
    server.on("/a", Says(status), Says(status), Says(json="there"))
    caller, slept = client(server)
    with caller:
        assert caller.get(f"{server.url}/a", {}).body == b'"there"'
    assert slept == [1.0, 4.0]


def test_what_does_not_pass_is_handed_on(server):
    """A 403 once, a 503 after the last attempt: the adapter decides what they mean."""
    server.on("/403", Says(403))
    server.on("/503", Says(503))
    with client(server)[0] as caller:
        assert caller.get(f"{server.url}/403", {}).status == 403
        assert caller.get(f"{server.url}/503", {}).status == 503
    assert server.paths() == ["/403", "/503", "/503", "/503"]


def test_retry_after_is_waited_for(server):
    server.on("/a", Says(429, headers={"Retry-After": "7"}), Says(json=1))
    caller, slept = client(server)
    with caller:
        assert caller.get(f"{server.url}/a", {}).status == 200
    assert sum(slept) == pytest.approx(7, abs=0.5)


def test_a_long_retry_after_gives_up_for_the_whole_host(server):
    """Who asks to be left alone for an hour is not asked again in this run."""
    server.on("/a", Says(429, headers={"Retry-After": "3600"}))
    caller, slept = client(server)
    with caller:
        assert caller.get(f"{server.url}/a", {}).status == 429
        with pytest.raises(Unreachable, match="left alone"):
            caller.get(f"{server.url}/b", {})
    assert (slept, server.paths()) == ([], ["/a"])


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "12"}, 12),
        ({"retry-after": "Fri, 20 Nov 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Fri, 20 Nov 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "15"}, 15),
        ({"ratelimit-remaining": "0", "ratelimit-reset": str(int(NOW.timestamp()) + 20)}, 20),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-20T12:01:00.123Z"}, 60),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(NOW.timestamp()) + 25)}, 25),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset": "2026-11-20T12:01:00Z"}, None),
        ({}, None),
    ],
)
def test_both_dialects_of_rate_limits_are_understood(headers, seconds):
    waited = wait_asked(headers, NOW)
    assert waited == (None if seconds is None else pytest.approx(seconds, abs=1))


def test_a_used_up_limit_is_respected_before_the_next_request(server):
    server.on("/a", Says(json=1, headers={"RateLimit-Remaining": "0", "RateLimit-Reset": "9"}))
    caller, slept = client(server)
    with caller:
        caller.get(f"{server.url}/a", {})
        caller.get(f"{server.url}/a", {})
    assert sum(slept) == pytest.approx(9, abs=0.5)


def test_a_slow_server_is_given_up(server):
    server.on("/a", Says(delay=1, json=1))
    with (
        client(server, limits=Limits(silence=0.05, attempts=2))[0] as caller,
        pytest.raises(Unreachable, match="in time"),
    ):
        caller.get(f"{server.url}/a", {})


def test_a_server_that_drips_is_given_up(server):
    """Each byte comes in time, and the whole never would."""
    server.on("/a", Says(drip=0.02, json="x" * 500))
    with (
        client(server, limits=Limits(silence=5, seconds=0.3))[0] as caller,
        pytest.raises(Unreachable, match="longer"),
    ):
        caller.get(f"{server.url}/a", {})


def test_a_cut_body_is_no_answer(server):
    server.on("/a", Says(json="x" * 500, cut=20))
    with client(server)[0] as caller, pytest.raises(Unreachable, match="breaks off"):
        caller.get(f"{server.url}/a", {})
    assert len(server.asked) == 3


def test_two_hundred_megabytes_are_not_taken(server):
    server.on("/a", Says(flood=200))
    with client(server, limits=Limits(size=1024 * 1024))[0] as caller, pytest.raises(Unreachable, match="1024 KiB"):
        caller.get(f"{server.url}/a", {})


def test_nobody_there(server):
    with client(server)[0] as caller:
        server.server.server_close()
        with pytest.raises(Unreachable):
            caller.get(f"{server.url}/a", {})


def test_redirects_are_followed_within_bounds(server):
    server.on("/a", Says(301, headers={"Location": "/b"}))
    server.on("/b", Says(json=1))
    server.on("/c", Says(302, headers={"Location": "/c"}))
    with client(server)[0] as caller:
        assert caller.get(f"{server.url}/a", {}).url == f"{server.url}/b"
        with pytest.raises(Unreachable, match="circles"):
            caller.get(f"{server.url}/c", {})


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "https://localhost/",
        "http://[::1]/",
        "https://10.0.0.1/",
        "file:///etc/passwd",
        "https://[",
    ],
)
def test_no_hop_leads_inside(server, target):
    """A declared interface may answer from loopback, and still sends us nowhere else there."""
    server.on("/a", Says(302, headers={"Location": target}))
    with client(server)[0] as caller, pytest.raises(Unreachable):
        caller.get(f"{server.url}/a", {})
    assert server.paths() == ["/a"]


def test_private_addresses_are_refused_unless_declared(server):
    with (
        Client("Hiwar/test", Policy(plain=frozenset({server.url}))) as caller,
        pytest.raises(Refused, match="private"),
    ):
        caller.get(f"{server.url}/a", {})
    assert server.asked == []


def test_a_name_that_leads_inside_is_refused():
    """All its addresses have to be public, not only the first."""
    with (
        Client("Hiwar/test", resolver=lambda *_: ("93.184.216.34", "192.168.0.7")) as caller,
        pytest.raises(Refused, match=r"rebind\.example is a private"),
    ):
        caller.get("https://rebind.example/", {})


def test_plain_http_is_refused_unless_declared():
    with (
        Client("Hiwar/test", resolver=lambda *_: ("93.184.216.34",)) as caller,
        pytest.raises(Refused, match="not https"),
    ):
        caller.get("http://forum.example/", {})


@pytest.mark.parametrize("field", ["Authorization", "X-Goog-Api-Key"])
def test_a_token_goes_to_its_own_origin_only(server, field):
    with Loopback() as other:
        other.on("/b", Says(json=1))
        server.on("/a", Says(302, headers={"Location": f"{other.url}/b"}))
        policy = Policy(private=frozenset({server.url, other.url}))
        with Client("Hiwar/test", policy) as caller:
            caller.get(f"{server.url}/a", {field: "secret"})
        assert server.asked[0][1][field] == "secret"
        assert field not in other.asked[0][1]


def test_no_message_holds_a_token(server):
    server.on("/a", Says(json="x" * 500, cut=20))
    with client(server)[0] as caller, pytest.raises(Unreachable) as caught:
        caller.get(f"{server.url}/a", {"Authorization": "Bearer secret"})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b:1::1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_public_addresses(address, expected):
    assert is_public(address) is expected


def test_an_origin_has_no_user():
    assert origin("HTTPS://me:secret@Forum.Example:8443/x?y#z") == "https://forum.example:8443"


def test_clients_of_two_hosts_do_not_wait_for_each_other(server):
    """What one host asks for binds nobody else."""
    server.on("/a", Says(json=1, delay=0.1))
    start = time.monotonic()

    def call():
        with client(server)[0] as caller:
            caller.get(f"{server.url}/a", {})

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - start < 3


def test_a_form_is_sent_as_it_is_and_again_when_that_may_help(server):
    """A ping to a hub: encoded, with its length, and tried again like a question."""
    server.on("/hub", Says(503), Says(204, body=b""))
    with client(server)[0] as caller:
        reply = caller.post(f"{server.url}/hub", {"hub.mode": "publish", "hub.url": "https://dar.example/ماء?a=1&b"})
    assert reply.status == 204
    sent = "hub.mode=publish&hub.url=https%3A%2F%2Fdar.example%2F%D9%85%D8%A7%D8%A1%3Fa%3D1%26b"
    assert server.posted == [("/hub", sent), ("/hub", sent)]
    assert server.asked[0][1]["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_posted_question_is_json_and_asked_again_when_that_may_help(server):
    """As GraphQL is asked: it changes nothing there."""
    server.on("/graphql", Says(502), Says(json={"data": {}}))
    with client(server)[0] as caller:
        reply = caller.ask(f"{server.url}/graphql", {"Accept": "application/json"}, '{"query": "ماء"}')
    assert reply.status == 200
    assert server.posted == [("/graphql", '{"query": "ماء"}')] * 2
    assert server.asked[0][1]["Content-Type"] == "application/json"


def test_the_head_of_a_large_body_is_enough_where_one_says_so(server):
    """Whether a page stands is known before all of it came."""
    server.on("/a", Says(flood=64))
    with client(server, limits=Limits(silence=2, seconds=20, size=1000, is_head_enough=True))[0] as caller:
        assert caller.get(f"{server.url}/a", {}).status == 200
