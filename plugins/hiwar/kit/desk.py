"""Where files are made: each from its material, by whatever the shelf does not have."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar import urls
from hiwar.errors import Fault, SetupError
from hiwar.kit import archive, contents, data, factsheet, pdf, text
from hiwar.kit.download import Made, made, media_type
from hiwar.kit.letterhead import missing
from hiwar.kit.shelf import digest
from hiwar.metadata import outgoing
from hiwar.model.download import Download
from hiwar.pictures import PictureError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiwar.kit.letterhead import Letterhead
    from hiwar.kit.material import Material, Translate
    from hiwar.kit.shelf import Kept, Shelf
    from hiwar.model.company import Company
    from hiwar.model.media import MediaFile
    from hiwar.model.page import Profile
    from hiwar.model.site import Site

TEXT: Final = "release.txt"
DATA: Final = "release.json"
DOCUMENT: Final = "release.pdf"
KIT: Final = "kit.zip"
#: What makes documents is part of every key, so that nobody has to remember a version number.
_OWN_MODULES: Final = (
    *sorted(Path(__file__).parent.glob("*.py")),
    *(Path(__file__).parents[1] / f"{name}.py" for name in ("bidi", "metadata", "pictures")),
)


@dataclass(frozen=True, slots=True)
class Files:
    """The files beside one page."""

    #: Of the page.
    address: str
    #: By name.
    texts: Mapping[str, bytes]
    kept: Mapping[str, Kept]
    downloads: tuple[Download, ...]
    #: What could not be shown in them.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What all files of a company are made with."""

    company: Company
    letterhead: Letterhead
    #: By language.
    translations: Mapping[str, Translate]
    logo: MediaFile | None
    shelf: Shelf
    _programs: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_programs", _programs(self.letterhead))

    def of_release(self, materials: Mapping[str, Material]) -> tuple[Files, ...]:
        """Return the files of a release in each of its languages; they share one kit.

        Args:
            materials: the release by address of its page.

        Raises:
            SetupError: the template or a font is at fault, or a file cannot be read.
        """
        texts = {it.piece.lang: text.render(it) for it in materials.values()}
        documents = {it.piece.lang: self._document(it) for it in materials.values()}
        kit = self._kit(tuple(materials.values()), texts, documents)
        return tuple(
            self._beside(address, it, texts[it.piece.lang], documents[it.piece.lang], kit)
            for address, it in materials.items()
        )

    def of_company(
        self, site: Site, contacts: Mapping[str, tuple[Profile, ...]], people: tuple[Profile, ...]
    ) -> tuple[Files, ...]:
        """Return the company's kit, once, and how the press home of each language offers it.

        Args:
            site: what may be shown.
            contacts: whom the press may ask, by language.
            people: whose pictures lie in it, in any language.

        Raises:
            SetupError: the template or a font is at fault, or a file cannot be read.
        """
        sheets = {lang: factsheet.compose(site, lang, contacts[lang], _) for lang, _ in self.translations.items()}
        names = {lang: {it.id: it.name[lang] for it in site.people.values()} for lang in sheets}
        members = (
            *(member for lang, sheet in sheets.items() for member in self._sheet(lang, sheet)),
            *contents.of_people(people, names),
            *contents.of_logo(self.logo),
        )
        about = {"company": dict(self.company.name), "url": self.company.url, "licence": dict(self.company.terms)}
        kit = self._archive("company", "press-kit", members, about)
        homes = {lang: urls.section(self.company, lang, "press") for lang in sheets}
        first = homes[self.company.default_language]
        rows = {
            lang: replace(self._download(lang, first + KIT, kit.size), title=_("Logo, fact sheet, pictures of people"))
            for lang, _ in self.translations.items()
        }
        kept = {lang: {KIT: kit} if home == first else {} for lang, home in homes.items()}
        return tuple(Files(home, {}, kept[lang], (rows[lang],)) for lang, home in homes.items())

    def _sheet(self, lang: str, sheet: Material) -> Iterator[archive.Member]:
        for ending, content in ((".txt", text.render(sheet)), (".pdf", _read(self._document(sheet)))):
            yield archive.Member(f"text/factsheet.{lang}{ending}", content, {"language": lang})

    def _download(self, lang: str, address: str, size: int) -> Download:
        """Return how a page offers a file."""
        name = address.rpartition("/")[2]
        return Download(_titles(self.translations[lang])[name], address, size, media_type(name))

    def _beside(self, address: str, material: Material, said: bytes, document: Kept, kit: Kept) -> Files:
        others = (made(TEXT, said), _made(DOCUMENT, document), _made(KIT, kit))
        told = data.render(material, partial(urls.absolute, self.company), others)
        rows = (*others, made(DATA, told))
        downloads = tuple(self._download(material.piece.lang, address + row.name, row.size) for row in _ordered(rows))
        return Files(
            address,
            MappingProxyType({TEXT: said, DATA: told}),
            MappingProxyType({DOCUMENT: document, KIT: kit}),
            downloads,
            tuple(str(fault) for fault in self._unsaid(material)),
        )

    def _unsaid(self, material: Material) -> Iterator[Fault]:
        """Yield the characters of a release that its document leaves out."""
        for char in sorted(missing(text.render(material).decode(), self.letterhead.fonts)):
            problem = f'"{char}" (U+{ord(char):04X}) is in no font, and {DOCUMENT} leaves it out'
            yield Fault(material.piece.shown, 1, problem, "name a font under [fonts] that has it", "warning")

    def _document(self, material: Material) -> Kept:
        """Return a document, from the shelf where it is."""
        unknown = missing(text.render(material).decode(), self.letterhead.fonts)
        pictures = [shot.file.address for shot in material.shots]
        inputs = pdf.inputs(material, self.letterhead, pdf.names(material, pictures), unknown)
        found = digest(f"{self._programs}{inputs}{pictures}".encode())
        slot = f"{material.piece.lang}/{material.piece.slug}"
        return self.shelf.find(slot, found, ".pdf") or self.shelf.keep(
            slot,
            found,
            ".pdf",
            lambda file: file.write(pdf.render(material, self.letterhead, _pictures(material), unknown)),
        )

    def _kit(self, materials: tuple[Material, ...], texts: Mapping[str, bytes], documents: Mapping[str, Kept]) -> Kept:
        named = {lang: {TEXT: texts[lang], DOCUMENT: _read(documents[lang])} for lang in texts}
        members = contents.of_release(materials, named, self.logo)
        members += tuple(
            archive.Member(
                f"text/captions.{it.piece.lang}.txt", contents.captions(it, members), {"language": it.piece.lang}
            )
            for it in materials
        )
        slug = materials[0].piece.slug
        about = {
            "title": {it.piece.lang: it.piece.title for it in materials},
            "url": {it.piece.lang: it.url for it in materials},
            "published": materials[0].date.isoformat(),
            "publisher": {it.piece.lang: it.company for it in materials},
            "licence": {it.piece.lang: it.terms for it in materials if it.terms},
        }
        return self._archive(slug, slug, members, about)

    def _archive(self, slot: str, folder: str, members: tuple[archive.Member, ...], about: Mapping[str, Any]) -> Kept:
        found = digest(f"{self._programs}{archive.key(folder, members, about)}".encode())
        try:
            return self.shelf.find(slot, found, ".zip") or self.shelf.keep(
                slot, found, ".zip", lambda file: archive.write(file, folder, members, about)
            )
        except OSError as error:
            raise SetupError(f"{error.filename or self.shelf.folder}: it cannot be read: {error.strerror}") from error


def _titles(_: Translate) -> dict[str, str]:
    """Return what each file is, by its name."""
    return {
        DOCUMENT: _("A document to print or send"),
        TEXT: _("The text, ready to paste"),
        KIT: _("Everything: pictures, texts, logo"),
        DATA: _("Data for programs"),
    }


def _ordered(rows: Iterable[Made]) -> list[Made]:
    order = (DOCUMENT, TEXT, KIT, DATA)
    return sorted(rows, key=lambda row: order.index(row.name))


def _made(name: str, kept: Kept) -> Made:
    return Made(name, kept.size, kept.digest)


def _read(kept: Kept) -> bytes:
    return kept.source.read_bytes()


def _pictures(material: Material) -> dict[str, bytes]:
    """Return the pictures of a document, small enough for it; what cannot be drawn stands in the kit alone."""
    found = {}
    for shot in material.shots:
        try:
            content = outgoing(shot.file.source.read_bytes(), shot.file.source.name)
            found[shot.file.address] = pdf.shrunk(content)
        except PictureError:
            continue
        except OSError as error:
            raise SetupError(f"{shot.file.source}: it cannot be read: {error.strerror}") from error
    return found


def _programs(letterhead: Letterhead) -> str:
    """Return the hash of what all documents share: template, fonts, look, programs.

    Raises:
        SetupError: the template is not there.
    """
    files = [letterhead.template, *_OWN_MODULES]
    files += sorted(path for folder in letterhead.fonts for path in folder.iterdir())
    try:
        marks = [digest(path.read_bytes()) for path in files if path.is_file()]
    except OSError as error:
        raise SetupError(f"{error.filename}: documents cannot be made without it: {error.strerror}") from error
    look = [letterhead.heading, letterhead.text, letterhead.colors, letterhead.logo]
    programs = [version("typst"), version("pillow")]
    return digest(json.dumps([marks, look, programs], ensure_ascii=False).encode())
