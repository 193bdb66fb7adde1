"""Puts each release's files beside its page, and the company's kit beside the press home."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar.model.media import MediaFile
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.kit.desk import Desk, Files
    from hiwar.kit.material import Material
    from hiwar.model.build import Build
    from hiwar.model.page import Profile
    from hiwar.model.sketch import Sketch

#: Releases that are worked on at the same time: each may have its largest picture in memory.
_AT_ONCE: Final = 2
#: Template of the press home.
HOME: Final = "press"
#: Of the lists of people.
PEOPLE: Final = "people"


class PackKits(Stage):
    """Adds ``downloads`` to the values of releases and of the press home, and the files to the site."""

    def generate_context(self) -> None:
        """Say what the files rest on besides their page: the release's twins; of the company's kit, all it lists."""
        build = self.build
        self._releases: dict[str, list[Sketch]] = {}
        for sketch in build.sketches:
            if sketch.piece and sketch.template == "release":
                self._releases.setdefault(sketch.piece.slug, []).append(sketch)
            elif sketch.template == HOME:
                sketch.rests_on.append(_listed(build))
        for twins in self._releases.values():
            both = [text for sketch in twins for text in sketch.rests_on]
            for sketch in twins:
                sketch.rests_on = [*both, sketch.lang]

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Make what the shelf does not have.

        Raises:
            SetupError: the template or a font is at fault, or a file cannot be read.
        """
        slugs = dict.fromkeys(one.piece.slug for one in sketches if one.piece and one.template == "release")
        homes = [sketch for sketch in sketches if sketch.template == HOME]
        if not slugs and not homes:
            return
        # What makes files takes 15 ms to import, and most builds have no release to pack.
        from concurrent.futures import ThreadPoolExecutor

        desk = _desk(self.build)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            together = pool.map(desk.of_release, [self._materials(slug) for slug in slugs])
            made = {files.address: files for beside in together for files in beside}
        made |= {files.address: files for files in _of_company(self.build, desk)} if homes else {}
        for sketch in sketches:
            if sketch.address in made:
                _put(self.build, sketch, made[sketch.address])

    def _materials(self, slug: str) -> dict[str, Material]:
        """Return a release in all its languages that may be shown, by address of its page."""
        from hiwar.kit.material import compose

        company, catalogues = self.build.site.company, self.build.catalogues
        found = {
            sketch.address: compose(sketch.page, company, partial(catalogues.gettext, sketch.lang))
            for sketch in self._releases[slug]
        }
        return {address: material for address, material in found.items() if material}


def _listed(build: Build) -> str:
    """Return a text for what the company's kit lists; people and contacts every page rests on."""
    newest = max((piece.date for piece in build.site.pieces if piece.date), default=None)
    products = " ".join(piece.teaser_stamp for piece in build.site.of_kind("product"))
    return f"{newest} {products} {bool(build.site.of_kind('release'))}"


def _desk(build: Build) -> Desk:
    from hiwar.kit.desk import Desk
    from hiwar.kit.letterhead import read_letterhead
    from hiwar.kit.shelf import Shelf

    company = build.site.company
    translations = {lang: partial(build.catalogues.gettext, lang) for lang in company.languages}
    letterhead = read_letterhead(company, build.request)
    return Desk(company, letterhead, translations, build.site.logo, Shelf(build.request.cache / "kits"))


def _of_company(build: Build, desk: Desk) -> tuple[Files, ...]:
    """Return the company's kit, which all press homes offer; none where there is nothing to announce."""
    from hiwar.kit.material import profiles

    homes = [sketch.page for sketch in build.sketches if sketch.template == HOME]
    contacts = {page.lang: profiles(page.values.get("contacts")) for page in homes}
    if not build.site.of_kind("release") or contacts.keys() != set(build.site.company.languages):
        return ()
    return desk.of_company(build.site, contacts, _people(build))


def _people(build: Build) -> tuple[Profile, ...]:
    """Return everybody once, as a page shows them."""
    from hiwar.kit.material import profiles

    lists = [sketch.page for sketch in build.sketches if sketch.template == PEOPLE]
    found = {it.id: it for page in lists for it in profiles(page.values.get("people"))}
    return tuple(found[name] for name in sorted(found))


def _put(build: Build, sketch: Sketch, files: Files) -> None:
    """Put files beside a page, and say in it what there is."""
    for name, content in files.texts.items():
        build.files[files.address + name] = content
    for name, kept in files.kept.items():
        address = files.address + name
        build.media[address] = MediaFile(kept.source, address)
    sketch.brings += tuple(files.address + name for name in (*files.texts, *files.kept))
    sketch.notes += files.notes
    if files.downloads:
        sketch.add(downloads=files.downloads)


def _stages(_pelican: object) -> type:
    return PackKits


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
