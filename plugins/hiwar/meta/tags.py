"""The tags in the head of a page that platforms read when somebody shares it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from hiwar import urls
from hiwar.plain import typeset
from hiwar.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiwar.meta.subject import Subject
    from hiwar.model.company import Company

#: Characters; what X shows of a description (its documentation of cards, read in 2026, says 200
#: for ``twitter:description`` and 420 for ``twitter:image:alt``).
_DESCRIPTION: Final = 200
_ALT: Final = 420
#: Hosts with accounts at ``/@name`` that are no part of the fediverse.
_NOT_FEDIVERSE: Final = frozenset({"youtube.com", "tiktok.com", "medium.com", "t.me"})
_X: Final = frozenset({"x.com", "twitter.com"})


@dataclass(frozen=True, slots=True)
class HeadTag:
    """One ``<meta>``."""

    #: ``property`` for Open Graph (ogp.me), ``name`` for the rest.
    attribute: str
    key: str
    #: Plain text, not escaped.
    content: str


def compose(subject: Subject, company: Company) -> tuple[HeadTag, ...]:
    """Return the tags of a page, in the order in which platforms want them.

    Open Graph as in ogp.me; ``fediverse:creator`` as Mastodon 4.3 reads it.
    """
    return tuple(tag for tag in _all(subject, company) if tag.content)


def _all(subject: Subject, company: Company) -> Iterator[HeadTag]:
    lang = subject.lang
    yield _graph("og:site_name", company.name[lang])
    yield _graph("og:type", _type(subject))
    yield _graph("og:title", typeset(subject.title, lang))
    yield _graph("og:description", typeset(shortened(subject.description, _DESCRIPTION), lang))
    yield _graph("og:url", urls.absolute(company, subject.address))
    yield _graph("og:locale", locale_name(lang, company))
    for other in subject.alternates:
        if other != lang:
            yield _graph("og:locale:alternate", locale_name(other, company))
    yield from _card(subject, company)
    yield from _article(subject, company)
    yield _named("twitter:card", "summary_large_image" if subject.card else "summary")
    yield _named("twitter:site", _x_account(company.accounts))
    if subject.card:
        yield _named("twitter:image:alt", shortened(subject.card.alt, _ALT))
    people = subject.authors or ((subject.person,) if subject.person else ())
    for person in people:
        yield _named("fediverse:creator", _fediverse_account(person.accounts))


def _card(subject: Subject, company: Company) -> Iterator[HeadTag]:
    card = subject.card
    if card is None:
        return
    yield _graph("og:image", urls.absolute(company, card.address))
    yield _graph("og:image:type", card.type)
    yield _graph("og:image:width", str(card.width))
    yield _graph("og:image:height", str(card.height))
    yield _graph("og:image:alt", typeset(card.alt, subject.lang))


def _article(subject: Subject, company: Company) -> Iterator[HeadTag]:
    if _type(subject) != "article":
        return
    if subject.published:
        yield _graph("article:published_time", subject.published.isoformat())
    if subject.modified:
        yield _graph("article:modified_time", subject.modified.isoformat())
    for author in subject.authors:
        yield _graph("article:author", urls.absolute(company, author.address))
    yield _graph("article:section", subject.section)
    for tag in subject.tags:
        yield _graph("article:tag", tag)


def _type(subject: Subject) -> str:
    """Return one of the types that ogp.me itself defines."""
    if subject.sort in {"post", "release"}:
        return "article"
    return "profile" if subject.sort == "person" else "website"


def locale_name(lang: str, company: Company) -> str:
    """Return ``ar_SA`` for Arabic of a company in Riyadh, ``en_US`` for its English.

    The territory is the language's own (``pt-BR``), else the company's where the
    language is official there, else where most of its speakers live (CLDR).
    """
    own = Locale.parse(lang, sep="-")
    if own.territory:
        return f"{own.language}_{own.territory}"
    here = get_global("zone_territories").get(company.timezone.key, "")
    if here and own.language in get_official_languages(here):
        return f"{own.language}_{here}"
    likely: str = get_global("likely_subtags").get(own.language, own.language)
    return f"{own.language}_{likely.rpartition('_')[2]}"


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold().removeprefix("www.")


def _x_account(accounts: Iterable[str]) -> str:
    """Return ``@name`` of the first account on X; empty when there is none."""
    names = (urlsplit(url).path.strip("/") for url in accounts if _host(url) in _X)
    return next((f"@{name}" for name in names if name and "/" not in name), "")


def _fediverse_account(accounts: Iterable[str]) -> str:
    """Return ``@name@host`` of the first account in the fediverse; empty when there is none."""
    for url in accounts:
        path = urlsplit(url).path.strip("/")
        if path.startswith("@") and "/" not in path and _host(url) not in _NOT_FEDIVERSE:
            return f"{path}@{_host(url)}"
    return ""


def _graph(key: str, content: str) -> HeadTag:
    return HeadTag("property", key, content)


def _named(key: str, content: str) -> HeadTag:
    return HeadTag("name", key, content)
