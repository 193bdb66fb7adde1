"""Addresses in plain text are links, by the bytes at which they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.platforms.addresses import links_in


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("كم؟ https://a.example/ماء، شكرًا 💧 http://b.example.", ["https://a.example/ماء", "http://b.example"]),
        ("(https://a.example/x)", ["https://a.example/x"]),
        ("«https://a.example»", ["https://a.example"]),
        ("a.example ftp://a.example javascript:alert(1)", []),
        ("", []),
    ],
)
def test_addresses_are_found_without_what_ends_the_sentence(text, urls):
    assert [link.url for link in links_in(text)] == urls


@given(st.lists(st.sampled_from(["https://a.example/", "ماء", " ", "💧", "x", ".", "،"]), max_size=30).map("".join))
def test_each_stands_where_it_says(text):
    for link in links_in(text):
        assert text.encode()[link.start : link.end].decode() == link.url
