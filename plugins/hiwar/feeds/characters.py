"""Text and addresses as every feed format takes them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

#: What XML 1.0, section 2.2 allows, without the controls U+007F to U+009F and
#: U+FFFD, which say that a text was decoded wrongly.
_LEGAL: Final = "\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff"
_ALL_LEGAL: Final = f"[{_LEGAL}]*"
_ILLEGAL: Final = f"[^{_LEGAL}]+"
#: RFC 3986, reserved and unreserved; ``%`` because addresses may come escaped.
_URI: Final = "%/:?#@!$&'()*+,;=~-._"
#: A host may be an IPv6 address, and only a host may have brackets.
_HOST: Final = _URI + "[]"
_PLAIN: Final = re.compile(r"(?:[A-Za-z0-9/:?#@!$&'()*+,;=~._-]|%[0-9A-Fa-f]{2})*")
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def legal(text: str) -> str:
    """Return the text without the characters that break XML or its readers."""
    return text if _compiled(_ALL_LEGAL).fullmatch(text) else _compiled(_ILLEGAL).sub("", text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # All of Unicode takes 2 ms to compile, and most builds write no feed.
    return re.compile(pattern)


def uri(address: str) -> str:
    """Return an address in ASCII, as RFC 3987, section 3.1 maps it.

    Escapes that stand in it already stay as they are.
    """
    if _PLAIN.fullmatch(address):
        return address
    address = _BARE_PERCENT.sub("%25", legal(address).strip())
    try:
        scheme, netloc, *rest = urlsplit(address)
    except ValueError:  # a bracket that is no IPv6 host
        return quote(address, safe=_URI)
    return urlunsplit((scheme, _host(netloc), *(quote(part, safe=_URI) for part in rest)))


def _host(netloc: str) -> str:
    if netloc.isascii():
        return quote(netloc, safe=_HOST)
    user, at, place = netloc.rpartition("@")
    host, colon, port = place.partition(":")
    try:
        return quote(user + at, safe=_URI) + host.encode("idna").decode("ascii") + colon + quote(port)
    except UnicodeError:  # no name that the DNS could hold
        return quote(netloc, safe=_URI)
