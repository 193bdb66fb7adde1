"""Where readers share, and the link that opens each place with everything filled in.

Sources, read in November 2026: faq.whatsapp.com "How to use click to chat";
core.telegram.org/widgets/share; docs.x.com "Post intent"; developers.facebook.com
"Share dialog" (it takes no words, which its rules forbid to prefill);
learn.microsoft.com "Share on LinkedIn" (it reads words from the page);
docs.bsky.app "Action intent links"; Mastodon, ``config/routes/web_app.rb``
(``/share``); Reddit, ``/submit``; RFC 6068 (mailto).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from hiwar import lengths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hiwar.lengths import Rule
    from hiwar.sharing.message import Message

#: Letters of any script stay as they are in an address's query (URL Standard,
#: "URL code points"): percent-encoded, Arabic would be three times as long, in
#: each of many links. Whoever follows the link sends it encoded.
_KEPT: Final = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\"#%&'+<>?=")
_ESCAPES: Final = {code: quote(chr(code), safe="") for code in range(0xA0) if chr(code) not in _KEPT}
#: Characters of a title on Reddit (its API, ``POST /api/submit``).
_REDDIT: Final = lengths.Rule(300, "characters")


def _query(base: str, **values: str) -> str:
    return base + "?" + "&".join(f"{name}={encoded(value)}" for name, value in values.items())


def encoded(text: str) -> str:
    """Return a text as it stands in the query of a link, letters of all scripts as they are."""
    return text.translate(_ESCAPES)


def fitted(message: Message, rule: Rule) -> str:
    """Return words and address as one post, the words cut until a place takes them.

    An address so long that it leaves no room stands alone.
    """

    def whole(text: str) -> str:
        return f"{message.words(text)}\n{message.address}" if text else message.address

    return whole(lengths.cut(message.text, lambda text: lengths.fits(whole(text), rule)))


def _whatsapp(message: Message) -> str:
    return _query("https://wa.me/", text=f"{message.words()}\n{message.address}")


def _telegram(message: Message) -> str:
    return _query("https://t.me/share/url", url=message.address, text=message.words())


def _x(message: Message) -> str:
    return _query("https://x.com/intent/post", text=fitted(message, lengths.X))


def _facebook(message: Message) -> str:
    return _query("https://www.facebook.com/sharer/sharer.php", u=message.address)


def _linkedin(message: Message) -> str:
    return _query("https://www.linkedin.com/sharing/share-offsite/", url=message.address)


def _bluesky(message: Message) -> str:
    return _query("https://bsky.app/intent/compose", text=fitted(message, lengths.BLUESKY))


def _reddit(message: Message) -> str:
    title = lengths.cut(message.title, lambda text: lengths.fits(text, _REDDIT))
    return _query("https://www.reddit.com/submit", url=message.address, title=title)


def _mail(message: Message) -> str:
    # Lines end in CR LF there (RFC 6068, section 5).
    body = f"{message.words()}\n\n{message.address}".replace("\n", "\r\n")
    return _query("mailto:", subject=message.title, body=body)


def mastodon(server: str, post: str) -> str:
    """Return the link that opens a server's own window for a new post."""
    return _query(f"{server}/share", text=post)


#: The server with most accounts (joinmastodon.org/servers, November 2026): a way for who reads without scripts.
LARGEST: Final = "https://mastodon.social"
#: In the order in which readers see them, each with its name in English.
PLACES: Final[Mapping[str, tuple[str, Callable[[Message], str]]]] = MappingProxyType(
    {
        "whatsapp": ("WhatsApp", _whatsapp),
        "telegram": ("Telegram", _telegram),
        "x": ("X", _x),
        "facebook": ("Facebook", _facebook),
        "linkedin": ("LinkedIn", _linkedin),
        "bluesky": ("Bluesky", _bluesky),
        "reddit": ("Reddit", _reddit),
        "mail": ("E-mail", _mail),
    }
)
#: For a part: where words count more than the page that they come from.
FOR_PARTS: Final = ("whatsapp", "telegram", "x", "bluesky")
