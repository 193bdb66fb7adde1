"""Whom we listen to is declared whole, or the fault is named."""

import tomllib

import pytest

from hiwar.communities import parse
from hiwar.model.community import Community

GOOD = """
[[communities]]
platform = "discourse"
url = "https://community.qatra.example/"
name = { ar = "مجتمع قطرة", en = "Qatra community" }

[[communities]]
platform = "mastodon"
url = "https://social.qatra.example"
account = "@qatra"
api = "http://127.0.0.1:8080/"
"""


def of(text):
    return parse(tomllib.loads(text).get("communities", []))


def test_what_is_right_is_read():
    (forum, social), problems = of(GOOD)
    assert problems == ()
    assert forum == Community(
        "discourse", "https://community.qatra.example", {"ar": "مجتمع قطرة", "en": "Qatra community"}
    )
    assert (social.account, social.api, social.interface) == (
        "@qatra",
        "http://127.0.0.1:8080",
        "http://127.0.0.1:8080",
    )
    assert forum.interface == "https://community.qatra.example"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("communities = 7", (0, "", "no list of tables")),
        ("communities = [1]", (0, "", "no list of tables")),
        ('[[communities]]\nurl = "https://x.example"', (0, "", 'no "platform"')),
        ('[[communities]]\nplatform = "isso"', (0, "", 'no "url"')),
        ('[[communities]]\nplatform = ""\nurl = "https://x.example"', (0, "platform", "not one")),
        ('[[communities]]\nplatform = "isso"\nurl = "x.example"', (0, "url", "not one")),
        ('[[communities]]\nplatform = "isso"\nurl = "https://x.example/?a=1"', (0, "url", "not one")),
        ('[[communities]]\nplatform = "isso"\nurl = "https://me:pw@x.example/"', (0, "url", "not one")),
        ('[[communities]]\nplatform = "isso"\nurl = "https://x.example"\napi = "ftp://x"', (0, "api", "not one")),
        ('[[communities]]\nplatform = "isso"\nurl = "https://x.example"\nname = "x"', (0, "name", "not one")),
        ('[[communities]]\nplatform = "isso"\nurl = "https://x.example"\ntoken = "x"', (0, "token", "unknown key")),
        (GOOD + '[[communities]]\nplatform = "mastodon"\nurl = "https://SOCIAL.qatra.example/"', (2, "url", "twice")),
    ],
)
def test_what_is_wrong_is_named(text, problem):
    found, problems = of(text)
    index, key, words = problem
    assert [(one.index, one.key, words in one.problem) for one in problems] == [(index, key, True)]
    assert all(one.fix for one in problems)
    assert isinstance(found, tuple)


def test_the_name_of_a_token_is_of_its_host():
    """Two communities of one platform have two tokens."""
    assert Community("mastodon", "https://social.qatra-1.example:8443").token_name == (
        "HIWAR_TOKEN_SOCIAL_QATRA_1_EXAMPLE_8443"
    )
