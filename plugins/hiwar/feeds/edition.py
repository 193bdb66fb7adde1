"""One language of the site, as its feeds speak it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from babel import UnknownLocaleError

from hiwar import i18n, text, urls
from hiwar.feeds.content import Place
from hiwar.model.feed import FeedAuthor

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.model.company import Company

#: First-strong isolate and its end (UAX #9): a name between them keeps its place.
_ISOLATE: Final = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True)
class Edition:
    """What every feed of one language carries alike."""

    company: Company
    lang: str
    #: gettext in this language.
    translate: Callable[[str], str]
    #: WebSub hub; empty when there is none.
    hub: str = ""
    #: The stylesheet for browsers; empty when there is none.
    stylesheet: str = ""

    @property
    def name(self) -> str:
        """The company's name."""
        return self.company.name[self.lang]

    @property
    def author(self) -> FeedAuthor:
        """The company as an author."""
        return FeedAuthor(self.name, self.absolute())

    @property
    def beginning(self) -> datetime:
        """The moment of a feed without entries: of the feeds' authority, never the clock's."""
        day = self.company.feed_authority.partition(",")[2]
        return datetime.fromisoformat((day + "-01-01")[:10]).replace(tzinfo=UTC)

    def absolute(self, *parts: str) -> str:
        """Return the absolute address of a list below the language's root."""
        return urls.absolute(self.company, self.address(*parts))

    def address(self, *parts: str) -> str:
        """Return the address of a list below the language's root: ``/en/blog/``."""
        return urls.root(self.company, self.lang) + "".join(f"{part}/" for part in parts)

    def tag_uri(self, *parts: str) -> str:
        """Return an id that survives every move (RFC 4151), in ASCII."""
        return f"tag:{self.company.feed_authority}:" + "/".join(quote(part, safe="-._~") for part in parts)

    def place(self, page: str) -> Place:
        """Return where a page stands, to make its addresses absolute."""
        return Place(page, self.company.url.removesuffix(self.company.base_path))

    def said(self, sentence: str, **names: str) -> str:
        """Return a sentence in this language, each name in it keeping its own direction."""
        return self.translate(sentence) % {key: self.isolated(name) for key, name in names.items()}

    def isolated(self, name: str) -> str:
        """Return a name that keeps its place in a line of the other direction."""
        return name if text.direction(name) == i18n.direction(self.lang) else _ISOLATE.format(name)


def is_known(lang: str) -> bool:
    """Tell whether a code that a stranger's platform gave is a language."""
    try:
        return bool(i18n.locale(lang))
    except (UnknownLocaleError, ValueError):
        return False
