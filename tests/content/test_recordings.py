"""Video and sound: what belongs to a file lies beside it, and a platform is asked only when a reader asks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hiwar.content.read import read_site
from hiwar.errors import ContentError
from hiwar.media.library import Library
from tests.conftest import write
from tests.content.converting import piece, tree
from tests.media import files

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, tzinfo=UTC)
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"
WEBM = b"\x1a\x45\xdf\xa3"
WHOLE = {
    "a.mp4": files.film(),
    "a.webm": WEBM,
    "a.jpg": files.plain("JPEG", (900, 600)),
    "a.en.vtt": VTT,
    "a.ar.vtt": VTT,
    "a.en.txt": b"One\nline.\n\nTwo.\n",
}
WATCH = "https://video.qatra.example/w/kQ7mV2dXw9sTnB4uRj6LyZ"


def test_what_belongs_to_a_film_lies_beside_it(content: Path) -> None:
    """Other formats, the picture, captions of all languages with the text's own first, and its words."""
    made = piece(content, NOW, 'Title: A\n\n![A tap](a.mp4 "By hand | Workshop")\n', WHOLE)
    (film,) = made.parts.recordings
    assert (film.kind, film.anchor, film.title, film.caption, film.credit) == (
        "video", "video-1", "A tap", "By hand", "Workshop",
    )  # fmt: skip
    assert [file.suffix for file in film.files] == [".mp4", ".webm"]
    assert film.poster
    assert film.poster.width == 900
    assert [track.lang for track in film.tracks] == ["en", "ar"]
    assert film.transcript == ("One line.", "Two.")
    assert {file.source.name for file in made.media} == WHOLE.keys() - {"a.en.txt"}


def test_every_reader_gets_a_picture_and_a_link(content: Path) -> None:
    """So feeds and files of a release need to know nothing of players."""
    made = piece(content, NOW, 'Title: A\n\n![A tap](a.mp4 "By hand | Workshop")\n', WHOLE)
    (figure,) = tree(made).xpath("figure[@id='video-1']")
    assert figure.xpath("a/picture//img/@alt") == ["A tap"]
    assert figure.xpath("a/@href")[0].endswith(".mp4")
    assert figure.xpath("string(figcaption)") == "By hand Workshop"
    (passage,) = [passage for passage in made.passages if passage.part]
    assert passage.part in made.parts.recordings


def test_sound_has_words_and_no_picture(content: Path) -> None:
    """Numbered by itself."""
    sound = {"b.mp3": b"ID3", "b.jpg": files.plain("JPEG"), "b.en.txt": b"Words."}
    made = piece(content, NOW, "Title: A\n\n![Steps](b.mp3)\n\n![A tap](a.mp4)\n", {**WHOLE, **sound})
    heard, seen = made.parts.recordings
    assert (heard.anchor, heard.poster, heard.transcript) == ("audio-1", None, ("Words.",))
    assert seen.anchor == "video-1"


@pytest.mark.parametrize(
    ("text", "poster", "words"),
    [
        (f'[![A tap](a.jpg)]({WATCH} "By hand | Workshop")', "a.jpg", ("One line.", "Two.")),
        (f'[A tap]({WATCH} "By hand | Workshop")', "kQ7mV2dXw9sTnB4uRj6LyZ.png", ()),
    ],
    ids=["with its picture", "a link alone"],
)
def test_a_platforms_video_is_a_picture_of_ours(text: str, poster: str, words: tuple[str, ...], content: Path) -> None:
    """Named in the text, or after the video."""
    more = {"kQ7mV2dXw9sTnB4uRj6LyZ.png": files.plain("PNG")}
    (film,) = piece(content, NOW, f"Title: A\n\n{text}\n", {**WHOLE, **more}).parts.recordings
    assert film.poster
    assert film.poster.source.name == poster
    assert (film.watch, film.platform, film.files) == (WATCH, "video.qatra.example", ())
    assert (film.title, film.caption, film.credit, film.transcript) == ("A tap", "By hand", "Workshop", words)


def test_a_video_without_a_picture_is_a_link(content: Path) -> None:
    """With what it shows as its text."""
    found = tree(piece(content, NOW, f"Title: A\n\n[A tap]({WATCH})\n", {}))
    assert found.xpath("string(figure[@id='video-1']/a)") == "A tap"


@pytest.mark.parametrize("text", [f"See [it]({WATCH}).", f"- [it]({WATCH})", "[it](https://www.youtube.com/@qatra)"])
def test_a_link_between_words_stays_a_link(text: str, content: Path) -> None:
    """Only alone in its paragraph, and only to a video."""
    assert piece(content, NOW, f"Title: A\n\n{text}\n", {}).parts.recordings == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![](a.mp4)", 'the recording "a.mp4" does not say what it shows'),
        (f"<{WATCH}>", f'the recording "{WATCH}" does not say what it shows'),
        ("Look: ![a](a.mp4)", '"a.mp4" does not stand alone'),
        ("![a](none.mp4)", 'there is no file "none.mp4"'),
        ("![a](a.en.vtt)", '"a.en.vtt" is no picture'),
        ("![a](b.mp4)", '"b.en.vtt" does not begin with "WEBVTT"'),
        ("![a](c.mp4)", 'the words in "c.en.txt" cannot be read'),
    ],
)
def test_what_is_wrong_with_a_recording_is_named(text: str, said: str, content: Path) -> None:
    """With the line that names it, also where a file beside it is at fault."""
    more = {"b.mp4": files.film(), "b.en.vtt": b"1", "c.mp4": files.film(), "c.en.txt": b"\xff\xfe"}
    write(content, {"en/blog/2026-03-01-a.md": f"Title: A\n\n{text}\n"})
    write(content / "media", {**WHOLE, **more})
    with pytest.raises(ContentError) as caught:
        read_site(content, NOW, Library())
    assert [(fault.line, fault.problem) for fault in caught.value.faults] == [(3, said)]
