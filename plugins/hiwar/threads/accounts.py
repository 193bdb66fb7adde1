"""Whose account it is: by the address that a platform gives, never by a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hiwar.model.company import Company, Person
    from hiwar.model.kinds import Voice
    from hiwar.model.moderation import Moderation
    from hiwar.model.thread import Comment

#: The id under which the company itself speaks; no person has it (`hiwar.content.company`).
COMPANY: Final = ""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the company's, or of one of its people."""

    #: Id in people.toml, or `COMPANY`.
    person: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts that are known, by their address as `plain` gives it."""

    known: Mapping[str, Account] = field(default_factory=lambda: MappingProxyType({}))
    #: Aware: from when on an account is no longer its owner's.
    withdrawn: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))

    def speaking(self, comment: Comment) -> Account | None:
        """Return the account that a comment speaks from; None for strangers, and for what was hijacked."""
        if self.is_hijacked(comment):
            return None
        found = (self.known.get(plain(address)) for address in comment.author.addresses)
        return next((account for account in found if account), None)

    def voice(self, comment: Comment) -> Voice | None:
        """Return the voice of a comment; None for everybody else."""
        account = self.speaking(comment)
        return account.voice if account else None

    def is_hijacked(self, comment: Comment) -> bool:
        """Tell whether a comment comes from an account after it was withdrawn."""
        if not self.withdrawn:
            return False
        starts = (self.withdrawn.get(plain(address)) for address in comment.author.addresses)
        # Who holds an account can put other words into what its owner once said.
        last = max(comment.published, comment.edited or comment.published)
        return any(start is not None and last >= start for start in starts)


def gather(company: Company, people: Iterable[Person], moderation: Moderation) -> Accounts:
    """Return the accounts that our files name; a person's counts before the company's."""
    known = {plain(address): Account(COMPANY, "official") for address in company.accounts}
    for person in people:
        known |= {plain(address): Account(person.id, person.voice) for address in person.accounts}
    withdrawn = {plain(rule.account): rule.start for rule in moderation.withdraws}
    return Accounts(MappingProxyType(known), MappingProxyType(withdrawn))


@lru_cache(maxsize=16384)
def plain(address: str) -> str:
    """Return an address in the one form in which two that are the same are equal.

    Scheme and host know no case (RFC 3986, 6.2.2.1); a slash at the end is nobody's name.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")
