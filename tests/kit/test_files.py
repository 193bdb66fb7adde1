"""The files beside a release: what lies in them, that they are the same each time, and that nothing leaks."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from hiwar.checks.rules import check_site
from hiwar.kit import pdf
from hiwar.model.build import Build
from tests.checks.sites import checked
from tests.kit.conftest import make, photo

PAGES = ("en/press/pump", "press/pump", "en/press/half")
NAMES = ("release.txt", "release.json", "release.pdf", "kit.zip")


def _made(output: Path) -> dict[str, bytes]:
    paths = [output / page / name for page in PAGES for name in NAMES] + [output / "press/kit.zip"]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def _kit(output: Path, page: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(output / page / "kit.zip")


def test_the_page_says_their_true_sizes(site: tuple[Path, Build]) -> None:
    """Before one downloads; the press home offers the company's kit in both languages."""
    output, build = site
    pages = {page.address: page for page in build.pages}
    for page in PAGES:
        rows = pages[f"/{page}/"].values["downloads"]
        assert [(row.address.rpartition("/")[2], row.size) for row in rows] == [  # type: ignore[attr-defined] # rows of Download
            (name, (output / page / name).stat().st_size)
            for name in ("release.pdf", "release.txt", "kit.zip", "release.json")
        ]
    for home in ("press", "en/press"):
        assert 'href="/press/kit.zip"' in (output / home / "index.html").read_text("utf-8")


def _cache(site: tuple[Path, Build], folder: Path) -> Path:
    """Return a copy of what was kept: pictures and cards are the work of other rooms, and slow."""
    return shutil.copytree(site[1].request.cache, folder / "cache")


def test_two_builds_make_the_same_bytes(site: tuple[Path, Build], tmp_path: Path) -> None:
    """Nothing depends on the clock, the cache, or the folder."""
    cache = _cache(site, tmp_path)
    shutil.rmtree(cache / "kits")
    assert _made(make(tmp_path, cache=cache)[0]) == _made(site[0])


def test_a_warm_build_makes_no_document(
    site: tuple[Path, Build], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept by all that went into them; a damaged or cut one is made again."""
    cache = _cache(site, tmp_path)
    made: list[str] = []
    real = pdf.render
    monkeypatch.setattr(
        pdf, "render", lambda material, *rest: made.append(material.piece.slug) or real(material, *rest)
    )
    make(tmp_path, cache=cache)
    assert made == []
    for number, path in enumerate(sorted((cache / "kits").iterdir())):
        content = path.read_bytes()
        path.write_bytes(content[:-1] if number % 2 else content.replace(b"%PDF", b"%PDX"))
    # Else the site stands, and nobody asks for a document.
    shutil.rmtree(cache / "engine")
    assert _made(make(tmp_path, cache=cache)[0]) == _made(site[0])
    assert made


def test_data_names_all_parts_and_files(output: Path) -> None:
    """schema.org: facts, quotations, pictures, questions with addresses of their own; files with size and hash."""
    data = json.loads((output / "en/press/pump/release.json").read_bytes())
    assert (data["@type"], data["headline"]) == ("NewsArticle", 'A pump for "every" roof & cellar')
    parts = {part["@id"].partition("#")[2]: part["@type"] for part in data["hasPart"] if "@id" in part}
    assert parts == {
        "fact-1": "Claim",
        "fact-2": "Claim",
        "quote-1": "Quotation",
        "photo-1": "ImageObject",
        "question-1": "Question",
    }
    quotation = next(part for part in data["hasPart"] if part["@type"] == "Quotation")
    assert quotation["spokenByCharacter"]["name"] == "The desk"
    assert data["correction"][0]["text"] == "Forty litres, not fifty."
    assert data["publisher"]["contactPoint"][0]["email"] == "desk@dar.example"
    for file in data["encoding"]:
        content = (output / "en/press/pump" / file["name"]).read_bytes()
        assert (file["contentSize"], file["sha256"]) == (f"{len(content)} B", hashlib.sha256(content).hexdigest())
    pictures = [part["contentUrl"] for part in data["hasPart"] if part["@type"] == "ImageObject"]
    assert all((output / url.removeprefix("https://news.dar.example/")).is_file() for url in pictures)


def test_a_document_is_tagged_and_says_what_it_is(output: Path) -> None:
    """PDF/UA-1 and PDF/A-2a; language, title and author in its metadata."""
    for page, lang, title in (("en/press/pump", b"en", "A pump for"), ("press/pump", b"ar", "مضخّة لكل سطح")):
        content = (output / page / "release.pdf").read_bytes()
        assert content.startswith(b"%PDF-1.7")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
        assert re.search(rb"/Lang ?\(" + lang, content)
        assert b"/StructTreeRoot" in content
        assert title.encode() in content
        assert len(content) < 500_000


def test_a_letter_without_a_font_is_named(site: tuple[Path, Build]) -> None:
    """It stands in the text, not in the document, and the build says so."""
    notes = [note for note in site[1].notes if "U+6C34" in note]
    assert len(notes) == 1
    assert "en/press/2026-05-01-pump.md:1: warning:" in notes[0]


def test_a_kit_has_everything_with_a_manifest(output: Path) -> None:
    """Pictures as they were brought, texts of both languages, logo, people; each with its hash, and what it shows."""
    with _kit(output, "en/press/pump") as kit:
        names = kit.namelist()
        manifest = json.loads(kit.read("pump/manifest.json"))
        rows = {row["name"]: row for row in manifest["files"]}
        assert sorted(names) == sorted([*(f"pump/{name}" for name in rows), "pump/manifest.json"])
        assert names[:-1] == sorted(names[:-1])
        for name, row in rows.items():
            content = kit.read(f"pump/{name}")
            assert (row["size"], row["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert {info.date_time for info in kit.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        captions = kit.read("pump/text/captions.en.txt").decode()
    texts = [
        f"text/{name}.{lang}.{end}" for name, end in (("release", "txt"), ("release", "pdf")) for lang in ("ar", "en")
    ]
    assert {*texts, "logo/logo.svg", "people/desk.jpg", "photos/01-pump.jpg", "photos/02-above.jpg"} <= rows.keys()
    above = rows["photos/02-above.jpg"]
    assert above["caption"] == {"en": "On the roof"}
    assert above["credit"] == {"en": "Lina Photo"}
    assert rows["photos/01-pump.jpg"]["alt"] == {"ar": "مضخّة على سطح", "en": "A pump on a roof"}
    assert rows["photos/01-pump.jpg"]["licence"]["en"] == "Free to print."
    assert "photos/02-above.jpg\nThe pump from above\nOn the roof\nLina Photo" in captions


def test_pictures_say_nothing_of_the_device(output: Path) -> None:
    """Their pixels are those that were brought."""
    with _kit(output, "press/pump") as kit:
        content = kit.read("pump/photos/01-pump.jpg")
    with Image.open(io.BytesIO(content)) as found, Image.open(io.BytesIO(photo(device=True))) as brought:
        assert ExifTags.Base.Make not in found.getexif()
        assert found.tobytes() == brought.tobytes()
    assert b"Kanaricamera" not in content


def test_both_languages_offer_the_same_kit(output: Path) -> None:
    """So that git keeps it once."""
    assert (output / "press/pump/kit.zip").read_bytes() == (output / "en/press/pump/kit.zip").read_bytes()


def test_nothing_of_a_hidden_twin_lies_in_a_kit(site: tuple[Path, Build]) -> None:
    """Neither its text nor its picture nor its title; a hidden release has no files at all."""
    output = site[0]
    with _kit(output, "en/press/half") as kit:
        said = b"".join(kit.read(name) for name in kit.namelist())
        names = " ".join(kit.namelist())
    assert "كناري".encode() not in said
    assert "secret" not in names
    assert "release.ar" not in names
    assert not (output / "press/half").exists()
    assert not (output / "en/press/later").exists()
    assert [str(fault) for fault in check_site(checked(*site)) if fault.severity == "error"] == []


def test_a_review_has_all_files_of_a_hidden_release_marked(site: tuple[Path, Build], tmp_path: Path) -> None:
    """Who is told before the embargo ends reads that there is one, in the text, in the document and in the data."""
    output, _ = make(tmp_path, review=True, cache=_cache(site, tmp_path))
    for page, words in (("press/half", "تحت الحظر"), ("en/press/later", "Draft. Not for publication.")):
        assert words in (output / page / "release.txt").read_text("utf-8")
        assert words in json.loads((output / page / "release.json").read_bytes())["creativeWorkStatus"]
        assert (output / page / "release.pdf").read_bytes().startswith(b"%PDF")
    with _kit(output, "press/half") as kit:
        assert {"half/photos/01-secret.jpg", "half/text/release.ar.pdf", "half/text/release.en.pdf"} <= set(
            kit.namelist()
        )
    assert (output / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"


def test_the_company_has_a_kit(output: Path) -> None:
    """Logo, fact sheets of both languages, pictures of people."""
    with zipfile.ZipFile(output / "press/kit.zip") as kit:
        names = set(kit.namelist())
        sheet = kit.read("press-kit/text/factsheet.en.txt").decode()
    assert {f"press-kit/text/factsheet.{lang}.{end}" for lang in ("ar", "en") for end in ("pdf", "txt")} <= names
    assert {"press-kit/logo/logo.svg", "press-kit/people/desk.jpg", "press-kit/manifest.json"} <= names
    assert "Dar makes pumps." in sheet
    assert "- Pump: It pumps." in sheet
