"""A community: a place the company takes part in, declared in company.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Community:
    """One row of ``[[communities]]``."""

    #: A name that `hiwar.platforms.registry` knows.
    platform: str
    #: Where people find it, without a slash at the end; may have a path.
    url: str
    #: By language; a language may be missing, and then its host is shown.
    name: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: The company's account there, as one mentions it; may be empty.
    account: str = ""
    #: Where its interface answers instead of ``url``, without a slash at the
    #: end; declared ones may be private addresses. Often empty.
    api: str = ""
    #: Kinds of pieces that are announced there; often empty.
    announce: tuple[Kind, ...] = ()
    #: The only language of what is announced there; empty when all are.
    language: str = ""
    #: Who sees it, where one can choose: ``public`` or ``unlisted``.
    visibility: str = "public"
    #: The forum's or blog's category for it, by its number there; 0 is none.
    category: int = 0
    #: Where one logs in to write, when that is not where one reads, without a
    #: slash at the end: a PDS of Bluesky. Declared ones may be private addresses.
    server: str = ""

    @property
    def interface(self) -> str:
        """Where requests go."""
        return self.api or self.url

    @property
    def host(self) -> str:
        """The host that people see, with its port when it has one."""
        return urlsplit(self.url).netloc

    @property
    def token_name(self) -> str:
        """The environment variable that may hold a token for it."""
        return token_name(self.host)

    def write_names(self, who: str = "") -> tuple[str, ...]:
        """Return the environment variables that may hold a token to write there, the first that is set counts.

        Args:
            who: id of a person who writes in the company's place; empty for the company's own account.
        """
        own = f"HIWAR_WRITE_{_variable(self.host)}"
        name = who or self.account.strip("@")
        return (f"{own}_{_variable(name)}",) if who else (*((f"{own}_{_variable(name)}",) if name else ()), own)


def token_name(host: str) -> str:
    """Return the environment variable that may hold a token to read at a host."""
    return "HIWAR_TOKEN_" + _variable(host)


def _variable(text: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "_" for char in text.upper())
