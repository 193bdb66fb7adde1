"""The two ends of the site room: composing pages, and writing everything."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pelican.generators import Generator

from hiwar import __version__, urls
from hiwar.engine import house
from hiwar.engine.explain import WHYS, reason
from hiwar.engine.keys import Keys
from hiwar.errors import Faults
from hiwar.metadata import outgoing
from hiwar.model.memory import Forgetful, digest_of
from hiwar.site.assets import read_assets
from hiwar.site.compose import Composer, compose_pages
from hiwar.site.lettering import read_fonts
from hiwar.site.redirects import compose_redirects
from hiwar.site.stage import BUILD, Stage
from hiwar.site.templates import equip
from hiwar.site.theme import explained_templates
from hiwar.site.tokens import render_tokens
from hiwar.site.views import Views, section_names, section_purposes
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.build import Build
    from hiwar.model.media import MediaFile
    from hiwar.model.page import Page
    from hiwar.site.assets import Assets
    from hiwar.site.writer import Writer


class ComposePages(Stage):
    """Composes every page from the values that the rooms before it left."""

    def generate_context(self) -> None:
        """Set the build's pages, and the media that they show."""
        build = self.build
        company = build.site.company
        catalogues = build.catalogues
        languages = company.languages
        views = Views(build.site, section_names(catalogues, languages), section_purposes(catalogues, languages))
        build.pages = list(compose_pages(Composer(views, catalogues)))
        build.pages += compose_redirects(build.site)
        for piece in build.site.pieces:
            build.media.update({file.address: file for file in piece.media})
        build.media.update({file.address: file for file in build.site.portraits.values()})
        if build.site.logo:
            build.media[build.site.logo.address] = build.site.logo


class WriteSite(Generator):  # type: ignore[misc] # Pelican ships no types
    """Renders the pages and writes them with all other files; always the last."""

    def __init__(self, context: dict[str, Any], *args: object, **kwargs: object) -> None:
        super().__init__(context, *args, **kwargs)
        self.build: Build = context[BUILD]

    def generate_output(self, writer: Writer) -> None:
        """Write the whole site.

        Raises:
            ContentError: a link in a piece leads to no place on the site.
            SetupError: a template is wrong, or not there.
        """
        request = self.build.request
        with explained_templates(request.theme, request.own_theme):
            self._write(writer)

    def _write(self, writer: Writer) -> None:
        build = self.build
        company = build.site.company
        assets = _assets(build)
        catalogues = build.catalogues
        equip(self.env, company, catalogues, assets)
        files = {**assets.contents, **build.files, **self._made()}
        pages = {page.address for page in build.pages}
        _check_links(build, pages | files.keys() | build.promised | build.media.keys())
        views = Views(build.site, section_names(catalogues, company.languages))
        chromes = {lang: views.chrome(lang) for lang in company.languages}
        keys = Keys(house_of(build, self.settings, assets))
        for composed in build.pages:
            page = replace(composed, is_indexed=composed.is_indexed and not build.request.review)
            values = {"page": page, "lang": page.lang, "company": company, "chrome": chromes[page.lang]}
            make = partial(self._rendered, page, values)
            key, parts = keys.of_page(page, company, chromes[page.lang])
            if writer.write_made(page.address, key, make):
                build.effort.rendered.append(page.address)
                build.effort.reasons[page.address] = reason(build.memory, page.address, parts)
            else:
                build.memory.need(WHYS, page.address)
        for address, content in files.items():
            writer.write_bytes(address, content)
        for address, file in build.media.items():
            writer.write_made(address, keys.of_file(build.memory, file.source), partial(_served, file))

    def _made(self) -> dict[str, bytes]:
        """Return the files that the site itself makes, by address."""
        return {
            "/build.json": _build_json(self.build),
            "/robots.txt": _robots(self.build),
            "/sitemap.xml": self.get_template("sitemap").render(pages=_listed(self.build)).encode(),
        }

    def _rendered(self, page: Page, values: dict[str, object]) -> bytes:
        text: str = self.get_template(page.template).render({**values, **page.values})
        return text.encode()

    def get_template(self, name: str) -> Any:
        """Return a template; the sitemap is the one that is not HTML."""
        return self.env.get_template(f"{name}.xml") if name == "sitemap" else super().get_template(name)


def house_of(build: Build, settings: Mapping[str, object], assets: Assets) -> Mapping[str, str]:
    """Return what every page depends on besides its values, by name; nothing in a build that believes nothing."""
    if isinstance(build.memory, Forgetful):
        return {}
    return {
        "programs": build.memory.house,
        "theme": house.theme(build.memory, build.request.theme),
        "own theme": house.theme(build.memory, build.request.own_theme),
        "assets": digest_of(json.dumps([dict(assets.addresses), dict(assets.fonts)]).encode()),
        "settings": house.settings(settings),
        # Whoever is named anywhere is said by these.
        "people": Stamps().stamp((build.site.people, build.site.portraits, build.site.logo)),
    }


def _assets(build: Build) -> Assets:
    """Return the theme's files with the company's own look."""
    request, company = build.request, build.site.company
    fonts = read_fonts(company, request.content / "media")
    return read_assets(request.theme / "static", request.own_theme / "static", render_tokens(company, fonts), fonts)


def _served(file: MediaFile) -> bytes:
    """Return a file's bytes; what writers brought goes out without what it says of place and device."""
    content = file.source.read_bytes()
    return outgoing(content, file.source.name) if file.digest else content


def _listed(build: Build) -> list[Page]:
    return [page for page in build.pages if page.is_indexed]


def _robots(build: Build) -> bytes:
    if build.request.review:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\nSitemap: {urls.absolute(build.site.company, '/sitemap.xml')}\n".encode()


def _build_json(build: Build) -> bytes:
    counts: dict[str, dict[str, int]] = {}
    for lang in build.site.company.languages:
        counts[lang] = dict(sorted(Counter(piece.folder for piece in build.site.of(lang)).items()))
    row = {
        "version": __version__,
        "source": build.request.commit,
        "dirty": build.request.is_dirty,
        "counts": counts,
    }
    return (json.dumps(row, indent=1) + "\n").encode()


def _check_links(build: Build, addresses: set[str]) -> None:
    """Raise ContentError naming every link of a piece that leads to no place on the site."""
    faults = Faults()
    for piece in build.site.pieces:
        for link in piece.links:
            if link.address not in addresses:
                with_slash = f"{link.address}/"
                fix = f"write {with_slash}" if with_slash in addresses else "name a page of the site, or a file"
                faults.add(piece.shown, link.line, f'nothing on the site stands at "{link.address}"', fix)
    faults.raise_if_any()
