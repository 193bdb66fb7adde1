"""What the moderator's rules mean for the comments of one thread."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.html import text_of
from hiwar.model.moderation import Moderation, Verdict
from hiwar.skeletons import words
from hiwar.threads.accounts import Accounts, plain
from hiwar.threads.anchors import anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.model.moderation import Hide, Reason
    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment

#: Hex digits of a seal.
_SEAL: Final = 12
_HREF: Final = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Law:
    """The rules, and whose accounts they protect."""

    moderation: Moderation = field(default_factory=Moderation)
    accounts: Accounts = field(default_factory=Accounts)

    def judge(self, comments: Mapping[str, Comment], piece: PieceId | None) -> Verdict:
        """Return what the rules mean for a thread.

        Args:
            comments: of all its sources, each once, by id.
            piece: whose thread it is.
        """
        said = {id_: comment for id_, comment in comments.items() if comment.state != "deleted"}
        return _Court(self, said, piece).verdict()


@dataclass(slots=True)
class _Court:
    law: Law
    said: Mapping[str, Comment]
    piece: PieceId | None
    used: set[int] = field(default_factory=set)
    wrong: set[int] = field(default_factory=set)

    def verdict(self) -> Verdict:
        """Return all that the rules mean, and which of them found something."""
        rules = self.law.moderation
        hidden = self._hidden()
        asks, answers = self._marked()
        queued = frozenset(id_ for id_, one in self.said.items() if one.state == "queued")
        released = self._released()
        pinned = {id_ for rule in rules.pins for id_ in self._found(rule.comment, rule.line)}
        for promote in rules.promotes:
            self._only_official(self._found(promote.answer, promote.line), promote.line)
        closed = min((rule.start for rule in rules.closes if rule.piece == self.piece), default=None)
        self.used |= {rule.line for rule in rules.closes if rule.piece == self.piece}
        late = {
            id_ for id_, one in self.said.items() if closed and one.published > closed and not self._is_official(one)
        }
        return Verdict(
            hidden=MappingProxyType(hidden),
            queued=queued - released,
            released=queued & released,
            late=frozenset(late - hidden.keys()),
            pinned=frozenset(pinned - hidden.keys()),
            asks=MappingProxyType(asks),
            answers=MappingProxyType(answers),
            closed=closed,
            used=frozenset(self.used),
            wrong=frozenset(self.wrong),
        )

    def _released(self) -> frozenset[str]:
        """Return the mentions that a moderator let in, as they were then: who changes them waits anew."""
        rules = self.law.moderation.releases
        found = {id_: rule for rule in rules for id_ in self._found(rule.mention, rule.line)}
        return frozenset(id_ for id_, rule in found.items() if seal(self.said[id_]) == rule.seal)

    def _hidden(self) -> dict[str, Reason]:
        accounts = self.law.accounts
        found: dict[str, Reason] = {}
        for rule in self.law.moderation.hides:
            for id_ in self._matched(rule):
                if self._is_official(self.said[id_]):
                    self.wrong.add(rule.line)
                else:
                    found.setdefault(id_, rule.reason)
        hijacked = [id_ for id_, comment in self.said.items() if accounts.is_hijacked(comment)]
        self.used |= {
            rule.line
            for rule in self.law.moderation.withdraws
            if any(_is_by(comment, rule.account) for comment in self.said.values())
        }
        return found | dict.fromkeys(hijacked, "impersonation")

    def _matched(self, rule: Hide) -> list[str]:
        """Return the comments that a rule hides."""
        if rule.target == "comment":
            return self._found(rule.value, rule.line)
        match = {"author": _is_by, "domain": _links_to, "word": _says}[rule.target]
        found = [id_ for id_, comment in self.said.items() if match(comment, rule.value)]
        if found:
            self.used.add(rule.line)
        return found

    def _marked(self) -> tuple[dict[str, bool], dict[str, str]]:
        asks: dict[str, bool] = {}
        answers: dict[str, str] = {}
        for rule in self.law.moderation.marks:
            for id_ in self._found(rule.comment, rule.line):
                asks |= {} if rule.asks is None else {id_: rule.asks}
                replies = self._found(rule.answer, rule.line) if rule.answer else []
                self._only_official(replies, rule.line)
                if replies:
                    answers[id_] = replies[0]
        return asks, answers

    def _found(self, address: str, line: int) -> list[str]:
        """Return the comments that an address names, and note that the rule found them."""
        fragment = address.rpartition("#")[2]
        found = [id_ for id_, one in self.said.items() if address in {id_, one.url} or fragment == anchor(id_)]
        if found:
            self.used.add(line)
        return found

    def _only_official(self, ids: Iterable[str], line: int) -> None:
        if any(not self._is_official(self.said[id_]) for id_ in ids):
            self.wrong.add(line)

    def _is_official(self, comment: Comment) -> bool:
        return self.law.accounts.voice(comment) == "official"


def seal(comment: Comment) -> str:
    """Return what stands for a comment's words and author; other words have another."""
    author = comment.author
    said = "\0".join(
        (comment.html, comment.warning, author.name, author.url, *(file.url for file in comment.attachments))
    )
    return hashlib.sha256(said.encode()).hexdigest()[:_SEAL]


def _is_by(comment: Comment, value: str) -> bool:
    """Tell whether somebody is meant: by address or handle, by name only where there is neither."""
    author = comment.author
    if "://" in value:
        return plain(value) in map(plain, author.addresses)
    if author.handle and author.handle.lstrip("@").casefold() == value.lstrip("@").casefold():
        return True
    return not author.url and not author.handle and bool(value) and author.name == value


def _links_to(comment: Comment, value: str) -> bool:
    """Tell whether a comment leads to a domain, or to one below it, or its author is at home there."""
    domain = (urlsplit(value).hostname if "://" in value else value.strip("./").casefold()) or ""
    linked = [*_HREF.findall(comment.html), comment.author.url, *(file.url for file in comment.attachments)]
    hosts = {_host(url) for url in linked if url}
    return any(host == domain or host.endswith(f".{domain}") for host in hosts)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _says(comment: Comment, value: str) -> bool:
    """Tell whether a word stands in what somebody wrote or is called, however it was disguised."""
    wanted = words(value)
    spoken = f"{comment.author.name}\n{comment.warning}\n{text_of(comment.html)}"
    found = words(spoken)
    return any(found[start : start + len(wanted)] == wanted for start in range(len(found) - len(wanted) + 1))
