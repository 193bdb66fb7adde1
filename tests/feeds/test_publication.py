"""All feeds of a site: the same bytes each time, and no byte more than an edit asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from markupsafe import Markup

from hiwar.feeds.cuts import Cuts
from hiwar.feeds.publication import Extras, Publication, compose, cut
from hiwar.model.feed import FeedPicture
from hiwar.model.memory import Forgetful
from hiwar.model.piece import Piece, PieceId, Tag
from hiwar.model.site import Site
from hiwar.model.sketch import Draft
from tests.feeds.made import BODY, COMPANY, NEWEST, PEOPLE, URL, comment, edition, piece, site
from tests.feeds.rules import atom as atom_rules
from tests.feeds.rules import json as json_rules
from tests.feeds.rules import rss as rss_rules
from tests.figures import Figures

RULES = {"rss.xml": rss_rules.faults, "feed.json": json_rules.faults}
PIECES = tuple(
    piece(f"p-{number}", lang=lang, date=NEWEST - timedelta(days=number))
    for lang in ("ar", "en")
    for number in range(70)
)
#: In the newest fifty, and in the archive.
NEW, OLD = PIECES[3], PIECES[66]


def files(here: Site, extras: dict[PieceId, Extras] | None = None) -> dict[str, bytes]:
    return {
        draft.address: draft.make()
        for lang in COMPANY.languages
        for draft in drafts(compose(here, edition(lang), extras or {}))
    }


def drafts(made: Publication, cards: dict[str, FeedPicture] | None = None) -> Iterator[Draft]:
    return cut(made).drafts((cards or {}).get, lambda: "", Cuts(Forgetful(), made.edition.lang))


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}


def edited(one: Piece, **changes: object) -> Site:
    return site(*(replace(other, **changes) if other is one else other for other in PIECES))


def test_every_file_keeps_the_rules_of_its_format() -> None:
    said = {NEW.id: Extras(comments=(comment(0), comment(1, parent=comment(0).id)))}
    found = []
    for address, content in files(site(*PIECES), said).items():
        rules = RULES.get(address.rpartition("/")[2], atom_rules.faults)
        found += [f"{address}: {fault}" for fault in rules(content, URL + quote(address))]
    assert found == []


def test_each_file_has_an_address_of_its_own() -> None:
    written = [draft.address for draft in drafts(compose(site(*PIECES), edition(), {}))]
    assert len(set(written)) == len(written)
    assert "/tags/جودة-الماء/feed.xml" in written
    assert "/blog/feed-2026-08.xml" in written


def test_two_runs_write_the_same_bytes() -> None:
    assert files(site(*PIECES)) == files(site(*PIECES))


def test_an_edit_rewrites_only_feeds_that_hold_the_piece() -> None:
    before = files(site(*PIECES))
    for one, names in ((NEW, {"feed.xml", "rss.xml", "feed.json"}), (OLD, {"feed-2026-08.xml"})):
        touched = changed(before, files(edited(one, title="عنوان آخر")))
        holders = {"", "blog/", "products/", "products/qatra-one/", "tags/جودة-الماء/", "people/lab/"}
        assert touched == {f"/{place}{name}" for place in holders for name in names}


def test_a_comment_rewrites_the_conversation_and_nothing_else() -> None:
    known = Extras(comments=(comment(0),))
    before = files(site(*PIECES), {NEW.id: known})
    after = files(site(*PIECES), {NEW.id: replace(known, comments=(comment(0), comment(1)))})
    conversations = {"/blog/p-3/comments.xml", "/dialogue/comments.xml"}
    assert changed(before, after) == conversations | {f"/en{address}" for address in conversations}


def test_a_product_has_no_entry_and_yet_a_conversation() -> None:
    here = site(*PIECES)
    product = here.of("ar", "product")[0]
    written = files(here, {product.id: Extras(comments=(comment(0),))})
    address = "/products/qatra-one/comments.xml"
    assert atom_rules.faults(written[address], URL + address) == []
    assert b'ref="tag:qatra.example,2026:ar/products/qatra-one"' in written[address]


def test_a_piece_of_one_language_leaves_the_other_alone() -> None:
    touched = changed(files(site(*PIECES)), files(edited(NEW, title="x")))
    assert not any(address.startswith("/en/") for address in touched)


def test_what_is_not_on_the_site_stands_in_no_feed() -> None:
    without = files(site(*(one for one in PIECES if one is not NEW)))
    assert not any(b"/p-3/" in content for address, content in without.items() if not address.startswith("/en/"))


def test_the_feed_of_a_conversation_is_named_by_the_page_of_its_piece() -> None:
    made = compose(site(*PIECES), edition(), {NEW.id: Extras(comments=())})
    assert [(address, link.address) for address, link in made.links().items()] == [
        ("/blog/p-3/", "/blog/p-3/comments.xml")
    ]


def many(count: int) -> Iterable[Piece]:
    text = Markup(BODY + "<p>الماء الذي يصل إلى المطبخ مرّ بثلاثة أنابيب وخزان ومضخّة، ولكلّ منها رأي فيه.</p>" * 30)
    for number in range(count):
        yield piece(
            f"p-{number}",
            lang=("ar", "en")[number % 2],
            body=text,
            date=NEWEST - timedelta(hours=5 * number),
            kind="post" if number % 5 else "release",
            tags=tuple(Tag(f"t-{number % divisor}", f"وسم {number % divisor}") for divisor in (7, 31)),
            authors=(("lab", "fan")[number % 3 == 0],),
        )


@pytest.mark.slow
def test_all_feeds_of_ten_thousand_pieces(figures: Figures) -> None:
    here = Site(COMPANY, PEOPLE, tuple(many(10_000)))
    with figures.timed("all feeds of 10,000 pieces", asked=10):
        made = (draft for lang in COMPANY.languages for draft in drafts(compose(here, edition(lang), {})))
        count = sum(1 for draft in made if draft.make())
    assert count > 1000


def test_an_entry_carries_the_card_of_its_page_in_every_format() -> None:
    card = FeedPicture(f"{URL}/cards/1f.jpg", "image/jpeg", 1200, 630, "لماذا")
    made = drafts(compose(site(NEW), edition(), {}), {f"{URL}/blog/p-3/": card})
    written = {draft.address: draft.make() for draft in made}
    for name in ("feed.xml", "rss.xml", "feed.json"):
        assert card.url.encode() in written[f"/blog/{name}"]
