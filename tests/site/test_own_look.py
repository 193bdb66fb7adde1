"""A company's own colours, letters, menus, templates, styles and words, without touching the theme."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from hiwar.errors import SetupError
from hiwar.model.navigation import PLACES
from hiwar.site.views import SECTIONS
from tests.conftest import COMPANY, ROOT, write
from tests.site.building import build, posts

if TYPE_CHECKING:
    from pathlib import Path

FONTS = ROOT / "theme/cards/fonts"


def page(output: Path, name: str = "index.html") -> str:
    return (output / name).read_text("utf-8")


def style(output: Path) -> str:
    (sheet,) = (output / "theme").glob("site.*.css")
    return sheet.read_text("utf-8")


def made(content: Path, more: str, files: dict[str, str | bytes] | None = None) -> Path:
    """Build with more lines in company.toml and more files, and return the output."""
    write(content, {"company.toml": COMPANY + more, "ar/pages/about.md": "Title: من نحن\n\nنص\n", **(files or {})})
    posts(content, 1)
    output = content.parent / "output"
    build(content, output)
    return output


def test_colours_become_tokens(content: Path) -> None:
    """After the theme's, in the one style sheet, for light and for dark pages; nothing stands in a page."""
    more = '[colors]\nofficial = "#5b2a86"\nfan = { light = "#8a3b00", dark = "#ffc08a" }\npaper = "#ffffff"\n'
    output = made(content, more)
    css = style(output)
    tokens = css[css.rindex("--code-wrong") :]
    assert "--fan: light-dark(#8a3b00, #ffc08a);" in tokens
    assert "--paper: light-dark(#ffffff, #0e1526);" in tokens
    assert re.search(r"--official: light-dark\(#5b2a86, #[0-9a-f]{6}\);", tokens)
    # The ground of the voice follows it.
    assert re.search(r"--official-soft: light-dark\(#(?!e3f3f1)[0-9a-f]{6}, #(?!10302f)[0-9a-f]{6}\);", tokens)
    assert "#5b2a86" not in page(output).replace('content="#5b2a86"', "")


def test_nothing_named_adds_nothing(content: Path) -> None:
    """The style sheet is then the theme's."""
    assert "Own Text" not in style(made(content, ""))


def test_own_letters_come_first(content: Path) -> None:
    """Compressed, before the theme's families, and loaded at once where they have the letters of the page."""
    shutil.copytree(FONTS, content / "media/fonts")
    shutil.copy(ROOT / "theme/static/fonts/heading-latin.woff2", content / "media/fonts/name.woff2")
    output = made(content, '[fonts]\ntext = "fonts/text-400.ttf"\nheading = "fonts/name.woff2"\n')
    css = style(output)
    assert '--own-text: "Own Text",;' in css
    assert re.search(r'src: url\("own-text-\w+\.\w+\.woff2"\)', css)
    text, heading = ((output / "theme").glob(f"own-{role}-*.woff2") for role in ("text", "heading"))
    assert next(text).read_bytes()[:4] == next(heading).read_bytes()[:4] == b"wOF2"
    preloaded = {lang: re.findall(r'rel="preload" href="/theme/([a-z-]+)', page(output, name))
                 for lang, name in (("ar", "index.html"), ("en", "en/index.html"))}  # fmt: skip
    assert preloaded == {"ar": ["own-text-", "heading-arabic"], "en": ["own-text-", "own-heading-"]}


def test_a_file_that_is_no_font_is_named(content: Path) -> None:
    """In one line."""
    with pytest.raises(SetupError, match=r"name\.ttf: it is no font"):
        made(content, '[fonts]\ntext = "name.ttf"\n', {"media/name.ttf": b"no font"})


def test_the_logo_stands_in_the_head(content: Path) -> None:
    """With its size, so that nothing moves when it comes."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40"/></svg>'
    output = made(content, 'logo = "logo.svg"\n', {"media/logo.svg": svg})
    assert re.search(r'<img class="logo" src="/media/logo\.\w+\.svg" alt="" width="120" height="40">', page(output))
    assert 'class="mark"' not in page(output)


def menu(output: Path, lang: str, place: str) -> list[tuple[str, str]]:
    text = page(output, "index.html" if lang == "ar" else "en/index.html")
    part = text[text.index(place) :]
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', part[: part.index("</ul>")])


def test_menus_are_as_the_company_says(content: Path) -> None:
    """Order, links out of the site, and what is left out; a page that a language lacks is left out there."""
    more = (
        '[navigation]\nheader = ["shop", "about", "press", "blog"]\nfooter = ["archive", "follow"]\npages = []\n'
        '[navigation.links]\nshop = { name = { ar = "المتجر", en = "Shop" }, url = "https://shop.dar.example/?a=1" }\n'
    )
    output = made(content, more)
    shop = "https://shop.dar.example/?a=1"
    assert menu(output, "ar", 'class="sections"') == [
        (shop, "المتجر"), ("/about/", "من نحن"), ("/press/", "البيانات الصحفية"), ("/blog/", "المدوّنة"),
    ]  # fmt: skip
    assert [text for _, text in menu(output, "en", 'class="sections"')] == ["Shop", "Press", "Blog"]
    assert menu(output, "en", 'aria-label="Find your way"') == [
        ("/en/archive/", "Archive"),
        ("/en/follow/", "Follow us"),
    ]
    assert 'aria-label="About us"' not in page(output, "en/index.html")


def test_a_menu_may_name_every_place_of_the_site() -> None:
    """Whoever adds a section adds it to what menus know."""
    assert set(PLACES) == set(SECTIONS)


def test_own_templates_styles_and_words(content: Path) -> None:
    """Each is found before the theme's of the same name, and may go on with it."""
    block = '{% block after %}<p>{{ _("Ours") }}</p>{% endblock %}'
    own = {
        "theme/templates/post.html": '{% extends "!theme/post.html" %}' + block,
        "theme/templates/partials/footer.html": "{# Ours. Inputs: none. #}<footer>© Dar</footer>",
        "theme/static/css/own.css": '.brand { background: url("../pictures/dot.svg"); }',
        "theme/static/pictures/dot.svg": "<svg/>",
        "theme/static/css/way.css": "/* not wanted */",
        "theme/translations/ar.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\n'
        'msgid "Blog"\nmsgstr "يوميات"\n\nmsgid "Ours"\nmsgstr "لنا"\n',
    }
    output = made(content, "", {**own, "ar/blog/2026-01-02-a.md": "Title: أ\n\nنص\n"})
    assert "<p>Ours</p>" in page(output, "en/blog/post-00/index.html")
    assert "<p>لنا</p>" in page(output, "blog/a/index.html")
    assert "<footer>© Dar</footer>" in page(output)
    assert ">يوميات</a>" in page(output)
    assert "إلى النص مباشرة" in page(output), "words that the company does not change are the theme's"
    css = style(output)
    assert re.search(r'\.brand \{ background: url\("dot\.\w+\.svg"\); \}\s*$', css), "it comes last, in no layer"
    assert ".way li" not in css


def test_a_mistake_in_an_own_template_names_it(content: Path) -> None:
    """With its line."""
    home = '{% extends "!theme/home.html" %}\n{% block main %}{{ nothing }}{% endblock %}'
    with pytest.raises(SetupError, match=r"content/theme/templates/home\.html:2: "):
        made(content, "", {"theme/templates/home.html": home})


def test_numbers_and_dates_are_written_as_asked(content: Path) -> None:
    """Arabic-Indic digits, a country's months and the Hijri day on Arabic pages; English ones keep their digits."""
    files = {
        "ar/blog/2026-03-12-a.md": "Title: عن 2026\nAuthors: desk\n\nفي 2026 نص.\n",
        "en/blog/2026-03-12-a.md": "Title: A\nAuthors: desk\n\nText.\n",
    }
    output = made(content, 'country = "LB"\nnumerals = "arabic"\nhijri = true\n', files)
    arabic = page(output, "blog/a/index.html")
    assert '>١٢ آذار ٢٠٢٦</time> <span class="hijri">(٢٣ رمضان ١٤٤٧ هـ)</span>' in arabic
    assert '<time datetime="2026-03-12T00:00:00+03:00">' in arabic, "machines read what they always read"
    assert "عن 2026" in arabic, "what a writer typed stays"
    assert 'data-numerals="arab"' in arabic
    english = page(output, "en/blog/a/index.html")
    assert '>March 12, 2026</time> <span class="hijri">(23 Ramadan 1447 AH)</span>' in english
    assert "data-numerals" not in english
    assert ">٢٠٢٦<" in page(output, "archive/index.html")
    assert "آذار ٢٠٢٦" in page(output, "archive/2026/03/index.html")
