"""A piece and each of its parts can be passed on, with who said it, in the piece's language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hiwar.model.community import Community
from hiwar.model.company import Company, Person
from hiwar.model.media import MediaFile
from hiwar.model.part import Fact, Parts, Photo, Quotation
from hiwar.model.piece import Piece
from hiwar.sharing.compose import Sharing

COMPANY = Company(
    "https://dar.example/n", ("ar", "en"), ZoneInfo("UTC"), {"ar": "دار", "en": "Dar"}, "dar.example,2026"
)
PEOPLE = {
    "lab": Person("lab", {"ar": "المختبر", "en": "The lab"}),
    "dar": Person("dar", {"ar": "دار", "en": "Dar desk"}),
}
PARTS = Parts(
    facts=(Fact("fact-1", "249 riyals", Markup("249 riyals")),),
    quotations=(
        Quotation("quote-1", 'We "know".', Markup("We “know”."), "lab", "official"),
        Quotation("quote-2", "Ask us.", Markup("Ask us."), "dar", "official"),
        Quotation("quote-3", "Three. — Jane", Markup("Three. — Jane")),
    ),
    photos=(
        Photo("photo-1", MediaFile(Path("a.png"), "/media/a.png"), "A bench"),
        Photo("photo-2", MediaFile(Path("b.png"), "/media/b.png"), "A bench", "Our bench at night", "Sara"),
    ),
)
SHARING = Sharing(COMPANY, PEOPLE, lambda lang, text: f"{text}/{lang}")


def piece(lang: str = "en") -> Piece:
    return Piece("release", "a", lang, "", "a.md", "We open", "", Markup(), parts=PARTS)


def test_a_part_goes_with_who_said_it() -> None:
    """The company stands for its facts and pictures; a name that says the company is enough."""
    shared = SHARING.parts(piece(), {})
    assert {anchor: share.text for anchor, share in shared.items()} == {
        "fact-1": "249 riyals\n— Dar",
        "quote-1": "“We “know”.”\n— The lab, Dar",
        "quote-2": "“Ask us.”\n— Dar desk",
        "quote-3": "“Three. — Jane”\n— Dar",
        "photo-1": "A bench\n— Dar",
        "photo-2": "Our bench at night\n— Sara",
    }


def test_a_part_with_a_card_goes_by_the_address_that_carries_it() -> None:
    """The others by their fragment."""
    shared = SHARING.parts(piece(), {"quote-1": "/en/press/a/quote-1/"})
    assert shared["quote-1"].address == "https://dar.example/n/en/press/a/quote-1/"
    assert shared["fact-1"].address == "https://dar.example/n/en/press/a/#fact-1"


def test_places_are_named_in_the_language_of_the_piece() -> None:
    """All for the piece, those for words for a part."""
    share = SHARING.piece(piece("ar"))
    assert [link.platform for link in share.links] == [
        "whatsapp", "telegram", "x", "facebook", "linkedin", "bluesky", "reddit", "mail",
    ]  # fmt: skip
    assert all(link.name.endswith("/ar") for link in share.links)
    assert share.post == "We open\nhttps://dar.example/n/press/a/"
    assert len(SHARING.parts(piece(), {})["fact-1"].links) == 4


def test_the_company_s_own_server_stands_before_the_largest() -> None:
    """So that nobody needs a script to post."""
    own = Community("mastodon", "https://social.dar.example/")
    sharing = Sharing(replace(COMPANY, communities=(own,)), PEOPLE, lambda _lang, text: text)
    servers = sharing.piece(piece()).servers
    assert [link.name for link in servers] == ["social.dar.example", "mastodon.social"]
    assert servers[0].address.startswith("https://social.dar.example/share?text=We%20open%0Ahttps://")
