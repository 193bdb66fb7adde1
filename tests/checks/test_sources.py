"""Rules that compare pieces with each other, and pages with their pieces."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hiwar.checks.rule import Subject
from hiwar.checks.tree import read_tree
from hiwar.model.build import Build
from tests.checks.sites import PUBLIC, build, checked, picture, read
from tests.checks.trees import messages
from tests.media.files import film, plain

RELEASE = "Title: We moved\nContact: desk\nDateline: Riyadh\nImage: well.png | A well\n\n"
QUOTE = "> We are glad.\n>\n> — @desk\n"
FULL = f"{RELEASE}## Facts\n\n- One\n\n{QUOTE}\n## Questions\n\n### Why?\n\nBecause.\n"
FULL_AR = FULL.replace("## Facts", "## حقائق").replace("## Questions", "## أسئلة").replace("Riyadh", "الرياض")


def test_a_piece_without_a_twin_is_named(tmp_path: Path) -> None:
    """The other language is named, and the file that it wants."""
    found = messages("missing-twins", read(tmp_path, {"en/blog/2026-05-01-a.md": "Title: A\n\nA.\n"}))
    assert found == ["content/en/blog/2026-05-01-a.md:1: there is no twin in Arabic"]


def test_a_twin_that_is_a_draft_is_begun(tmp_path: Path) -> None:
    """Nobody is told to translate what is being translated."""
    files: dict[str, str | bytes] = {
        "en/blog/2026-05-01-a.md": "Title: A\n\nA.\n",
        "ar/blog/2026-05-02-a.md": "Title: ا\nStatus: draft\n\nا.\n",
    }
    assert messages("missing-twins", read(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("english", "arabic", "stale"),
    [
        ("Modified: 2026-05-03", "", ["ar"]),
        ("Modified: 2026-05-03", "Modified: 2026-05-04", ["en"]),
        ("Modified: 2026-05-03", "Modified: 2026-05-03", []),
        ("", "", []),
    ],
)
def test_a_twin_left_behind_is_named(english: str, arabic: str, stale: list[str], tmp_path: Path) -> None:
    """The one that was modified earlier is stale; an Arabic and an English one alike."""
    files: dict[str, str | bytes] = {
        "en/blog/2026-05-01-a.md": f"Title: A\n{english}\n\nA.\n",
        "ar/blog/2026-05-01-a.md": f"Title: ا\n{arabic}\n\nا.\n",
    }
    found = messages("stale-twins", read(tmp_path, files))
    assert [text.split("/")[1] for text in found] == stale


@pytest.mark.parametrize("text", [FULL, FULL_AR], ids=["English", "Arabic"])
def test_a_whole_release_is_ready(text: str, tmp_path: Path) -> None:
    """Facts, a quotation, a picture, questions and a dateline: nothing is missing."""
    files: dict[str, str | bytes] = {"media/well.png": picture("blue"), "en/press/2026-05-01-a.md": text}
    assert messages("thin-releases", read(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("without", "problem"),
    [
        ("## Facts", "no facts"),
        ("## Questions", "no questions"),
        ("— @desk", "quotes nobody"),
        ("Image: well.png | A well\n", "no picture"),
        ("Dateline: Riyadh\n", "no dateline"),
    ],
)
def test_a_thin_release_is_named(without: str, problem: str, tmp_path: Path) -> None:
    """Each part that is missing is named by itself."""
    text = FULL.replace(without, "")
    files: dict[str, str | bytes] = {"media/well.png": picture("blue"), "en/press/2026-05-01-a.md": text}
    found = messages("thin-releases", read(tmp_path, files))
    assert len(found) == 1
    assert problem in found[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Build]:
    """A small site with a release."""
    files = {**PUBLIC, "media/well.png": picture("blue"), "en/press/2026-05-01-a.md": FULL}
    return build(tmp_path_factory.mktemp("sources"), files)


@pytest.fixture
def copied(site: tuple[Path, Build], tmp_path: Path) -> Subject:
    """The same, to be changed."""
    return checked(shutil.copytree(site[0], tmp_path / "site"), site[1])


def _again(subject: Subject) -> Subject:
    """Return a site that was changed, read anew."""
    tree = subject.tree
    return replace(subject, tree=read_tree(tree.folder, tree.shown, tree.url, tree.base_path))


def _edit(subject: Subject, address: str, old: str, new: str) -> None:
    path = subject.tree.path(address)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


PAGE = "/en/press/a/"
EDITS = {
    "wrong-titles": ("<title>We moved", "<title>We stayed", 'the title of the page is "We stayed · Dar"'),
    "missing-descriptions": ('<meta name="description"', '<meta name="x"', "the page has no description"),
    "wrong-dates": (
        'published_time" content="2026-05-01',
        'published_time" content="2026-05-02',
        "article:published_time",
    ),
    "wrong-json-ld": ('"datePublished":"2026-05-01', '"datePublished":"2026-05-02', "says datePublished"),
}


@pytest.mark.parametrize("rule", EDITS)
def test_a_page_that_disagrees_with_its_piece_is_named(rule: str, copied: Subject) -> None:
    """The fault stands at the writer's file, and names the page."""
    old, new, problem = EDITS[rule]
    assert messages(rule, copied) == []
    _edit(copied, PAGE, old, new)
    found = messages(rule, _again(copied))
    assert len(found) == 1
    assert "content/en/press/2026-05-01-a.md:1: " in found[0]
    assert problem in found[0]
    assert f"(in {PAGE})" in found[0]


def test_a_dead_link_of_a_writer_stands_at_the_writers_line(copied: Subject) -> None:
    """What a writer typed is found in the piece; what a template wrote stands in the page."""
    assert copied.sources is not None
    source = copied.sources.content / "en/press/2026-05-01-a.md"
    before = source.read_text("utf-8")
    try:
        source.write_text(before + "\n[x](#nowhere)\n", encoding="utf-8")
        _edit(copied, PAGE, "</article>", '<a href="#nowhere">x</a><a href="/nowhere/">y</a></article>')
        found = messages("dead-links", copied)
    finally:
        source.write_text(before, encoding="utf-8")
    line = before.count("\n") + 2
    assert any(f'press/2026-05-01-a.md:{line}: "#nowhere" leads' in text for text in found)
    assert any(text.startswith("output/en/press/a/index.html:") and '"/nowhere/" leads' in text for text in found)


def test_a_missing_entry_is_named(copied: Subject) -> None:
    """The home's feeds hold every post and release."""
    assert messages("missing-entries", copied) == []
    copied.tree.path("/en/rss.xml").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>")
    (copied.tree.path("/feed.json")).write_text('{"version": "https://jsonfeed.org/version/1.1", "items": []}')
    found = messages("missing-entries", copied)
    assert found == [
        "output/en/rss.xml:1: it has 0 entries, and there are 2 for it",
        "output/feed.json:1: it has 0 entries, and there are 1 for it",
    ]


def test_a_file_that_nothing_needs_is_named(copied: Subject) -> None:
    """Cards and media that no public page needs may come from what is hidden; the parts of a release need theirs."""
    assert messages("stray-files", copied) == []
    (copied.tree.folder / "cards/0.jpg").write_bytes(b"x")
    assert messages("stray-files", _again(copied)) == ["output/cards/0.jpg:1: no public page needs this file"]


def test_an_email_that_no_page_offers_is_named(copied: Subject) -> None:
    """The desk is the contact of a release: its address may stand anywhere. Without the link it may not."""
    assert messages("shown-emails", copied) == []
    for page in copied.tree.pages.values():
        path = page.path
        path.write_text(path.read_text("utf-8").replace("mailto:desk@", "x:desk@"), encoding="utf-8")
    found = messages("shown-emails", _again(copied))
    assert len(found) == 1
    assert '"desk@dar.example" of people.toml' in found[0]


FILM = "![A tap](a.mp4)\n"
WATCHED = "[A tap](https://video.qatra.example/w/kQ7mV2dXw9sTnB4uRj6LyZ)\n"
BESIDE: dict[str, str | bytes] = {
    "media/a.jpg": plain("JPEG"),
    "media/a.en.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nTap.\n",
    "media/a.en.txt": "A tap.",
}


@pytest.mark.parametrize(
    ("path", "rule"),
    [("en/blog/2026-05-01-a.md", "bare-recordings"), ("en/press/2026-05-01-a.md", "bare-release-recordings")],
)
@pytest.mark.parametrize(
    ("text", "beside", "lacks"),
    [
        (FILM, BESIDE, []),
        (FILM, {}, ["picture", "captions in English", "words in English"]),
        ("![Steps](b.mp3)\n", {}, ["words in English"]),
        (WATCHED, {}, ["picture", "words in English"]),
        (f"[![A tap](a.jpg)]{WATCHED[7:]}", BESIDE, []),
    ],
    ids=["whole", "bare", "sound", "elsewhere", "elsewhere and whole"],
)
def test_what_a_recording_lacks_is_named(
    path: str, rule: str, text: str, beside: dict[str, str | bytes], lacks: list[str], tmp_path: Path
) -> None:
    """In a post it is a warning, in a release an error; each file that is missing is named with its place."""
    head = RELEASE.rstrip() if "press" in path else "Title: A"
    own: dict[str, str | bytes] = {"media/a.mp4": film(), "media/b.mp3": b"ID3", "media/well.png": picture("blue")}
    files = {**beside, **own, path: f"{head}\n\n{text}"}
    found = messages(rule, read(tmp_path, files))
    assert len(found) == len(lacks)
    assert all(any(what in said for said in found) for what in lacks)
    line = (tmp_path / "content" / path).read_text("utf-8").split("\n").index(text.strip()) + 1
    assert all(said.startswith(f"content/{path}:{line}: ") for said in found)
