"""Content is whole, safe and absolute in every reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.feeds.content import Place, compose
from hiwar.feeds.embeds import watched_at
from tests.feeds.made import BODY, PLACE
from tests.feeds.rules import common
from tests.figures import Figures

CASES = Path(__file__).with_name("cases") / "content"
#: A site below a path: what begins with "/" has the path already.
BELOW = Place("https://qatra.example/news/blog/why/", "https://qatra.example")


@pytest.mark.parametrize("name", sorted(path.name.removesuffix(".given.html") for path in CASES.glob("*.given.html")))
def test_content_becomes_what_the_case_says(name: str) -> None:
    """Each case is a pair of files: as the page has it, and as feeds have it."""
    given_text = (CASES / f"{name}.given.html").read_text("utf-8")
    expected = (CASES / f"{name}.expected.html").read_text("utf-8").strip()
    assert compose(given_text, PLACE, "ar", "rtl") == expected
    assert common.html(expected) == []


def test_addresses_below_a_path_keep_it() -> None:
    made = compose('<a href="/news/blog/x/">x</a><a href="../y/">y</a>', BELOW, "en", "ltr")
    assert 'href="https://qatra.example/news/blog/x/"' in made
    assert 'href="https://qatra.example/news/blog/y/"' in made


@pytest.mark.parametrize(
    "bad", ["\x00", "\x08", "\x0b", "\x7f", "\x85", "\ufffe", "\uffff", "\ud800", "&#8;", "&#xFFFE;"]
)
def test_no_character_breaks_a_feed(bad: str) -> None:
    made = compose(f"<p>قبل{bad}بعد</p>", PLACE, "ar", "rtl")
    assert common.html(made) == []
    assert "قبل" in made
    assert "بعد" in made


@given(st.text(alphabet=st.sampled_from("<>/&;\"'= abpdivscriptimgsrchref#\x00\ud800ب"), max_size=80))
def test_any_text_becomes_html_without_danger(text: str) -> None:
    made = compose(text, PLACE, "ar", "rtl")
    made.encode()
    assert "<script" not in made.lower()
    assert made.startswith('<div lang="ar" dir="rtl">')
    assert made.endswith("</div>")


def test_what_is_composed_once_stays_as_it_is() -> None:
    once = compose(BODY, PLACE, "ar", "rtl")
    inner = once.removeprefix('<div lang="ar" dir="rtl">').removesuffix("</div>")
    assert compose(inner, PLACE, "ar", "rtl") == once


def test_a_post_of_two_megabytes_is_kept_whole() -> None:
    made = compose("<p>كلمة</p>" * 150_000, PLACE, "ar", "rtl")
    assert len(made.encode()) > 2_000_000
    assert made.count("كلمة") == 150_000


@pytest.mark.slow
def test_making_addresses_absolute(figures: Figures) -> None:
    text = BODY * 14
    assert len(text.encode()) > 5_000
    with figures.timed("addresses of 1,000 pieces made absolute", asked=1):
        made = {compose(text, PLACE, "ar", "rtl") for _ in range(1000)}
    assert len(made) == 1


@pytest.mark.parametrize(
    ("player", "page"),
    [
        ("https://www.youtube-nocookie.com/embed/aB-1_c?start=3", "https://www.youtube.com/watch?v=aB-1_c"),
        ("https://player.vimeo.com/video/123?h=9", "https://vimeo.com/123"),
        ("https://www.dailymotion.com/embed/video/x8", "https://www.dailymotion.com/video/x8"),
        ("https://maps.example/embed/1", "https://maps.example/embed/1"),
    ],
)
def test_a_player_leads_to_the_page_for_people(player: str, page: str) -> None:
    assert watched_at(player) == page
