"""Pages: an address, a template, and the values it is a function of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar.model.values import Values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiwar.model.kinds import Kind, Voice
    from hiwar.model.media import MediaFile
    from hiwar.model.piece import Illustration


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link with its text: one entry of a navigation, a tag, a crumb."""

    text: str
    #: From the root of the site: ``/en/tags/water/``.
    address: str
    #: The language of the text, where it is not the page's.
    lang: str = ""
    is_current: bool = False
    #: How many things stand there; None when that is not said.
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A person in one language."""

    id: str
    name: str
    #: Empty when not given, like `bio`, `email` and `phone`.
    role: str
    bio: str
    email: str
    phone: str
    voice: Voice
    address: str
    photo: MediaFile | None
    accounts: tuple[str, ...] = ()
    #: Where one writes to them at once: the messenger's name, and the address that opens it.
    messengers: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Teaser:
    """A piece as other pages show it: nothing else of it may matter to them."""

    kind: Kind
    lang: str
    title: str
    summary: str
    address: str
    #: In the company's time zone; None on products and pages.
    date: datetime | None
    authors: tuple[Anchor, ...]
    voice: Voice
    illustration: Illustration | None
    tags: tuple[Anchor, ...] = ()
    #: Not public yet: only a review shows it.
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page of a list stands among its pages, numbered from the oldest."""

    #: 1-based number of this page; None on the list itself, which shows the newest.
    number: int | None
    #: The page with the next older pieces; None on page 1.
    older: str | None
    #: The list itself; None when this is it.
    newest: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site and all that it is made from."""

    #: Where it stands: ``/en/blog/launch/`` or ``/404.html``.
    address: str
    lang: str
    #: Name of the template without ``.html``.
    template: str
    #: Plain text.
    title: str
    #: Plain text for search engines and cards; empty when there is none.
    description: str = ""
    #: The same page in each language that has it, its own included: language to address.
    alternates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Where a language that lacks this page leads instead: language to address.
    elsewhere: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: What the template is given besides `page` and what every page has.
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    #: The source of the piece it shows, relative to the content folder; empty on lists.
    source: str = ""
    #: Search engines may list it.
    is_indexed: bool = True

    def adding(self, **values: object) -> Page:
        """Return the page with more values; what is a `Later` is made when the page is rendered."""
        return replace(self, values=Values(self.values).adding(values))


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page of one language."""

    home: str
    #: Sections, in the order of the header.
    sections: tuple[Anchor, ...]
    #: Pages such as "about", in the order of the footer.
    pages: tuple[Anchor, ...]
    #: Ways into the whole, in the order of the footer; the header's places among them.
    ways: tuple[Anchor, ...]
    #: Where one searches.
    search: Anchor
    #: Home of each language: code to address.
    homes: Mapping[str, str]
    #: The company's logo; None when it has none, and the mark of the theme stands there.
    logo: MediaFile | None = None
