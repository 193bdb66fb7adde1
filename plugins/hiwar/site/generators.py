"""The two ends of the site room: composing pages, and writing everything."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pelican.generators import Generator

from hiwar import urls
from hiwar.engine import house
from hiwar.engine.explain import WHYS, reason, shortened
from hiwar.engine.keys import Keys
from hiwar.engine.plan import row_of
from hiwar.metadata import outgoing
from hiwar.model.memory import Forgetful, digest_of
from hiwar.model.sketch import Draft, sketched_all
from hiwar.renditions import renditions
from hiwar.site import inner_links, own_files
from hiwar.site.assets import read_assets
from hiwar.site.compose import Composer, sketch_pages
from hiwar.site.lettering import read_fonts
from hiwar.site.redirects import compose_redirects
from hiwar.site.related import Relations
from hiwar.site.stage import BUILD, PLAN, Stage
from hiwar.site.templates import equip, warm
from hiwar.site.theme import explained_templates
from hiwar.site.tokens import render_tokens
from hiwar.site.views import Views, section_names, section_purposes
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiwar.engine.plan import Plan
    from hiwar.model.build import Build
    from hiwar.model.media import MediaFile
    from hiwar.model.page import Chrome, Page
    from hiwar.model.sketch import Sketch
    from hiwar.site.assets import Assets
    from hiwar.site.writer import Writer


#: From so many pages, or other files, on, others help to make them.
_MANY: Final = 40
#: From so many other files on, another process makes them beside a few pages.
_SEVERAL: Final = 6


class _Made(NamedTuple):
    """A page as it was made."""

    #: Digest of all that decides its bytes.
    key: str
    #: None where it stands already.
    content: bytes | None = None
    #: What it is made from, shortened, and what of that nobody can compare.
    parts: Mapping[str, str] = MappingProxyType({})
    unknown: str = ""


class ComposePages(Stage):
    """Sketches every page from the values that the rooms before it left."""

    def generate_context(self) -> None:
        """Set the build's sketches."""
        build, languages = self.build, self.build.site.company.languages
        catalogues, stamps = build.catalogues, Stamps()
        views = Views(build.site, section_names(catalogues, languages), section_purposes(catalogues, languages))
        build.sketches = list(sketch_pages(Composer(views, catalogues, stamps, Relations(build.memory))))
        build.sketches += sketched_all(compose_redirects(build.site), stamps)
        build.media.update({file.address: file for file in build.site.portraits.values()})
        if build.site.logo:
            build.media[build.site.logo.address] = build.site.logo

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Bring the media that the pages of pieces show."""
        for sketch in sketches:
            for file in sketch.piece.media if sketch.piece else ():
                self.build.media[file.address] = file
                sketch.brings += (file.address, *(one.address for one in renditions(file)))


class WriteSite(Generator):  # type: ignore[misc] # Pelican ships no types
    """Decides which pages have to be made, renders them, and writes all files; always the last."""

    def __init__(self, context: dict[str, Any], *args: object, **kwargs: object) -> None:
        super().__init__(context, *args, **kwargs)
        self.build: Build = context[BUILD]
        self.plan: Plan = context[PLAN]
        #: The pages to make, each with the digest of what it rests on.
        self._due: list[tuple[Sketch, str]] = []

    def generate_context(self) -> None:
        """Compose what has to be made.

        Raises:
            SetupError: a file of the theme cannot be read.
        """
        build, company = self.build, self.build.site.company
        self.assets = _assets(build)
        self.house = house_of(build, self.settings, self.assets)
        views = Views(build.site, section_names(build.catalogues, company.languages))
        self.chromes = {lang: views.chrome(lang) for lang in company.languages}
        bases = {lang: self._base(chrome) for lang, chrome in self.chromes.items()}
        rows = ((sketch, row_of(bases[sketch.lang], sketch.rests_on)) for sketch in build.sketches)
        self._due = [(sketch, row) for sketch, row in rows if not self.plan.stands(sketch, row)]
        build.compose(sketch for sketch, _ in self._due)

    def _base(self, chrome: Chrome | None = None) -> str:
        """Return a text for what every page of a language rests on, or every other file; empty to believe nothing."""
        build = self.build
        if not self.house:
            return ""
        text = Stamps().text
        said = (tuple(self.house.items()), build.site.company, chrome, build.request.said, tuple(build.rests_on))
        return digest_of(text(said).encode("utf-8", "surrogatepass"))

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
        equip(self.env, build.site.company, build.catalogues, self.assets)
        files = {**self.assets.contents, **build.files, **own_files.compose(build)}
        inner_links.check(build, self._addresses() | files.keys())
        self._write_made(writer)
        for address, content in files.items():
            writer.write_bytes(address, content)
        keys = Keys(self.house)
        for address, file in build.media.items():
            writer.write_made(address, keys.of_file(build.memory, file.source), partial(_served, file))
        build.notes += sorted({note for sketch in build.sketches for note in sketch.notes})

    def _addresses(self) -> set[str]:
        """Return where pages, and what they bring, will stand."""
        build = self.build
        found = {sketch.address for sketch in build.sketches}
        found |= {address for sketch in build.sketches for address in sketch.brings}
        return found | build.media.keys() | {draft.address for draft in build.drafts}

    def _write_made(self, writer: Writer) -> None:
        """Write pages and drafts; few of both are made beside each other, many by all cores one after the other."""
        due = _by_turns(self._due_drafts(writer))
        if len(self._due) < _MANY and len(due) < _MANY:
            with self._making(due, many=_SEVERAL, most=1) as made:
                self._write_pages(writer)
                self._write_drafts(due, made, writer)
            return
        self._write_pages(writer)
        with self._making(due, many=_MANY) as made:
            self._write_drafts(due, made, writer)

    def _write_pages(self, writer: Writer) -> None:
        build, keys = self.build, Keys(self.house)
        due = {sketch.address for sketch, _ in self._due}
        standing = [sketch.address for sketch in build.sketches if sketch.address not in due]
        build.memory.need(WHYS, *standing)
        for address in standing:
            writer.take(address)
        if build.crew.is_worth(len(self._due), _MANY):
            # What each worker would do by itself.
            warm(self.env, {sketch.template for sketch, _ in self._due})
            self.plan.tree.settle()
        make = partial(self._made, keys)
        with build.memory.held(), build.crew.work(self._due, make, many=_MANY) as made:
            for (sketch, row), page in zip(self._due, made, strict=True):
                self._write_page(sketch, page, writer)
                self.plan.note(sketch, row)

    def _made(self, keys: Keys, due: tuple[Sketch, str]) -> _Made:
        """Render a page, if it does not stand already; it may be another process that does."""
        page = self._shown(due[0])
        key, parts = keys.of_page(page, self.build.site.company, self.chromes[page.lang])
        if self.plan.tree.has(urls.file_path(page.address), key):
            return _Made(key)
        return _Made(key, self._rendered(page), shortened(parts), parts.get("unknown", ""))

    def _shown(self, sketch: Sketch) -> Page:
        """Return a page as it is rendered: nothing of a review is to be found."""
        page = sketch.page
        return replace(page, is_indexed=page.is_indexed and not self.build.request.review)

    def _write_page(self, sketch: Sketch, made: _Made, writer: Writer) -> None:
        build, address = self.build, sketch.address
        # What stood a moment ago, when it was not rendered, may not stand any more.
        if writer.write_made(address, made.key, lambda: made.content or self._rendered(self._shown(sketch))):
            build.effort.rendered.append(address)
            build.effort.reasons[address] = reason(build.memory, address, made.parts, made.unknown)
        else:
            build.memory.need(WHYS, address)

    def galley(self, sketch: Sketch) -> bytes:
        """Return a page as it would be written.

        Raises:
            ContentError: a picture or a character cannot be shown.
            SetupError: a template is wrong, or not there.
        """
        self.build.compose([sketch])
        with explained_templates(self.build.request.theme, self.build.request.own_theme):
            return self._rendered(self._shown(sketch))

    def _due_drafts(self, writer: Writer) -> list[tuple[Draft, str]]:
        """Keep the drafts that stand; return the others, each with the digest of what it rests on."""
        base, due = self._base(), list[tuple[Draft, str]]()
        for draft in (*self.build.drafts, self._sitemap()):
            row = row_of(base, draft.rests_on)
            if self.plan.holds(draft.address, row):
                writer.take(draft.address)
            else:
                due.append((draft, row))
        return due

    @contextmanager
    def _making(self, due: list[tuple[Draft, str]], *, many: int, most: int | None = None) -> Iterator[Iterator[bytes]]:
        """Give the contents of drafts, in their order; see `hiwar.model.crew.Crew`."""
        crew = self.build.crew.work(due, lambda it: it[0].make(), many=many, group=lambda it: it[0].group, most=most)
        with self.build.memory.held(), crew as made:
            yield made

    def _write_drafts(self, due: list[tuple[Draft, str]], made: Iterator[bytes], writer: Writer) -> None:
        for (draft, row), content in zip(due, made, strict=True):
            self.build.go_on()
            writer.write_bytes(draft.address, content)
            self.plan.note_file(draft.address, row)

    def _sitemap(self) -> Draft:
        """Return the list of all pages that search engines may find."""
        listed = [one for one in self.build.sketches if one.is_indexed]
        rests_on = [f"{one.address} {dict(one.alternates)}" for one in listed]
        return Draft("/sitemap.xml", lambda: self.get_template("sitemap").render(pages=listed).encode(), rests_on)

    def _rendered(self, page: Page) -> bytes:
        company, chrome = self.build.site.company, self.chromes[page.lang]
        frame = {"page": page, "lang": page.lang, "company": company, "chrome": chrome}
        text: str = self.get_template(page.template).render({**frame, **page.values})
        return text.encode()

    def get_template(self, name: str) -> Any:
        """Return a template; the sitemap is the one that is not HTML."""
        return self.env.get_template(f"{name}.xml") if name == "sitemap" else super().get_template(name)


def _by_turns(due: list[tuple[Draft, str]]) -> list[tuple[Draft, str]]:
    """Return files with those of each group by turns: several groups are made at once, and written as they come."""
    groups: dict[str, list[tuple[Draft, str]]] = {}
    for draft, row in due:
        groups.setdefault(draft.group, []).append((draft, row))
    return [it for turn in zip_longest(*groups.values()) for it in turn if it]


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
