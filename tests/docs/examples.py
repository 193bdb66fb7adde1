"""Reads the examples of the pages with the real readers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hiwar.content.company import parse_company, parse_people
from hiwar.content.coverage import read_coverage
from hiwar.content.read import read_site
from hiwar.errors import ContentError, Faults
from hiwar.media.library import Library
from hiwar.model.piece import PieceId
from hiwar.threads.rules import read_moderation
from hiwar.toml import read_toml
from tests.conftest import write
from tests.content.cases import picture

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.piece import Piece

#: Later than any date in an example that should be public.
NOW = datetime(2027, 1, 1, tzinfo=UTC)

#: A company that has what the examples name.
COMPANY = {
    "url": '"https://news.qatra.example"',
    "languages": '["ar", "en"]',
    "timezone": '"Asia/Riyadh"',
    "name": '{ ar = "قطرة", en = "Qatra" }',
    "feed_authority": '"qatra.example,2026"',
}
PEOPLE = "\n".join(
    f'[{person}]\nname = {{ ar = "{person}", en = "{person}" }}\nemail = "{person}@qatra.example"'
    for person in ("lab", "care", "press-office", "workshop", "friends")
)
PRODUCTS = ("qatra-one", "qatra-tap")

_PICTURE = re.compile(
    r"""!\[[^\]]*\]\(([\w./-]+)(?: "[^"]*")?\)|^image: *([\w./-]+) *\|""", re.MULTILINE | re.IGNORECASE
)
_FILE = re.compile(r"(?<!!)\[[^\]]*\]\(([\w./-]+\.(?!md)\w+)\)")
_LINKED = re.compile(r"\[[^\]]*\]\((?:\{filename\})?([\w./-]+\.md)(?:#[^)]*)?\)")
_RELEASE = re.compile(r"^(?:embargo|contact|dateline):", re.MULTILINE | re.IGNORECASE)
_ARABIC = re.compile(r"^title: .*[\u0621-\u064a]", re.MULTILINE | re.IGNORECASE)


def company_of(fragment: str) -> str:
    """Return a whole company.toml with an example in it."""
    top = re.split(r"^\[", fragment, maxsplit=1, flags=re.MULTILINE)[0]
    typed = set(re.findall(r"^(\w+) *=", top, re.MULTILINE)) | set(re.findall(r"^\[(\w+)\]", fragment, re.MULTILINE))
    return "".join(f"{key} = {value}\n" for key, value in COMPANY.items() if key not in typed) + fragment


def coverage_faults(folder: Path, fragment: str) -> list[str]:
    """Return what is wrong with an example of coverage.toml."""
    write(folder, {"coverage.toml": fragment})
    faults = Faults()
    known = [PieceId("product", slug) for slug in PRODUCTS] + [PieceId("release", "qatra-tap")]
    read_coverage(folder, known, NOW, folder, faults)
    return [str(fault) for fault in faults]


def company_faults(folder: Path, fragment: str) -> list[str]:
    """Return what is wrong with an example of company.toml."""
    write(folder, {"company.toml": company_of(fragment)})
    faults = Faults()
    file = read_toml(folder / "company.toml", "company.toml", faults)
    if file:
        parse_company(file, faults)
    return [str(fault) for fault in faults]


def moderation_faults(folder: Path, text: str) -> list[str]:
    """Return what is wrong with an example of moderation.toml."""
    write(folder, {"moderation.toml": text, "company.toml": company_of("")})
    faults = Faults()
    file = read_toml(folder / "company.toml", "company.toml", faults)
    company = parse_company(file, faults) if file else None
    if company:
        read_moderation(folder, company, folder, faults)
    return [str(fault) for fault in faults]


def people_faults(folder: Path, text: str) -> list[str]:
    """Return what is wrong with an example of people.toml."""
    write(folder, {"people.toml": text})
    faults = Faults()
    file = read_toml(folder / "people.toml", "people.toml", faults)
    if file:
        parse_people(file, ("ar", "en"), faults)
    return [str(fault) for fault in faults]


def place_of(text: str) -> str:
    """Return where an example of a piece would lie that does not say so itself."""
    lang = "ar" if _ARABIC.search(text) else "en"
    return f"{lang}/{'press' if _RELEASE.search(text) else 'blog'}/2026-03-01-example.md"


def has_header(text: str) -> bool:
    """Tell whether an example begins with front matter."""
    return bool(re.match(r"---\n|[A-Za-z]+:(?: |$)", text))


def read_example(folder: Path, text: str, place: str = "") -> tuple[Piece | None, str]:
    """Return the piece of an example, or what is wrong with it.

    The pictures, files and pieces that it names are put where it expects them.
    """
    place = place.removeprefix("content/") or place_of(text)
    beside = place.rpartition("/")[0]
    files: dict[str, str | bytes] = {"company.toml": company_of(""), "people.toml": PEOPLE}
    for product in PRODUCTS:
        files |= {f"{lang}/products/{product}.md": f"Title: {product}\n\nText.\n" for lang in ("ar", "en")}
    for linked in _LINKED.findall(text):
        name = linked if linked.count("/") else f"{beside}/{linked}"
        files.setdefault(name.replace("../", f"{place[:2]}/"), "Title: Linked\nDate: 2026-01-01\n\n## Facts\n")
    files |= {f"media/{one or other}": picture() for one, other in _PICTURE.findall(text)}
    files |= {f"media/{name}": b"file" for name in _FILE.findall(text)}
    files[place] = text
    write(folder, files)
    try:
        site, warnings = read_site(folder, NOW, Library(), review=True)
    except ContentError as error:
        return None, str(error)
    found = next((piece for piece in site.pieces if piece.source == place), None)
    return found, "\n".join(warnings)
