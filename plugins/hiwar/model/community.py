"""A community: a place the company takes part in, declared in company.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def token_name(host: str) -> str:
    """Return the environment variable that may hold a token for a host."""
    return "HIWAR_TOKEN_" + "".join(char if char.isalnum() else "_" for char in host.upper())
