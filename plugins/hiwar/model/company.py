"""Who speaks: the company, its people, its tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hiwar.model.navigation import Navigation
from hiwar.model.style import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from hiwar.model.community import Community
    from hiwar.model.kinds import Voice
    from hiwar.model.style import Style


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Company:
    """What ``content/company.toml`` says."""

    #: Where the site stands, without a slash at the end; it may have a path.
    url: str
    #: Codes such as ``ar``; the first stands at the root of the site.
    languages: tuple[str, ...]
    #: For dates without an offset, and for the dates that readers see.
    timezone: ZoneInfo
    #: By language; every language of the site has one.
    name: Mapping[str, str]
    #: RFC 4151 tagging entity of the feeds' ids, for ever: ``qatra.example,2026``.
    feed_authority: str
    tagline: Mapping[str, str] = field(default_factory=_nothing)
    #: The paragraph about the company that ends a release.
    boilerplate: Mapping[str, str] = field(default_factory=_nothing)
    #: What others may do with the texts and pictures of releases.
    terms: Mapping[str, str] = field(default_factory=_nothing)
    #: How many pieces stand on a page of a list.
    per_page: int = 10
    email: str = ""
    phone: str = ""
    #: A WebSub hub that tells readers of feeds at once; empty when there is none.
    hub: str = ""
    #: Where other sites say that they wrote about a page of ours; empty when nowhere.
    webmention: str = ""
    tags: tuple[TagName, ...] = ()
    #: A file in ``content/media/``; empty when there is none.
    logo: str = ""
    #: By name, such as ``accent``, as ``#rrggbb``: on cards and light pages. Those that are not here are the theme's.
    colors: Mapping[str, str] = field(default_factory=_nothing)
    #: The same on dark pages.
    dark_colors: Mapping[str, str] = field(default_factory=_nothing)
    #: ``heading``, ``text`` and ``text-bold``: files in ``content/media/`` with the company's own letters.
    fonts: Mapping[str, str] = field(default_factory=_nothing)
    style: Style = PLAIN
    navigation: Navigation = field(default_factory=Navigation)
    #: Addresses of the company's own accounts on platforms.
    accounts: tuple[str, ...] = ()
    #: Where the company takes part, and whom we listen to.
    communities: tuple[Community, ...] = ()
    #: Where somebody reports a hole; None when the company does not say.
    security: Security | None = None
    #: Within what questions are answered; None when the company promises nothing.
    answer_within: timedelta | None = None
    #: Ids of the people whom journalists ask about anything.
    press: tuple[str, ...] = ()

    @property
    def default_language(self) -> str:
        """The language at the root of the site."""
        return self.languages[0]

    @property
    def base_path(self) -> str:
        """The path of ``url``, without a slash at the end; often empty."""
        return urlsplit(self.url).path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Security:
    """Where somebody who found a hole reports it."""

    #: ``mailto:``, ``https://`` or ``tel:``.
    contact: str
    #: Aware; from then on nobody may rely on it.
    expires: datetime


@dataclass(frozen=True, slots=True)
class TagName:
    """A row of ``[tags]``: one tag in several languages."""

    slug: str
    #: By language; a language may be missing.
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """An author or spokesperson of ``content/people.toml``: often a team."""

    id: str
    #: By language, like ``role`` and ``bio``.
    name: Mapping[str, str]
    role: Mapping[str, str] = field(default_factory=_nothing)
    bio: Mapping[str, str] = field(default_factory=_nothing)
    email: str = ""
    phone: str = ""
    #: A file in ``content/media/``; empty when there is none.
    photo: str = ""
    voice: Voice = "official"
    #: How to write to them at once, by messenger: ``whatsapp`` and ``signal`` as a number, ``telegram`` as a name.
    messaging: Mapping[str, str] = field(default_factory=_nothing)
    #: Addresses of accounts on platforms, by which answers are recognised.
    accounts: tuple[str, ...] = ()

    @property
    def is_reachable(self) -> bool:
        """Whether a journalist could call or write."""
        return bool(self.email or self.phone)
