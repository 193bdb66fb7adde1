"""A picture becomes what a screen needs: sizes, formats, a caption, an anchor; several become a gallery."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.content.converting import piece, tree
from tests.media import files

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PICTURES = {f"{name}.png": files.plain("PNG", (900, 600)) for name in "abc"}


def test_a_picture_has_its_sizes_and_formats(content: Path) -> None:
    """AVIF, WebP, JPEG; width and height; its colours by words; and what it shows."""
    found = tree(piece(content, NOW, 'Title: A\n\n![A glass](a.png "At night | Sara")\n', PICTURES))
    (figure,) = found.xpath("figure[@class='photo'][@id='photo-1']")
    assert figure.xpath("picture/source/@type") == ["image/avif", "image/webp"]
    (image,) = figure.xpath("picture//img")
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("900", "600", "A glass")
    assert image.get("src").endswith(".900.jpg")
    assert [part.split()[1] for part in image.get("srcset").split(", ")] == ["480w", "800w", "900w"]
    assert image.get("sizes") == figure.xpath("picture/source[1]/@sizes")[0]
    assert (image.get("data-upper"), image.get("title"), image.get("style")) == ("r0 g8 b8", None, None)
    assert figure.xpath("string(figcaption)") == "At night Sara"
    assert figure.xpath("string(figcaption/small[@class='credit'])") == "Sara"


@pytest.mark.parametrize(
    ("head", "text", "first"),
    [
        ("", "![a](a.png)\n\n![b](b.png)", "a"),
        ("Image: c.png | C\n", "![a](a.png)\n\n![b](b.png)", ""),
        ("", "One.\n\nTwo.\n\nThree.\n\nFour.\n\n![a](a.png)", ""),
        ("", "![a](a.png)\n![b](b.png)", "a"),
    ],
    ids=["without an illustration", "below one", "below the fold", "in a gallery"],
)
def test_the_first_picture_is_loaded_at_once(head: str, text: str, first: str, content: Path) -> None:
    """Where it may be seen before one scrolls; the others when they come near."""
    found = tree(piece(content, NOW, f"Title: A\n{head}\n{text}\n", PICTURES))
    assert "".join(found.xpath("//img[@fetchpriority='high']/@alt")) == first
    assert found.xpath("//img[@fetchpriority='high']/@loading") == []
    assert {image.get("loading") for image in found.iter("img") if image.get("alt") != first} <= {"lazy"}


@pytest.mark.parametrize(
    "text",
    [
        '![a](a.png "One")\n![b](b.png "Two | B")',
        '- ![a](a.png "One")\n- ![b](b.png "Two | B")',
        '1. ![a](a.png "One")\n\n2. ![b](b.png "Two | B")',
    ],
    ids=["paragraph", "list", "loose list"],
)
def test_several_pictures_are_a_gallery(text: str, content: Path) -> None:
    """Each with its caption, its anchor, and a link to the picture as large as there is."""
    made = piece(content, NOW, f"Title: A\n\nBefore.\n\n{text}\n\nAfter.\n", PICTURES)
    (gallery,) = tree(made).xpath("ul[@class='gallery']")
    assert gallery.xpath("li/figure/@id") == ["photo-1", "photo-2"]
    assert [caption.text_content() for caption in gallery.iter("figcaption")] == ["One", "Two B"]
    assert all(href.endswith(".900.jpg") for href in gallery.xpath("li/figure/a[@class='photo-open']/@href"))
    assert [(photo.anchor, photo.caption, photo.credit) for photo in made.parts.photos] == [
        ("photo-1", "One", ""),
        ("photo-2", "Two", "B"),
    ]
    assert tree(made).text_content().split() == ["Before.", "One", "Two", "B", "After."]


def test_a_list_with_words_stays_a_list(content: Path) -> None:
    """Its pictures have their sizes all the same."""
    found = tree(piece(content, NOW, "Title: A\n\n- ![a](a.png) one\n- ![b](b.png)\n", PICTURES))
    assert found.xpath("//ul[@class='gallery']") == []
    assert len(found.xpath("ul/li//picture")) == 2


@pytest.mark.parametrize("text", ["A ![a](a.png) between words.", "| a |\n| - |\n| ![a](a.png) |", "> ![a](a.png)"])
def test_a_picture_between_words_is_no_figure(text: str, content: Path) -> None:
    """It has its sizes and is loaded when it comes near."""
    found = tree(piece(content, NOW, f"Title: A\n\n{text}\n", PICTURES))
    assert len(found.xpath("//picture//img[@loading='lazy'][@srcset]")) == 1
    assert found.xpath("//figure[@class='photo']") == []


def test_a_picture_in_raw_html_has_its_sizes(content: Path) -> None:
    """In the format that every program reads, since no element can be put around it."""
    found = tree(piece(content, NOW, 'Title: A\n\n<p><img src="a.png" alt="A"></p>\n', PICTURES))
    (image,) = found.iter("img")
    assert image.get("srcset").count(".jpg ") == 3
    assert image.get("loading") == "lazy"


def test_a_linked_picture_keeps_its_link(content: Path) -> None:
    """Around the picture and inside of the figure."""
    found = tree(piece(content, NOW, "Title: A\n\n[![a](a.png)](https://example.org/)\n", PICTURES))
    assert found.xpath("figure/a/@href") == ["https://example.org/"]
    assert len(found.xpath("figure/a/picture")) == 1


def test_a_drawing_is_shown_as_it_is(content: Path) -> None:
    """With its size, so that nothing moves when it comes."""
    found = tree(piece(content, NOW, "Title: A\n\n![a](a.svg)\n", {"a.svg": files.drawing()}))
    (image,) = found.xpath("figure/img")
    assert (image.get("width"), image.get("height"), image.get("srcset")) == ("20", "10", None)
