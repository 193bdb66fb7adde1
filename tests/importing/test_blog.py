"""Promises of an import that no single case shows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from hiwar.content.read import read_site
from hiwar.errors import ContentError, SetupError
from hiwar.importing.blog import Summary, import_blog
from hiwar.importing.options import Options
from hiwar.importing.report import What
from hiwar.media.library import Library

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
POST = "---\ntitle: Water\ndate: 2020-01-02\n---\n"


def _import(folder: Path, texts: dict[str, str], **options: str) -> Summary:
    for name, text in texts.items():
        path = folder / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return import_blog(folder / "blog", folder / "content", Options.parse(**options), NOW, Library())


@pytest.mark.parametrize("options", [{"kind": "podcast"}, {"lang": "xx"}, {"lang": "EN"}, {"base": "old.example"}])
def test_a_wrong_value_is_refused(options: dict[str, str], tmp_path: Path) -> None:
    """Unknown kinds and languages, and a base that is no address, end before anything is written."""
    with pytest.raises(SetupError):
        _import(tmp_path, {"a.md": POST}, **options)
    assert not (tmp_path / "content").exists()


def test_no_folder_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    """There must be something to import."""
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(SetupError):
            import_blog(folder, tmp_path / "content", Options(), NOW, Library())


def test_a_language_must_be_one_of_the_site(tmp_path: Path) -> None:
    """A site that has its languages gets no other by an import."""
    _import(tmp_path, {"a.md": POST}, lang="en")
    with pytest.raises(SetupError, match="ar"):
        _import(tmp_path, {}, lang="ar")


def test_a_broken_company_is_named(tmp_path: Path) -> None:
    """What the import must know cannot be guessed."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "company.toml").write_text("url = ", "utf-8")
    with pytest.raises(ContentError, match=r"company\.toml:1"):
        _import(tmp_path, {"a.md": POST})


def test_an_edited_piece_is_left_alone(tmp_path: Path) -> None:
    """A second run overwrites nobody's work, and says so."""
    _import(tmp_path, {"a.md": POST})
    piece = tmp_path / "content" / "en" / "blog" / "2020-01-02-a.md"
    piece.write_text("Title: Mine\n\nMine.\n", "utf-8")
    again = _import(tmp_path, {})
    assert (again.written, again.edited) == (0, 1)
    assert piece.read_text("utf-8") == "Title: Mine\n\nMine.\n"
    assert [row.file for row in again.rows if row.what == What.EDITED] == ["a.md"]


def test_people_who_are_there_stay(tmp_path: Path) -> None:
    """people.toml keeps its entries and comments; an author who is there is found by name."""
    content = tmp_path / "content"
    content.mkdir()
    before = '# our people\n[lab]\nname = { en = "The Lab" } # all of us\n'
    (content / "people.toml").write_text(before, "utf-8")
    _import(tmp_path, {"a.md": "---\ntitle: A\ndate: 2020-01-02\nauthors: [the lab, Mona]\n---\nText.\n"}, lang="en")
    assert (content / "people.toml").read_text("utf-8") == before + '\n[mona]\nname = { en = "Mona" }\n'
    assert "Authors: lab, mona\n" in (content / "en/blog/2020-01-02-a.md").read_text("utf-8")


def test_a_name_that_a_piece_has_is_not_taken(tmp_path: Path) -> None:
    """A piece that stood there before keeps its address; tags take its spelling."""
    _import(tmp_path, {"a.md": POST}, lang="en")
    own = tmp_path / "content" / "en" / "blog" / "2019-01-01-b.md"
    own.write_text("Title: B\nTags: Node.JS\n\nB.\n", "utf-8")
    summary = _import(tmp_path, {"b.md": "---\ntitle: Other\ndate: 2020-02-02\ntags: node.js\n---\nOther.\n"})
    assert summary.targets["b.md"] == "en/blog/2020-02-02-b-2020-02-02.md"
    assert "Tags: Node.JS\n" in (tmp_path / "content" / summary.targets["b.md"]).read_text("utf-8")
    read_site(tmp_path / "content", NOW, Library(), review=True)


def test_what_is_not_public_is_not_linked(tmp_path: Path) -> None:
    """A date without an offset is of the company's zone, for the importer as for the reader."""
    first = "---\ntitle: A\ndate: 2020-01-02\n---\n[next](b.md), [last](c.md)\n"
    _import(tmp_path, {"z.md": POST}, lang="en")
    company = tmp_path / "content" / "company.toml"
    company.write_text(company.read_text("utf-8").replace("UTC", "America/Los_Angeles"), "utf-8")
    later = "---\ntitle: B\ndate: 2026-03-01 11:00\n---\nLater.\n"
    summary = _import(tmp_path, {"a.md": first, "b.md": later, "c.md": later.replace("11:00", "03:00")})
    text = (tmp_path / "content" / summary.targets["a.md"]).read_text("utf-8")
    assert "next, [last](2026-03-01-c.md)" in text
    read_site(tmp_path / "content", NOW, Library())


def test_a_release_gets_somebody_to_ask(tmp_path: Path) -> None:
    """Releases need a contact; a placeholder is added and named."""
    summary = _import(tmp_path, {"a.md": POST}, kind="release", base="https://old.example")
    site, _ = read_site(tmp_path / "content", NOW, Library())
    assert site.pieces[0].kind == "release"
    assert [row.value for row in summary.rows if row.what == What.CONTACT] == ["press@old.example"]


def test_pictures_are_copied_where_they_can_be_shown(tmp_path: Path) -> None:
    """Pictures of the folder are taken over; broken ones and those outside are not."""
    blog = tmp_path / "blog"
    (blog / "static" / "img").mkdir(parents=True)
    Image.new("RGB", (4, 3), "teal").save(blog / "static" / "img" / "Big Drop.png")
    Image.new("RGB", (4, 3), "red").save(tmp_path / "outside.png")
    (blog / "broken.png").write_bytes(b"no picture")
    body = "![drop](/img/Big%20Drop.png) ![torn](broken.png) ![out](../outside.png) <img src='/img/Big Drop.png'>\n"
    summary = _import(tmp_path, {"a.md": POST + body})
    media = tmp_path / "content" / "media"
    assert [path.relative_to(media).as_posix() for path in media.rglob("*.*")] == ["blog/static/img/big-drop.png"]
    site, _ = read_site(tmp_path / "content", NOW, Library())
    assert site.pieces[0].body.count("<img") == 2
    assert summary.files == 1
    text = (tmp_path / "content" / summary.targets["a.md"]).read_text("utf-8")
    assert "torn out ![Big Drop]" in text


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link to elsewhere, to itself or to nothing is named, not read."""
    blog = tmp_path / "blog"
    blog.mkdir()
    (tmp_path / "secret.md").write_text(POST + "secret", "utf-8")
    (blog / "out.md").symlink_to(tmp_path / "secret.md")
    (blog / "loop.md").symlink_to(blog / "loop.md")
    (blog / "gone.md").symlink_to(blog / "nowhere.md")
    summary = _import(tmp_path, {"a.md": POST})
    assert {row.file for row in summary.rows if row.what == What.LOST} == {"out.md", "loop.md", "gone.md"}
    assert len(summary.faults) == 3


def test_a_folder_in_the_folder_is_no_source(tmp_path: Path) -> None:
    """A content folder inside the old blog is not imported into itself."""
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "a.md").write_text(POST, "utf-8")
    first = import_blog(blog, blog / "content", Options(), NOW, Library())
    again = import_blog(blog, blog / "content", Options(), NOW, Library())
    assert (first.written, again.written, again.unchanged) == (1, 0, 1)


@pytest.mark.parametrize(
    "torn",
    [
        "[" * 20_000, "![" * 20_000, "[a](b" * 5_000, "`" * 20_001, "`a" * 20_000, "<" * 20_000, "<a " * 10_000,
        '<a "' * 10_000, "<div>" * 5_000, "</div>" * 5_000, "<script>" * 5_000, "<b><i>" * 2_000, "{" * 20_000,
        "{<a>" * 5_000,
        "> " * 5_000, "- " * 5_000, "*a " * 10_000, "<!--" * 10_000, "{% raw %}" * 5_000, "{{<" * 10_000,
        "{{< a " * 5_000,
        "[^1]" * 2_000, ":::note\n" * 2_000, "\n".join("    " * depth + "- a" for depth in range(300)), "\\" * 20_001,
        "| a " * 10_000, "[a]: b\n" * 5_000, "<a href='x'>" * 3_000, "&" * 20_000, "**" * 10_000, "```\n" * 5_001,
    ],
    ids=lambda torn: f"{torn[:6]!r} {len(torn)}",
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["md", "mdx"])
def test_torn_text_does_not_hang(torn: str, suffix: str, tmp_path: Path) -> None:
    """A text of thousands of marks is imported and read."""
    _import(tmp_path, {f"a.{suffix}": POST + torn + "\n"})
    site, _ = read_site(tmp_path / "content", NOW, Library())
    assert len(site.pieces) == 1


@pytest.mark.parametrize(
    "header", ["a: &a [*a, *a]\n", "a: " + "[" * 20_000 + "\n", "x: 1\n" * 20_000, "- " * 5_000 + "\n"]
)
def test_torn_headers_do_not_hang(header: str, tmp_path: Path) -> None:
    """YAML that refers to itself, nests without end or goes on for ever is read line by line."""
    summary = _import(tmp_path, {"2020-01-02-a.md": f"---\n{header}---\nText.\n"})
    assert summary.written == 1
