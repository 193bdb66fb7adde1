"""Text and addresses that no format refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hiwar.feeds.characters import legal, uri
from tests.feeds.rules import common


@given(st.text(alphabet=st.characters(blacklist_categories=())))
def test_legal_text_fits_into_xml(text: str) -> None:
    etree.Element("x").text = legal(text)
    legal(text).encode()


def test_legal_text_keeps_what_arabic_and_emoji_need() -> None:
    kept = "ة\u200cمـ\u200d\u200f «قطرة»\u00a0🇸🇦👨‍🔬\t\n\u2068x\u2069"
    assert legal(kept) == kept


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/ماء", "https://x.example/%D9%85%D8%A7%D8%A1"),
        ("https://x.example/%D9%85?q=%20", "https://x.example/%D9%85?q=%20"),
        ("https://مثال.إختبار:8443/a b", "https://xn--mgbh0fb.xn--kgbechtv:8443/a%20b"),
        ("https://u@مثال.إختبار/", "https://u@xn--mgbh0fb.xn--kgbechtv/"),
        ("tag:x.example,2026:ar/blog/ماء", "tag:x.example,2026:ar/blog/%D9%85%D8%A7%D8%A1"),
        (
            'https://x.example/[a]|{b}\\^`<>"',
            "https://x.example/%5Ba%5D%7C%7Bb%7D%5C%5E%60%3C%3E%22",
        ),
        ("https://[bad/ماء", "https://%5Bbad/%D9%85%D8%A7%D8%A1"),
        ("https://x.example/99%-off?q=%zz", "https://x.example/99%25-off?q=%25zz"),
        ("https://a b.example/", "https://a%20b.example/"),
        ("https://[::1]:8000/ب", "https://[::1]:8000/%D8%A8"),
        ("mailto:lab@qatra.example", "mailto:lab@qatra.example"),
    ],
)
def test_addresses_become_ascii_once(address: str, expected: str) -> None:
    assert uri(address) == expected
    assert uri(expected) == expected


@given(st.text(max_size=40))
def test_any_path_becomes_an_address(path: str) -> None:
    assert common.uri(uri(f"https://x.example/{path.strip()}")) == []
