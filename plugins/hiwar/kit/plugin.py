"""Puts each release's files beside its page, and the company's kit beside the press home."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar.kit.desk import Desk
from hiwar.kit.letterhead import read_letterhead
from hiwar.kit.material import compose, profiles
from hiwar.kit.shelf import Shelf
from hiwar.model.media import MediaFile
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from hiwar.kit.desk import Files
    from hiwar.kit.material import Material
    from hiwar.model.build import Build
    from hiwar.model.download import Download
    from hiwar.model.page import Page, Profile

#: Releases that are worked on at the same time: each may have its largest picture in memory.
_AT_ONCE: Final = 2
#: Template of the press home.
HOME: Final = "press"


class PackKits(Stage):
    """Adds ``downloads`` to the values of releases and of the press home, and the files to the site."""

    def generate_context(self) -> None:
        """Make what the shelf does not have.

        Raises:
            SetupError: the template or a font is at fault, or a file cannot be read.
        """
        build = self.build
        desk = _desk(build)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            made = [files for beside in pool.map(desk.of_release, _releases(build)) for files in beside]
        made += _of_company(build, desk)
        for files in made:
            _put(build, files)
            build.notes += files.notes
        downloads = {files.address: files.downloads for files in made}
        build.pages = [_with_downloads(page, downloads.get(page.address, ())) for page in build.pages]


def _desk(build: Build) -> Desk:
    company = build.site.company
    translations = {lang: partial(build.catalogues.gettext, lang) for lang in company.languages}
    letterhead = read_letterhead(company, build.request)
    return Desk(company, letterhead, translations, build.site.logo, Shelf(build.request.cache / "kits"))


def _releases(build: Build) -> tuple[dict[str, Material], ...]:
    """Return the releases, each in all its languages that may be shown, by address of its page."""
    found: dict[str, dict[str, Material]] = {}
    for page in build.pages:
        material = compose(page, build.site.company, partial(build.catalogues.gettext, page.lang))
        if material:
            found.setdefault(material.piece.slug, {})[page.address] = material
    return tuple(found.values())


def _of_company(build: Build, desk: Desk) -> tuple[Files, ...]:
    """Return the company's kit, which all press homes offer; none where there is nothing to announce."""
    homes = [page for page in build.pages if page.template == HOME]
    contacts = {page.lang: profiles(page.values.get("contacts")) for page in homes}
    if not build.site.of_kind("release") or contacts.keys() != set(build.site.company.languages):
        return ()
    return desk.of_company(build.site, contacts, _people(build))


def _people(build: Build) -> tuple[Profile, ...]:
    """Return everybody once, as a page shows them."""
    found = {it.id: it for page in build.pages for it in profiles(page.values.get("people"))}
    return tuple(found[name] for name in sorted(found))


def _put(build: Build, files: Files) -> None:
    for name, content in files.texts.items():
        build.files[files.address + name] = content
    for name, kept in files.kept.items():
        address = files.address + name
        build.media[address] = MediaFile(kept.source, address)


def _with_downloads(page: Page, downloads: tuple[Download, ...]) -> Page:
    if not downloads:
        return page
    return replace(page, values=MappingProxyType({**page.values, "downloads": downloads}))


def _stages(_pelican: object) -> type:
    return PackKits


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
