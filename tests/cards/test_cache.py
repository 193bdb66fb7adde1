"""The cache is never stale, survives a crash and needs no permission to write."""

import shutil
from dataclasses import fields, replace

import pytest

from hiwar.cards.cache import Cache, key, look_digest
from hiwar.cards.spec import CardSpec, Picture
from hiwar.errors import SetupError

SPEC = CardSpec("post", "ar", "قطرة", "عنوان", shown="a.md")


@pytest.mark.parametrize("name", [field.name for field in fields(CardSpec) if field.compare])
def test_everything_a_card_says_is_in_its_key(name, tmp_path):
    values = {"layout": "release", "lang": "en", "voice": "fan", "picture": Picture(tmp_path, "digest")}
    assert key(replace(SPEC, **{name: values.get(name, "other")}), "") != key(SPEC, "")


def test_where_a_text_stands_is_not(tmp_path):
    assert key(replace(SPEC, shown="b.md", at=9), "") == key(SPEC, "")


def test_a_picture_counts_by_its_content_not_by_its_place(tmp_path):
    one, other = (replace(SPEC, picture=Picture(tmp_path / name, "digest")) for name in ("a.png", "b.png"))
    assert key(one, "") == key(other, "")


def test_template_fonts_colours_and_logo_are_in_every_key(look, tmp_path):
    template = tmp_path / "card.typ"
    shutil.copy(look.template, template)
    same = replace(look, template=template)
    changed = [
        replace(look, colors=(*look.colors[:-1], ("accent", "#000000"))),
        replace(look, logo="<svg/>"),
        replace(look, heading=look.heading[::-1]),
        replace(look, fonts=(_one_font(look, tmp_path),)),
    ]
    digests = {look_digest(one) for one in (look, *changed)}
    assert look_digest(same) == look_digest(look)
    assert len(digests) == 5
    assert key(SPEC, look_digest(changed[0])) != key(SPEC, look_digest(look))


def test_a_theme_without_its_template_or_fonts_is_named(look, tmp_path):
    with pytest.raises(SetupError, match=r"gone\.typ"):
        look_digest(replace(look, template=tmp_path / "gone.typ"))
    with pytest.raises(SetupError, match="gone: the fonts"):
        look_digest(replace(look, fonts=(tmp_path / "gone",)))


def _one_font(look, tmp_path):
    folder = tmp_path / "fonts"
    folder.mkdir()
    shutil.copy(look.fonts[0] / "text-400.ttf", folder)
    return folder


def test_what_is_kept_is_found_by_the_next_build(tmp_path):
    kept = Cache(tmp_path / "cards").keep("abc", b"card", lacks_picture=True)
    found = Cache(tmp_path / "cards").find("abc")
    assert found == kept
    assert found.lacks_picture
    assert found.source.read_bytes() == b"card"


def test_half_a_file_is_never_found(tmp_path):
    (tmp_path / "tmp1234.part").write_bytes(b"ca")
    assert Cache(tmp_path).find("tmp1234") is None


def test_two_builds_may_keep_the_same_card(tmp_path):
    one, other = Cache(tmp_path), Cache(tmp_path)
    assert one.keep("abc", b"card", lacks_picture=False) == other.keep("abc", b"card", lacks_picture=False)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path):
    # A file where the folder should be: refused to everybody, even to root.
    (tmp_path / "cards").write_text("in the way")
    kept = Cache(tmp_path / "cards" / "deeper").keep("abc", b"card", lacks_picture=False)
    assert kept.source.read_bytes() == b"card"
