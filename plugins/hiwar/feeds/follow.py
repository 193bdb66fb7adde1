"""Following, for people: the page of everything one can follow, and each page's feeds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from hiwar.feeds import atom, jsonfeed, rss
from hiwar.model.page import Page

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from hiwar.feeds.edition import Edition
    from hiwar.feeds.lists import FeedList
    from hiwar.model.community import Community
    from hiwar.model.company import Company, Person
    from hiwar.model.feed import Feed

#: Where the page stands, below the language's root.
SECTION: Final = "follow"
OPML: Final = "feeds.opml"
TEMPLATE: Final = "follow"


class FeedLink(NamedTuple):
    """A feed as a page's head names it, for readers that look there."""

    title: str
    #: From the root of the site: ``/en/blog/feed.xml``.
    address: str
    #: Media type.
    type: str
    #: The format's name: "Atom".
    form: str


@dataclass(frozen=True, slots=True)
class Followable:
    """One list that one can follow."""

    name: str
    #: What one gets.
    purpose: str
    #: The page with the same list, from the root of the site; empty when there is none.
    address: str
    #: Atom first.
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class FollowGroup:
    """Lists of one sort."""

    heading: str
    items: tuple[Followable, ...]
    #: The same, as feeds; without their entries, which nobody asks for here.
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A community in one language."""

    name: str
    url: str
    #: Where it is, as people say it.
    host: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the company on a platform."""

    #: Whose it is.
    name: str
    url: str
    #: Where it is, as people say it: ``social.example``.
    host: str


def feed_links(listed: FeedList) -> tuple[FeedLink, ...]:
    """Return the feeds beside a list, Atom first."""
    feed, base = listed.feed, listed.address
    forms = ((feed.atom, atom), (feed.rss, rss), (feed.json, jsonfeed))
    return tuple(
        FeedLink(feed.title, base + url.rpartition("/")[2], form.TYPE, form.NAME) for url, form in forms if url
    )


def groups(lists: Sequence[FeedList], edition: Edition) -> tuple[FollowGroup, ...]:
    """Return everything that has feeds, sorted for a reader who looks around."""
    _ = edition.translate
    headings = {
        _("Start here"): {"all", "section"},
        _("The conversation"): {"conversation"},
        _("Products"): {"product"},
        _("Topics"): {"tag"},
        _("People"): {"person"},
    }
    found = {heading: [one for one in lists if one.row.key.kind in kinds] for heading, kinds in headings.items()}
    return tuple(
        FollowGroup(
            heading, tuple(_followable(one) for one in listed), tuple(replace(one.feed, entries=()) for one in listed)
        )
        for heading, listed in found.items()
        if listed
    )


def _followable(listed: FeedList) -> Followable:
    return Followable(listed.row.name, listed.row.purpose, listed.address, feed_links(listed))


def linked(groups: Iterable[FollowGroup], addresses: Container[str]) -> tuple[FollowGroup, ...]:
    """Return the groups, with links to those pages alone that the site has."""
    return tuple(
        replace(
            group,
            items=tuple(item if item.address in addresses else replace(item, address="") for item in group.items),
        )
        for group in groups
    )


def accounts(company: Company, people: Iterable[Person], lang: str) -> tuple[Account, ...]:
    """Return the accounts of the company, then of those who speak for it, each once."""
    named = [(company.name[lang], url) for url in company.accounts]
    named += [(person.name[lang], url) for person in people if person.voice == "official" for url in person.accounts]
    by_url = {url: name for name, url in reversed(named)}
    return tuple(Account(name, url, urlsplit(url).netloc) for url, name in reversed(by_url.items()))


def places(communities: Iterable[Community], lang: str) -> tuple[Place, ...]:
    """Return the communities in which the company takes part, by name in one language."""
    return tuple(Place(one.name.get(lang) or one.host, one.url, one.host) for one in communities)


def compose_page(
    lists: Sequence[FeedList],
    edition: Edition,
    people: Iterable[Person],
    languages: Iterable[Edition],
) -> Page:
    """Return the page that lists everything one can follow in one language."""
    return Page(
        address=edition.address(SECTION),
        lang=edition.lang,
        template=TEMPLATE,
        title=edition.translate("Follow us"),
        description=edition.translate("Feeds, accounts and communities: how to hear from us, and how to answer"),
        alternates=MappingProxyType({other.lang: other.address(SECTION) for other in languages}),
        values=MappingProxyType(
            {
                "groups": groups(lists, edition),
                "accounts": accounts(edition.company, people, edition.lang),
                "communities": places(edition.company.communities, edition.lang),
                "opml": edition.address(SECTION) + OPML,
            }
        ),
    )
