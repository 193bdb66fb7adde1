"""Asking the platforms: one connection a host, a few hosts at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Final, Protocol, cast
from urllib.parse import urlencode

from hiwar.http import Policy, Unreachable, origin
from hiwar.model.thread import Source
from hiwar.platforms.adapter import Answer, Gone, Heard, Unheard
from hiwar.platforms.registry import adapter
from hiwar.threads.forgotten import Forgotten
from hiwar.threads.merging import gone, merge, stale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from hiwar.http import Reply
    from hiwar.model.community import Community
    from hiwar.model.piece import PieceId
    from hiwar.platforms.adapter import Hearing, Ref, Request

HOSTS_AT_ONCE: Final = 4
#: Requests for one thread; more is a platform that leads us round in circles.
MAX_REQUESTS: Final = 600
#: Seconds that a platform may ask for between two requests.
MAX_PAUSE: Final = 60
#: After so many threads in a row without any answer a host is left alone.
MAX_SILENCE: Final = 2


@dataclass(frozen=True, slots=True)
class Question:
    """One source to ask."""

    piece: PieceId
    ref: Ref
    #: None when it was never heard.
    prior: Source | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question."""

    question: Question
    #: The source from now on; the prior one itself when nothing was said.
    source: Source
    #: Why nothing was heard; empty when it was.
    why: str = ""
    #: The platform said just now that the thread is no more.
    is_gone: bool = False

    @property
    def is_new(self) -> bool:
        """Whether there is something to write."""
        return self.source is not self.question.prior


class Getter(Protocol):
    """What asks a host: `hiwar.http.Client`, or a fake."""

    def get(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Return the answer to a GET, or raise Unreachable."""
        ...

    def ask(self, url: str, headers: Mapping[str, str], query: str) -> Reply:
        """Return the answer to a posted question, or raise Unreachable."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Do nothing for a while."""
        ...


#: Opens the way to one host.
Door = Callable[[], AbstractContextManager[Getter]]


def policy_for(communities: Iterable[Community]) -> Policy:
    """Return where requests may go besides https and public addresses: as declared."""
    declared = tuple(communities)
    plain = {origin(one.url) for one in declared if one.url.startswith("http://")}
    return Policy(frozenset(origin(one.api) for one in declared if one.api), frozenset(plain))


def ask(
    questions: Iterable[Question],
    door: Door,
    environ: Mapping[str, str],
    now: datetime,
    forgotten: Forgotten | None = None,
) -> Iterator[Outcome]:
    """Yield what became of each question, in the order in which hosts answer.

    Args:
        questions: what to ask.
        door: the way to a host.
        environ: may hold tokens, by `Ref.token_name`.
        now: the moment of this hearing.
        forgotten: what is not to be heard.
    """
    ears = forgotten or Forgotten()
    by_host: dict[str, list[Question]] = {}
    for question in questions:
        by_host.setdefault(origin(question.ref.api), []).append(question)
    done: SimpleQueue[Outcome | None] = SimpleQueue()
    stop = Event()

    def work(group: list[Question]) -> None:
        try:
            for outcome in _ask_host(group, door, environ, now, ears):
                done.put(outcome)
                if stop.is_set():
                    return
        finally:
            done.put(None)

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        hosts = [pool.submit(work, group) for group in by_host.values()]
        try:
            for _ in hosts:
                yield from iter(done.get, None)
        finally:
            stop.set()
    for host in hosts:
        host.result()


def _ask_host(
    group: list[Question], door: Door, environ: Mapping[str, str], now: datetime, forgotten: Forgotten
) -> Iterator[Outcome]:
    """Ask one host for all its threads, or until it has been silent too often."""
    silent = 0
    with door() as client:
        for question in group:
            if silent >= MAX_SILENCE:
                yield _unheard(question, "not asked, because its host does not answer", now)
                continue
            line = _Line(client, question.ref, environ.get(question.ref.token_name, "").strip())
            yield _hear(question, line, now, forgotten)
            silent = 0 if line.was_answered else silent + 1


@dataclass(slots=True)
class _Line:
    """The way to one thread: turns requests into answers."""

    client: Getter
    ref: Ref
    #: For the interface's own origin, and for no other.
    token: str
    was_answered: bool = False
    requests: int = 0
    #: The token went along, or none did, and the answer was that one is not allowed.
    was_refused: bool = False

    def send(self, request: Request) -> Answer:
        """Return the answer to a request.

        Raises:
            Unreachable: there is none.
            Unheard: there were too many requests.
        """
        self.requests += 1
        if self.requests > MAX_REQUESTS:
            raise Unheard(f"needs more than {MAX_REQUESTS} requests")
        if request.after > MAX_PAUSE:
            raise Unheard(f"asks to be left alone for {request.after:.0f} s")
        if request.after > 0:
            self.client.sleep(request.after)
        url, headers = self._with_token(request)
        reply = self.client.ask(url, headers, request.query) if request.query else self.client.get(url, headers)
        self.was_answered = True
        self.was_refused = reply.status in {401, 403}
        return Answer(request.url, reply.status, reply.headers, reply.body)

    def _with_token(self, request: Request) -> tuple[str, dict[str, str]]:
        """Return address and headers, with the token where it belongs."""
        headers = self._headers(request)
        if not self.token or not request.auth_by or origin(request.url) != origin(self.ref.api):
            return request.url, headers
        if request.auth_by.startswith("?"):
            mark = "&" if "?" in request.url else "?"
            return f"{request.url}{mark}{urlencode({request.auth_by[1:]: self.token})}", headers
        bearer = "Bearer " if request.auth_by == "Authorization" else ""
        return request.url, {**headers, request.auth_by: bearer + self.token}

    @staticmethod
    def _headers(request: Request) -> dict[str, str]:
        headers = {"Accept": request.accept}
        if request.validator and request.validator.etag:
            headers["If-None-Match"] = request.validator.etag
        if request.validator and request.validator.modified:
            headers["If-Modified-Since"] = request.validator.modified
        return headers


def _hear(question: Question, line: _Line, now: datetime, forgotten: Forgotten) -> Outcome:
    prior = question.prior or _new(question)
    hearing = adapter(question.ref.platform).hear(question.ref, question.prior)
    try:
        heard = _drive(hearing, line)
    except Gone as reason:
        return Outcome(question, gone(prior, str(reason), now), str(reason), is_gone=True)
    except (Unheard, Unreachable) as reason:
        return _unheard(question, f"{reason}{_advice(line)}", now)
    after = merge(prior, forgotten.filtered(heard), now)
    return Outcome(question, after, after.why)


def fetch(ref: Ref, prior: Source | None, door: Door, environ: Mapping[str, str], forgotten: Forgotten) -> Heard:
    """Return what one place says but for what is forgotten, without putting it anywhere.

    Raises:
        Unheard: it did not answer, or not in a way that is of use.
    """
    with door() as client:
        line = _Line(client, ref, environ.get(ref.token_name, "").strip())
        try:
            heard = _drive(adapter(ref.platform).hear(ref, prior), line)
        except (Unheard, Unreachable) as reason:
            raise Unheard(f"{ref.front or ref.url}: {reason}{_advice(line)}") from reason
    return forgotten.filtered(heard) or Heard(complete=False)


def _drive(hearing: Hearing, line: _Line) -> Heard | None:
    """Answer an adapter's requests until it has heard all."""
    request = next(hearing)
    while True:
        answer = line.send(request)
        try:
            request = hearing.send(answer)
        except StopIteration as end:
            return cast("Heard | None", end.value)


def _advice(line: _Line) -> str:
    """Return what to do about an answer that one is not allowed; it names a token and never shows it."""
    if not line.was_refused:
        return ""
    name = line.ref.token_name
    return f"; is the token in {name} still good?" if line.token else f"; it may want a token in {name}"


def _unheard(question: Question, why: str, now: datetime) -> Outcome:
    return Outcome(question, stale(question.prior or _new(question), why, now), why)


def _new(question: Question) -> Source:
    return Source(question.ref.platform, question.ref.url)
