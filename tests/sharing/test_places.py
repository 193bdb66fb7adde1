"""Each place gets the right words, in its own length, by a plain link."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from hiwar import lengths
from hiwar.sharing.message import Message
from hiwar.sharing.places import PLACES, encoded, fitted, mastodon

#: A case holds ``=== message`` (title, text, source, address, a line each, the text until a line "--") and
#: ``=== PLACE`` with what the place is given: each value of the link, by name.
CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
_PART = re.compile(r"^=== (.+)\n", re.MULTILINE)


def read_case(path: Path) -> tuple[Message, dict[str, str]]:
    """Return the message of a case, and what each place shall get."""
    _, *parts = _PART.split(path.read_text("utf-8"))
    texts = dict(zip(parts[::2], parts[1::2], strict=True))
    title, text, source, address = (line.partition(": ")[2] for line in texts.pop("message").splitlines())
    return Message(title, text, source, address), {place: given.strip() for place, given in texts.items()}


def given(address: str) -> str:
    """Return the values of a link's query, as the place reads them."""
    values = parse_qs(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)
    return "\n".join(f"{name}: {value}" for name, (value,) in values.items()).replace("\r\n", "\n")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_place_gets_the_words_whole(case: Path) -> None:
    """As the case says, to the letter."""
    message, expected = read_case(case)
    got = {place: given(link(message)) for place, (_, link) in PLACES.items()}
    assert {place: got[place] for place in expected if place != "mastodon"} == {
        place: text for place, text in expected.items() if place != "mastodon"
    }
    if "mastodon" in expected:
        assert fitted(message, lengths.MASTODON) == expected["mastodon"]


@pytest.mark.parametrize("word", ["ماء ", "water ", "👩‍👩‍👧‍👦 ", "水 "])
def test_no_place_gets_more_than_it_takes(word: str) -> None:
    """The words are cut, never who said them, and never the address."""
    message = Message("t", word * 400, "— مختبر قطرة، قطرة", "https://news.qatra.example/press/a/#quote-1")
    for rule in (lengths.X, lengths.BLUESKY, lengths.MASTODON):
        post = fitted(message, rule)
        assert lengths.fits(post, rule)
        assert post.endswith("…\n— مختبر قطرة، قطرة\nhttps://news.qatra.example/press/a/#quote-1")
        assert not lengths.fits(post.replace("…", f" {word * 2}…"), rule)


def test_an_address_that_leaves_no_room_stands_alone() -> None:
    """Rather than being cut."""
    address = "https://news.qatra.example/press/" + "%D9%85" * 60 + "/"
    assert fitted(Message("t", "words", "— x", address), lengths.BLUESKY) == address


@pytest.mark.parametrize(
    "text", ["a b", "ماء «نعم»\nب", "1+1=2 & 50% #1?", "<b>\"'", "👍🏽", "\u200e+966\u00a011", "a\u0080b\u007f"]
)
def test_a_value_comes_back_as_it_was(text: str) -> None:
    """Whatever is in it, and no sign of it ends the attribute that it stands in."""
    assert unquote(encoded(text)) == text
    assert not re.search(r"[\x00-\x20\"'<>&#+]", encoded(text))


def test_a_server_of_the_fediverse_opens_its_own_window() -> None:
    """With everything filled in."""
    assert mastodon("https://social.example", "ماء\nhttps://a.example/?b=1") == (
        "https://social.example/share?text=ماء%0Ahttps://a.example/%3Fb%3D1"
    )
