"""Asks other sites whether the pages still stand that ours links to."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.checks.outward import Answer, by_host, judge, outward_links, read_answers, write_answers
from hiwar.errors import SetupError
from hiwar.http import Client, Limits, Policy, Refused, Unreachable, origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from hiwar.checks.rule import Subject
    from hiwar.errors import Fault

#: Hosts at once; each is asked over one connection, one page after the other.
_HOSTS: Final = 6
#: Of a page its head tells enough: 64 KiB are read at most.
LIMITS: Final = Limits(attempts=2, seconds=30, silence=10, size=64 * 1024, is_head_enough=True)


@dataclass(frozen=True, slots=True)
class Asker:
    """How other sites are asked."""

    #: Who asks, with an address where one can complain.
    agent: str
    today: date
    #: Origins that may be on this machine; for tests.
    private: frozenset[str] = frozenset()
    #: Seconds between two questions to one host.
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    limits: Limits = field(default=LIMITS)

    def ask(self, urls: Sequence[str]) -> list[tuple[str, Answer]]:
        """Return the answers of one host; none for what is not ours to call."""
        plain = frozenset(origin(url) for url in urls)
        policy = Policy(private=self.private, plain=plain)
        found = []
        with Client(self.agent, policy, self.limits, sleep=self.sleep) as client:
            for number, url in enumerate(urls):
                if number:
                    self.sleep(self.pause)
                answer = self._ask(client, url)
                if answer:
                    found.append((url, answer))
        return found

    def _ask(self, client: Client, url: str) -> Answer | None:
        try:
            return Answer(self.today, client.get(url, {"Accept": "text/html,*/*;q=0.5"}).status)
        except Refused:
            return None
        except Unreachable as error:
            return Answer(self.today, 0, str(error))


def check_outward(subject: Subject, kept: Path, asker: Asker) -> tuple[Fault, ...]:
    """Return the links to other sites that lead nowhere any more.

    Args:
        subject: the site.
        kept: the file with the answers of earlier checks, which is brought up to date.
        asker: how to ask.

    Raises:
        SetupError: the answers cannot be kept.
    """
    places = outward_links(subject)
    known = read_answers(kept)
    due = [url for url in places if url not in known or not known[url].is_fresh(asker.today)]
    answers = {**known, **dict(_ask_all(due, asker))}
    try:
        write_answers(kept, {url: answer for url, answer in answers.items() if url in places})
    except OSError as error:
        raise SetupError(f"{kept}: {error.strerror}; let the check write there") from error
    return tuple(sorted(judge(places, answers)))


def _ask_all(urls: Iterable[str], asker: Asker) -> list[tuple[str, Answer]]:
    with ThreadPoolExecutor(_HOSTS) as pool:
        return [row for rows in pool.map(asker.ask, by_host(urls).values()) for row in rows]
