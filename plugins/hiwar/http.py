"""The one door to the network: polite, bounded requests that never reach inside.

One `Client` talks to one host at a time over one connection. It follows
redirects itself, because every hop is checked: a name is resolved first, each
of its addresses has to be a public one, and the connection goes to the address
that was checked, so that a name cannot change its mind in between.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, Self
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from hiwar.errors import HiwarError
from hiwar.ips import is_public
from hiwar.ratelimits import wait_asked

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    import httpx

Method = Literal["POST", "PUT", "DELETE"]
#: A method and a body.
_Load = tuple[str, bytes | None]
#: Worth a second attempt (RFC 9110, 15.6; RFC 6585, 4).
_PASSING: Final = frozenset({429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: Fields that hold a token: RFC 9110, 11.6.2, Discourse's own, and Google's.
_SECRETS: Final = frozenset({"authorization", "api-key", "x-goog-api-key"})


class Unreachable(HiwarError):  # noqa: N818 - it says what the other side is
    """No answer came that could be used; says why, and never what was sent."""


class Refused(Unreachable):
    """The address is one that we do not call."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one's time and memory a host may take for one request."""

    attempts: int = 3
    #: In all, with waiting.
    seconds: float = 60.0
    #: Without a byte.
    silence: float = 15.0
    #: Of a body, unpacked.
    size: int = 16 * 1024 * 1024
    redirects: int = 5
    #: Leave the rest of a larger body unread, instead of refusing it.
    is_head_enough: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """Which origins may be more than https to a public address: ``http://127.0.0.1:8080``."""

    #: May lie on private and loopback addresses, and may be http.
    private: frozenset[str] = frozenset()
    #: May be http.
    plain: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of any status, whole."""

    #: Where it came from, redirects followed.
    url: str
    status: int
    #: Names in lower case.
    headers: Mapping[str, str]
    body: bytes


def origin(url: str) -> str:
    """Return scheme, host and port of an address: ``https://social.example``."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


@cache
def _certificates() -> ssl.SSLContext:
    # It takes 70 ms to import, with its command line, and most tasks call nobody.
    import httpx

    return httpx.create_ssl_context()


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses of a host, as the system orders them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host} has no address") from error
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


@dataclass(slots=True)
class Client:
    """A caller of one host; use it in one thread, as a context manager."""

    #: Who calls, with an address where one can complain.
    agent: str
    policy: Policy = field(default_factory=Policy)
    limits: Limits = field(default_factory=Limits)
    resolver: Callable[[str, int], tuple[str, ...]] = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _http: httpx.Client | None = None
    _addresses: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    #: By origin, the monotonic moment before which it wants no request.
    _resting: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        import httpx

        self._http = httpx.Client(
            verify=_certificates(),
            trust_env=False,  # a proxy would resolve the names that have to be checked here
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            timeout=self.limits.silence,
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._http:
            self._http.close()
            self._http = None

    def get(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Return the answer to a GET, tried again when that may help.

        Raises:
            Unreachable: no answer, too large, too slow, too many redirects.
            Refused: the address, or one it leads to, is not ours to call.
        """
        return self._ask(url, headers, None)

    def post(self, url: str, form: Mapping[str, str]) -> Reply:
        """Return the answer to a form that may be sent twice; tries and raises as `get` does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(url, headers, urlencode(form).encode())

    def ask(self, url: str, headers: Mapping[str, str], query: str) -> Reply:
        """Return the answer to a question that is posted as JSON; tries and raises as `get` does."""
        return self._ask(url, {**headers, "Content-Type": "application/json"}, query.encode())

    def send(self, method: Method, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Return the answer to a request that writes: sent once, or again when 429 says that it was not obeyed.

        Raises:
            Refused: the address is not ours to call; nothing was sent.
            Unreachable: no answer came, and it may have been obeyed.
        """
        import httpx

        deadline = self.clock() + self.limits.seconds
        for attempt in range(1, self.limits.attempts + 1):
            self._rest(origin(url), deadline)
            try:
                reply = self._call(url, headers, (method, body), deadline)
            except httpx.RequestError as error:
                raise Unreachable(_reason(error, url)) from error
            if reply.status != 429 or not self._again(reply, url, attempt, deadline):
                return reply
        raise Unreachable(f"{urlsplit(url).netloc} asks to be left alone")

    def _ask(self, url: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        import httpx

        deadline = self.clock() + self.limits.seconds
        attempt = 1
        while True:
            self._rest(origin(url), deadline)
            try:
                reply = self._follow(url, headers, body, deadline)
            except httpx.RequestError as error:
                if attempt >= self.limits.attempts or not self._pause(4.0 ** (attempt - 1), deadline):
                    raise Unreachable(_reason(error, url)) from error
            else:
                if not self._again(reply, url, attempt, deadline):
                    return reply
            attempt += 1

    def _again(self, reply: Reply, url: str, attempt: int, deadline: float) -> bool:
        """Note what the answer asks for; tell, after a pause, whether to try again."""
        asked = wait_asked(reply.headers, self.now())
        if asked:
            self._resting[origin(url)] = self.clock() + asked
        if reply.status not in _PASSING or attempt >= self.limits.attempts:
            return False
        if asked:
            return self.clock() + asked < deadline  # `_rest` waits
        return self._pause(4.0 ** (attempt - 1), deadline)

    def _pause(self, seconds: float, deadline: float) -> bool:
        if self.clock() + seconds >= deadline:
            return False
        self.sleep(seconds)
        return True

    def _rest(self, place: str, deadline: float) -> None:
        seconds = self._resting.pop(place, 0.0) - self.clock()
        if seconds > 0 and not self._pause(seconds, deadline):
            self._resting[place] = self.clock() + seconds
            raise Unreachable(f"{urlsplit(place).netloc} asks to be left alone for {seconds:.0f} s")

    def _follow(self, url: str, headers: Mapping[str, str], body: bytes | None, deadline: float) -> Reply:
        first = origin(url)
        for _ in range(self.limits.redirects + 1):
            # A token is for the origin it was given for, and for no other.
            sent = {k: v for k, v in headers.items() if k.lower() not in _SECRETS or origin(url) == first}
            reply = self._call(url, sent, ("GET" if body is None else "POST", body), deadline)
            target = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not target:
                return reply
            url = _joined(url, target)
        raise Unreachable(f"{urlsplit(url).netloc} leads round in circles")

    def _call(self, url: str, headers: Mapping[str, str], load: _Load, deadline: float) -> Reply:
        import httpx

        parts = urlsplit(url)
        addresses = self._checked(url, parts)
        for place, address in enumerate(addresses, start=1):
            try:
                return self._send(url, address, headers, load, deadline)
            except httpx.ConnectError:
                if place == len(addresses):
                    raise
        raise Unreachable(f"{parts.hostname} has no address")

    def _checked(self, url: str, parts: SplitResult) -> tuple[str, ...]:
        """Return the IP addresses to call for a URL, all of them allowed."""
        place = origin(url)
        known = place in self.policy.private
        if parts.scheme != "https" and not (parts.scheme == "http" and (known or place in self.policy.plain)):
            raise Refused(f"{place} is not https")
        try:
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise Refused(f"{place} is no address") from error
        if (host, port) not in self._addresses:
            self._addresses[host, port] = self.resolver(host, port)
        addresses = self._addresses[host, port]
        if not known and not all(is_public(address) for address in addresses):
            raise Refused(f"{host} is a private address, and no community declares it as its api")
        return addresses

    def _send(self, url: str, address: str, headers: Mapping[str, str], load: _Load, deadline: float) -> Reply:
        import httpx

        if self._http is None:
            raise Unreachable("the client is closed")
        parts = urlsplit(url)
        try:
            target = httpx.URL(url).copy_with(host=address, fragment=None)
        except httpx.InvalidURL as error:
            raise Refused(f"{parts.netloc} is asked for what is no address") from error
        request = self._http.build_request(
            load[0],
            target,
            content=load[1],
            headers={"User-Agent": self.agent, **headers, "Host": parts.netloc.rpartition("@")[2]},
            extensions={"sni_hostname": parts.hostname or ""},
        )
        response = self._http.send(request, stream=True)
        try:
            content = self._read(response, parts.netloc, deadline)
        finally:
            response.close()
        return Reply(url, response.status_code, {k.lower(): v for k, v in response.headers.items()}, content)

    def _read(self, response: httpx.Response, host: str, deadline: float) -> bytes:
        chunks, size = [], 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > self.limits.size:
                if self.limits.is_head_enough:
                    break
                raise Unreachable(f"{host} sends more than {self.limits.size // 1024} KiB")
            if self.clock() > deadline:
                raise Unreachable(f"{host} takes longer than {self.limits.seconds:.0f} s")
            chunks.append(chunk)
        return b"".join(chunks)


def _joined(url: str, target: str) -> str:
    try:
        return urlsplit(urljoin(url, target)).geturl()
    except ValueError as error:
        raise Unreachable(f"{urlsplit(url).netloc} leads to what is no address") from error


def _reason(error: httpx.RequestError, url: str) -> str:
    import httpx

    host = urlsplit(url).netloc.rpartition("@")[2]
    if isinstance(error, httpx.TimeoutException):
        return f"{host} does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return f"{host} cannot be reached"
    return f"{host} breaks off while answering"
