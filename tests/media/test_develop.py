"""Pictures in four widths and three formats: made once, kept by content, the same bytes everywhere."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hiwar.errors import SetupError
from hiwar.media.develop import develop
from hiwar.media.encode import BUDGET, encode
from hiwar.media.library import Library
from hiwar.media.memory import Memory
from hiwar.renditions import Rendition, by_type, plain, renditions, shown
from tests.conftest import write
from tests.figures import Figures
from tests.media import files

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.media import MediaFile

#: Seconds of a processor for a picture of 3000 by 2000 pixels.


def library(folder: Path, **named: bytes) -> list[MediaFile]:
    """Return files as the site serves them; ``a_jpg`` is a.jpg."""
    write(folder, {name.replace("_", "."): content for name, content in named.items()})
    return [Library().file(folder / name.replace("_", ".")) for name in named]


def developed(pictures: list[MediaFile], cache: Path, processes: int | None = 1) -> tuple[dict[str, bytes], int]:
    """Return what is written, by address, and how many had to be encoded."""
    written: dict[str, bytes] = {}
    encoded = develop(pictures, cache, written.__setitem__, lambda _done, _total: None, processes)
    return written, encoded


def small(size: tuple[int, int] = (900, 600)) -> bytes:
    return files.saved(files.photograph(*size), "JPEG")


def test_a_large_picture_in_four_widths_and_three_formats(tmp_path: Path, figures: Figures) -> None:
    """Twelve files; a second build makes none, and writes the same."""
    pictures = library(tmp_path, a_jpg=files.saved(files.photograph(3000, 2000), "JPEG", quality=90))
    with figures.timed("a picture of 3000 by 2000 in four widths and three formats", asked=2):
        written, encoded = developed(pictures, tmp_path / "cache")
    assert (len(written), encoded) == (12, 12)
    assert [(one.width, one.suffix) for one in renditions(pictures[0])] == [
        (width, suffix) for suffix in (".avif", ".webp", ".jpg") for width in (480, 800, 1200, 1600)
    ]
    assert developed(pictures, tmp_path / "cache") == (written, 0)
    for one in renditions(pictures[0]):
        with Image.open(io.BytesIO(written[one.address])) as picture:
            assert picture.size == (one.width, one.height)
        # What a phone takes: it has no more than 1200 pixels for the width of a text.
        assert one.suffix != ".avif" or one.width > 1200 or len(written[one.address]) <= BUDGET


@pytest.mark.parametrize(
    ("size", "widths"),
    [((300, 200), [300]), ((480, 10), [480]), ((960, 640), [480, 800, 960]), ((1600, 9), [480, 800, 1200, 1600])],
)
def test_no_picture_becomes_larger_than_it_is(size: tuple[int, int], widths: list[int], tmp_path: Path) -> None:
    """Its own width ends the row."""
    (file,) = library(tmp_path, a_png=files.plain("PNG", size))
    assert [one.width for one in renditions(file) if one.suffix == ".avif"] == widths


def test_the_rest_is_made_when_the_cache_is_damaged_or_deleted(tmp_path: Path) -> None:
    """One file spoilt, one lost: two are made again, and everything is written as before."""
    pictures, cache = library(tmp_path, a_jpg=small()), tmp_path / "cache"
    written, _ = developed(pictures, cache)
    first, second, *_ = sorted(cache.iterdir())
    first.write_bytes(first.read_bytes()[:-1] + b"x")
    second.unlink()
    (cache / "stray").mkdir()
    assert developed(pictures, cache) == (written, 2)
    assert developed(pictures, cache) == (written, 0)


def test_each_is_the_same_whichever_others_are_lost(tmp_path: Path) -> None:
    """Sizes are made from each other, so all of them are gone through for one."""
    pictures, cache = library(tmp_path, a_jpg=small()), tmp_path / "cache"
    written, _ = developed(pictures, cache)
    for path in sorted(cache.iterdir()):
        path.unlink()
        assert developed(pictures, cache) == (written, 1)


def test_a_cache_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    """A file stands where the folder should: the site is whole all the same."""
    (tmp_path / "cache").write_bytes(b"")
    assert developed(library(tmp_path, a_png=files.plain()), tmp_path / "cache")[1] == 3


def test_many_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    """In any order."""
    named = {f"a{number}_png": files.plain("PNG", (60 + number, 40)) for number in range(4)}
    pictures = library(tmp_path, **named)
    one, many = (developed(pictures, tmp_path / str(count), count) for count in (1, 2))
    assert one == many


def test_the_same_picture_under_another_name_is_made_once(tmp_path: Path) -> None:
    """The cache knows it by its bytes."""
    first = library(tmp_path, a_png=files.plain())
    second = library(tmp_path, b_png=files.plain())
    developed(first, tmp_path / "cache")
    assert developed(second, tmp_path / "cache")[1] == 0


def test_a_picture_that_vanishes_is_named(tmp_path: Path) -> None:
    """Or is spoilt between reading and encoding."""
    (file,) = library(tmp_path, a_png=files.plain())
    file.source.write_bytes(b"spoilt")
    with pytest.raises(SetupError, match=r"a\.png: cannot be made smaller here"):
        developed([file], tmp_path / "cache")


@pytest.mark.parametrize("suffix", [".avif", ".webp", ".png"])
def test_what_is_seen_through_stays_so(suffix: str, tmp_path: Path) -> None:
    """The format for every program is then PNG, since JPEG knows no transparency."""
    clear = Image.new("RGBA", (60, 40), (10, 110, 110, 0))
    clear.paste((10, 110, 110, 255), (0, 0, 30, 40))
    (file,) = library(tmp_path, a_png=files.saved(clear, "PNG"))
    written, _ = developed([file], tmp_path / "cache")
    (address,) = [one.address for one in renditions(file) if one.suffix == suffix]
    with Image.open(io.BytesIO(written[address])) as picture:
        alpha = picture.convert("RGBA").getchannel("A")
        assert (alpha.getpixel((5, 5)), alpha.getpixel((50, 5))) == (255, 0)


def test_renditions_are_upright_in_srgb_and_say_nothing_else(tmp_path: Path) -> None:
    """Neither place nor device nor profile."""
    (file,) = library(tmp_path, a_jpg=files.telling("JPEG", 6))
    written, _ = developed([file], tmp_path / "cache")
    for content in written.values():
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.size == (40, 60)
            assert dict(picture.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile", "comment"} & picture.info.keys()


def test_colours_of_a_profile_become_those_of_the_web() -> None:
    """Also where something shows through, which a profile says nothing of."""
    given = files.saved(Image.new("RGBA", (8, 8), (200, 100, 50, 128)), "PNG", icc_profile=files.srgb())
    (content,) = encode(given, [Rendition("/media/a.8.png", 8, 8, ".png")])
    with Image.open(io.BytesIO(content)) as picture:
        told = picture.convert("RGBA").tobytes()[:4]
    assert all(abs(one - other) <= 2 for one, other in zip(told, (200, 100, 50, 128), strict=True))


def test_drawings_and_other_files_have_no_renditions(tmp_path: Path) -> None:
    """They are served as they are."""
    pictures = library(tmp_path, a_svg=files.drawing(), b_zip=files.packed(10))
    assert [renditions(file) for file in pictures] == [(), ()]
    assert shown(pictures[0]) == (pictures[0].address, 20, 10)
    assert developed(pictures, tmp_path / "cache") == ({}, 0)


def test_programs_that_take_one_address_get_one_that_all_read(tmp_path: Path) -> None:
    """At most 1200 pixels wide."""
    (file,) = library(tmp_path, a_jpg=small((1500, 1000)))
    assert (plain(file).width, plain(file).suffix) == (1200, ".jpg")  # type: ignore[union-attr]
    assert [kind for kind, _ in by_type(file)] == ["image/avif", "image/webp", "image/jpeg"]


def test_what_was_seen_is_remembered(tmp_path: Path) -> None:
    """And looked at anew when the memory is damaged or gone; never believed when it is no answer."""
    (tmp_path / "a.jpg").write_bytes(small())
    folder = tmp_path / "looks"
    seen = Library(Memory(folder)).file(tmp_path / "a.jpg")
    assert Library(Memory(folder)).file(tmp_path / "a.jpg") == seen
    (kept,) = folder.iterdir()
    for spoilt in (b"", b"{}", b"[]", b"null", b'"x"', kept.read_bytes().replace(b'"size": ', b'"size": -')):
        kept.write_bytes(spoilt)
        assert Library(Memory(folder)).file(tmp_path / "a.jpg") == seen
