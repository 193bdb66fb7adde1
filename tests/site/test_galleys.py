"""A galley is the page that the next build makes; where it could be another, there is none."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hiwar.model.build import SupersededError
from hiwar.site.run import builder_for
from tests.conftest import COMPANY, PEOPLE, ROOT, write
from tests.site.building import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hiwar.site.builder import Builder

#: When all of the demo is public.
NOW = "2026-12-01T12:00:00+03:00"
SENTENCE = "\n\nOne *sentence* more, وجملة أخرى :-)\n"
TEXT = "Title: A title\nDate: 2026-01-02\nTags: tea\nAuthors: desk\n\nSome words and [a link]({filename}b.md).\n"
TEXTS = {
    "en/blog/a.md": TEXT,
    "ar/blog/a.md": "Title: عنوان\nDate: 2026-01-02\nAuthors: desk\n\nكلام.\n",
    "en/blog/b.md": "Title: B\nDate: 2026-01-03\nAuthors: desk\n\nOther words.\n",
}
PAGE, TWIN = "en/blog/a/index.html", "blog/a/index.html"


def begun(content: Path) -> Builder:
    return builder_for(ROOT, content, content.parent / "output", NOW, review=True, cache=content.parent / "cache")


def built(content: Path) -> Builder:
    """Build a site with all its drafts, and return what built it."""
    builder = begun(content)
    builder.build()
    return builder


def different(galleys: Mapping[str, bytes], output: Path) -> dict[str, list[str]]:
    """Return the lines of galleys that are others in the site, by the names of their files."""
    found: dict[str, list[str]] = {}
    for name, content in galleys.items():
        lines = zip(content.splitlines(), (output / name).read_bytes().splitlines(), strict=True)
        found[name] = [galley.decode() for galley, page in lines if galley != page]
    return {name: lines for name, lines in found.items() if lines}


def test_galleys_are_the_pages_that_the_build_makes(tmp_path: Path) -> None:
    """Of all pieces of the demo, in both languages: but for the sizes of a release's files, which are not made yet."""
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    builder = begun(content)
    files = [content / piece.source for piece in builder.build().site.pieces]
    for path in files:
        path.write_text(path.read_text("utf-8") + SENTENCE, "utf-8")
    galleys = builder.galleys(files)
    assert len(galleys) == len(files)
    built(content)
    other = different(galleys, tmp_path / "output")
    assert {name for name in other if "press/" not in name} == set()
    assert [line for lines in other.values() for line in lines if " download>" not in line] == []


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "red").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path / "content", {"company.toml": COMPANY, "people.toml": PEOPLE, **TEXTS})
    return tmp_path / "content"


@pytest.fixture
def last(content: Path) -> Builder:
    return built(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Some words", "Other words"),
        ("Title: A title", "Title: Another title"),
        ("Tags: tea\n", "Tags: tea\nSummary: In short\nModified: 2026-02-01\n"),
        ("{filename}b.md", "https://elsewhere.example/"),
        ("Some words", "# Heading\n\n- one\n- two\n\n```python\nprint()\n```\n\nwords"),
    ],
)
def test_what_a_writer_edits(content: Path, last: Builder, old: str, new: str) -> None:
    write(content, {"en/blog/a.md": TEXT.replace(old, new)})
    galleys = last.galleys([content / "en/blog/a.md"])
    assert list(galleys) == [PAGE]
    built(content)
    assert different(galleys, content.parent / "output") == {}


def test_one_edit_after_the_other(content: Path, last: Builder) -> None:
    """From the same build, as when they come quickly: a galley does not remember the one before."""
    files = [content / name for name in ("en/blog/a.md", "ar/blog/a.md")]
    for words in ("Two", "Three", "Four"):
        write(content, {"en/blog/a.md": TEXT.replace("Some", words)})
        galleys = last.galleys(files)
        assert set(galleys) == {PAGE, TWIN}
        assert f"{words} words".encode() in galleys[PAGE]
    built(content)
    assert different(galleys, content.parent / "output") == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tags: tea", "Tags: tea, coffee"),
        ("Date: 2026-01-02", "Date: 2026-01-04"),
        ("Date:", "Status: draft\nDate:"),
        ("Date:", "Aliases: former\nDate:"),
        ("Date:", "Series: many\nDate:"),
        ("Date:", "Embargo: 2027-01-01\nDate:"),
        ("Some words", "![Dot](dot.png)"),
        # What is wrong.
        ("Title:", "Titel:"),
        ("Some words", "![Nothing](nothing.png)"),
        ("{filename}b.md", "{filename}c.md"),
        (TEXT, ""),
    ],
)
def test_what_concerns_more_than_the_page(content: Path, last: Builder, old: str, new: str) -> None:
    """Its place among others, what it brings, or faults: all that the build finds out."""
    write(content, {"en/blog/a.md": TEXT.replace(old, new), "media/dot.png": picture()})
    assert last.galleys([content / "en/blog/a.md"]) == {}


def test_other_files(content: Path, last: Builder) -> None:
    """A new piece, one that is gone, a setting; what an editor left and took away is nothing."""
    post = content / "en/blog/a.md"
    write(content, {"en/blog/a.md": TEXT.replace("Some", "Other"), "en/blog/new.md": TEXT})
    assert last.galleys([post, content / "en/blog/new.md"]) == {}
    assert last.galleys([content / "company.toml"]) == {}
    assert last.galleys([post, content / "en/blog/4913"]).keys() == {PAGE}
    post.unlink()
    assert last.galleys([post]) == {}


@pytest.mark.parametrize("steps", [0, 1, 4, 7, 10])
def test_a_build_that_nobody_wants_leaves_what_stood(content: Path, last: Builder, steps: int) -> None:
    """Wherever it is given up; the galleys of the one before go on, and the next build is right."""
    output = content.parent / "output"
    stood = snapshot(output)
    write(content, {"en/blog/a.md": TEXT.replace("Some", "Other")})
    builder, asked = begun(content), _answers(steps)
    builder.is_wanted = lambda: next(asked)
    with pytest.raises(SupersededError):
        builder.build()
    assert snapshot(output) == stood
    galleys = last.galleys([content / "en/blog/a.md"])
    built(content)
    assert different(galleys, output) == {}


def _answers(steps: int) -> Iterator[bool]:
    yield from (True for _ in range(steps))
    yield False
