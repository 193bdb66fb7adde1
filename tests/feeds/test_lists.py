"""There is a feed beside every list, and it holds what the list holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hiwar.feeds import entries, lists
from hiwar.feeds.lists import FeedList
from hiwar.model.piece import Piece, Tag
from tests.feeds.made import NEWEST, PEOPLE, URL, edition, faults, piece, site

PIECES = (
    piece("first", date=NEWEST - timedelta(days=3), about=(), authors=("fan",)),
    piece("launch", kind="release", date=NEWEST - timedelta(days=2), tags=(Tag("lab", "مختبر"),)),
    piece("why"),
    piece("why", lang="en", title="Why", tags=()),
)


def compose(lang: str = "ar", pieces: tuple[Piece, ...] = PIECES) -> dict[str, FeedList]:
    here = site(*pieces)
    made = {one.id: found for one in here.of(lang) if (found := entries.compose(one, edition(lang), PEOPLE))}
    return {one.address: one for one in lists.compose(here, edition(lang), made)}


def slugs(listed: FeedList) -> list[str]:
    return [entry.url.rstrip("/").rpartition("/")[2] for entry in listed.feed.entries]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", ["why", "launch", "first"]),
        ("/blog/", ["why", "first"]),
        ("/press/", ["launch"]),
        ("/products/", ["why", "launch"]),
        ("/products/qatra-one/", ["why", "launch"]),
        ("/tags/جودة-الماء/", ["why", "first"]),
        ("/tags/lab/", ["launch"]),
        ("/people/lab/", ["why", "launch"]),
        ("/people/fan/", ["first"]),
    ],
)
def test_a_feed_holds_what_its_list_holds(address: str, expected: list[str]) -> None:
    assert slugs(compose()[address]) == expected


def test_the_other_language_stands_below_its_code() -> None:
    english = compose("en")
    assert slugs(english["/en/"]) == ["why"]
    assert english["/en/blog/"].feed.atom == f"{URL}/en/blog/feed.xml"
    assert english["/en/blog/"].feed.title == "Qatra: Blog"
    assert english["/en/press/"].feed.entries == ()


def test_every_feed_keeps_every_rule_with_and_without_entries() -> None:
    for lang in ("ar", "en"):
        assert [fault for one in compose(lang).values() for fault in faults(one.feed)] == []
        assert [fault for one in compose(lang, ()).values() for fault in faults(one.feed)] == []


def test_ids_of_feeds_are_their_own() -> None:
    ids = [one.feed.id for lang in ("ar", "en") for one in compose(lang).values()]
    ids += [entry.id for one in compose().values() for entry in one.feed.entries[:1]]
    assert len(set(ids)) == len({one.feed.id for lang in ("ar", "en") for one in compose(lang).values()}) + len(
        {one.feed.entries[0].id for one in compose().values() if one.feed.entries}
    )


def test_a_renamed_product_keeps_the_id_of_its_feed() -> None:
    def product(slug: str, *aliases: str) -> Piece:
        return piece(slug, kind="product", date=None, aliases=aliases)

    before = compose(pieces=(product("filter"),))["/products/filter/"]
    after = compose(pieces=(product("filter-2", "filter"),))["/products/filter-2/"]
    assert before.feed.id == after.feed.id


def test_an_address_in_arabic_is_escaped() -> None:
    listed = compose()["/tags/جودة-الماء/"]
    assert listed.feed.atom == f"{URL}/tags/%D8%AC%D9%88%D8%AF%D8%A9-%D8%A7%D9%84%D9%85%D8%A7%D8%A1/feed.xml"


def test_a_name_of_the_other_direction_keeps_its_place() -> None:
    assert compose()["/products/qatra-one/"].feed.title == "\u2068قطرة\u2069: \u2068Qatra One\u2069".replace(
        "\u2068قطرة\u2069", "قطرة"
    )


def test_an_empty_feed_has_the_date_of_its_authority() -> None:
    assert compose(pieces=())["/"].feed.updated.isoformat() == "2026-01-01T00:00:00+00:00"


def test_pieces_of_one_instant_stand_as_the_site_orders_them() -> None:
    tied = (piece("a"), piece("b"), piece("a", kind="release"))
    assert [entry.url for entry in compose(pieces=tied)["/"].feed.entries] == [
        f"{URL}/press/a/",
        f"{URL}/blog/b/",
        f"{URL}/blog/a/",
    ]


def test_a_piece_named_twice_stands_once() -> None:
    twice = piece(about=("qatra-one", "qatra-one"), authors=("lab", "lab"))
    made = compose(pieces=(twice,))
    assert len(made["/products/qatra-one/"].feed.entries) == len(made["/people/lab/"].feed.entries) == 1
