"""Every page of the site, composed from values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar import urls
from hiwar.model.page import Page
from hiwar.model.sketch import Sketch, sketched, sketched_all
from hiwar.site.archive import sketch_archive
from hiwar.site.corrections import compose_corrections
from hiwar.site.paging import compose_list
from hiwar.site.parts import sketch_part_pages
from hiwar.site.pieces import sketch_piece_pages
from hiwar.site.press import compose_press
from hiwar.site.views import language_order, pictured_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiwar.i18n import Catalogues
    from hiwar.model.company import Person
    from hiwar.model.piece import Piece, Tag
    from hiwar.site.paging import ListPage
    from hiwar.site.related import Relations
    from hiwar.site.views import Views
    from hiwar.stamps import Stamps

_HOME_POSTS: Final = 6
_HOME_RELEASES: Final = 3


@dataclass(frozen=True, slots=True)
class Composer:
    """What composing needs: how things are shown, and in which words."""

    views: Views
    catalogues: Catalogues
    stamps: Stamps
    relations: Relations


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of pieces, before it is cut into pages."""

    lang: str
    template: str
    #: Of its address, below the language's home.
    parts: tuple[str, ...]
    title: str
    #: Oldest first.
    pieces: Sequence[Piece]
    #: What stands in it, for search engines and cards.
    description: str
    #: What the template is given besides the list.
    values: Mapping[str, object]
    #: Its address in each language that has it; None when every language does.
    twins: Mapping[str, str] | None = None


def sketch_pages(composer: Composer) -> Iterator[Sketch]:
    """Yield every page of the site before it is composed, in the order of languages and sections."""
    views, stamps = composer.views, composer.stamps
    for lang in views.site.company.languages:
        yield sketched(_home(composer, lang), stamps)
        yield from _section(composer, lang, "blog", "post")
        yield from _section(composer, lang, "press", "release")
        yield from _section(composer, lang, "products", "product")
        yield from sketch_piece_pages(views, lang, composer.relations)
        yield from sketch_part_pages(views, lang)
        yield from _people(composer, lang)
        yield from _tags(composer, lang)
        yield from sketch_archive(views, lang)
        yield from sketched_all(compose_corrections(views, lang), stamps)
    yield sketched(_not_found(composer), stamps)


def _home(composer: Composer, lang: str) -> Page:
    views, company = composer.views, composer.views.site.company
    releases = views.site.of(lang, "release")[::-1]
    posts = views.site.of(lang, "post")[::-1]
    return Page(
        address=urls.root(company, lang),
        lang=lang,
        template="home",
        title=company.name[lang],
        description=company.tagline.get(lang, ""),
        alternates=MappingProxyType({code: urls.root(company, code) for code in company.languages}),
        values=MappingProxyType(
            {
                "releases": views.teasers(releases[:_HOME_RELEASES]),
                "posts": pictured_once(views.teasers(posts[:_HOME_POSTS])),
                "products": views.teasers(views.site.of(lang, "product")),
            }
        ),
    )


def _section(composer: Composer, lang: str, name: str, kind: str) -> Iterator[Sketch]:
    pieces = composer.views.site.of(lang, kind)
    # Products stand by title: the first letter first, as if it were the newest.
    oldest_first = pieces[::-1] if kind == "product" else pieces
    title = composer.views.section_name(lang, name)
    purpose = composer.views.purpose(lang, name)
    listing = Listing(lang, "section", (name,), title, oldest_first, purpose, {"section": name})
    for sketch in _list_pages(composer, listing):
        is_press = name == "press" and sketch.address == urls.section(composer.views.site.company, lang, name)
        yield sketched(_press_home(composer, sketch.page), composer.stamps) if is_press else sketch


def _press_home(composer: Composer, page: Page) -> Page:
    values = {**page.values, **compose_press(composer.views, page.lang)}
    return replace(page, template="press", values=MappingProxyType(values))


def _list_pages(composer: Composer, listing: Listing) -> Iterator[Sketch]:
    views, company, lang = composer.views, composer.views.site.company, listing.lang
    twins = listing.twins or {code: urls.section(company, code, *listing.parts) for code in company.languages}
    said = (listing.title, listing.description, listing.parts, tuple(twins.items()), listing.values)
    frame = composer.stamps.known(said)
    for page in compose_list(listing.pieces, company.per_page, urls.section(company, lang, *listing.parts)):
        yield Sketch(
            page.address,
            lang,
            listing.template,
            make=partial(_list_page, views, listing, page, twins),
            rests_on=[frame, repr(page.paging), views.stamps(page.items)],
            alternates=_alternates(views, lang, page, twins),
        )


def _list_page(views: Views, listing: Listing, page: ListPage[Piece], twins: Mapping[str, str]) -> Page:
    return Page(
        address=page.address,
        lang=listing.lang,
        template=listing.template,
        title=listing.title,
        description=listing.description,
        alternates=_alternates(views, listing.lang, page, twins),
        elsewhere=MappingProxyType({**views.elsewhere(listing.lang, listing.parts[0]), **twins}),
        values=MappingProxyType({**listing.values, "items": views.teasers(page.items), "paging": page.paging}),
    )


def _alternates(views: Views, lang: str, page: ListPage[Any], twins: Mapping[str, str]) -> Mapping[str, str]:
    """Return the list's twins; its numbered pages have none, as lists differ in length."""
    return language_order(views.site, twins if page.paging.number is None else {lang: page.address})


def _people(composer: Composer, lang: str) -> Iterator[Sketch]:
    people = sorted(composer.views.site.people.values(), key=lambda person: person.name[lang].casefold())
    yield from sketched_all(_people_lists(composer, lang, people), composer.stamps)
    written = _by_author(composer.views, lang)
    for person in people:
        yield from _person(composer, lang, person, written.get(person.id, ()))


def _people_lists(composer: Composer, lang: str, people: Sequence[Person]) -> Iterator[Page]:
    views, company = composer.views, composer.views.site.company
    address = urls.section(company, lang, "people")
    twins = {code: urls.section(company, code, "people") for code in company.languages}
    for page in compose_list(people[::-1], company.per_page, address):
        yield Page(
            address=page.address,
            lang=lang,
            template="people",
            title=views.section_name(lang, "people"),
            description=views.purpose(lang, "people"),
            alternates=_alternates(views, lang, page, twins),
            elsewhere=MappingProxyType(twins),
            values=MappingProxyType(
                {"people": tuple(views.profile(person, lang) for person in page.items), "paging": page.paging}
            ),
        )


def _by_author(views: Views, lang: str) -> dict[str, list[Piece]]:
    """Return each person's posts and releases, oldest first."""
    written: dict[str, list[Piece]] = {}
    for piece in views.site.of(lang, "post", "release"):
        for person in piece.authors:
            written.setdefault(person, []).append(piece)
    return written


def _person(composer: Composer, lang: str, person: Person, pieces: Sequence[Piece]) -> Iterator[Sketch]:
    profile = composer.views.profile(person, lang)
    description = profile.bio or profile.role
    values = {"profile": profile}
    yield from _list_pages(
        composer, Listing(lang, "person", ("people", person.id), profile.name, pieces, description, values)
    )


def _tags(composer: Composer, lang: str) -> Iterator[Sketch]:
    views, tags = composer.views, composer.views.site.tags[lang]
    yield sketched(_tag_index(views, lang), composer.stamps)
    about = composer.catalogues.gettext(lang, "Everything we publish about %(tag)s.")
    for tag, pieces in tags.items():
        listing = Listing(
            lang,
            "tag",
            ("tags", tag.slug),
            tag.name,
            pieces,
            about % {"tag": tag.name},
            {"tag": views.tag(lang, tag)},
            _tag_twins(views, lang, tag),
        )
        yield from _list_pages(composer, listing)


def _tag_index(views: Views, lang: str) -> Page:
    company, tags = views.site.company, views.site.tags[lang]
    return Page(
        address=urls.section(company, lang, "tags"),
        lang=lang,
        template="tags",
        title=views.section_name(lang, "tags"),
        description=views.purpose(lang, "tags"),
        alternates=MappingProxyType({code: urls.section(company, code, "tags") for code in company.languages}),
        values=MappingProxyType({"tags": tuple(views.tag(lang, tag, len(pieces)) for tag, pieces in tags.items())}),
    )


def _tag_twins(views: Views, lang: str, tag: Tag) -> dict[str, str]:
    """Return the address of a tag in each language that uses it under the same declared slug."""
    company = views.site.company
    twins = {lang: urls.section(company, lang, "tags", tag.slug)}
    declared = next((row for row in company.tags if row.slug == tag.slug), None)
    if declared:
        for code in declared.names:
            if any(other.slug == tag.slug for other in views.site.tags[code]):
                twins[code] = urls.section(company, code, "tags", tag.slug)
    return twins


def _not_found(composer: Composer) -> Page:
    company = composer.views.site.company
    lang = company.default_language
    return Page(
        address="/404.html",
        lang=lang,
        template="404",
        title=composer.catalogues.gettext(lang, "Page not found"),
        values=MappingProxyType({"chromes": {code: composer.views.chrome(code) for code in company.languages}}),
        is_indexed=False,
    )
