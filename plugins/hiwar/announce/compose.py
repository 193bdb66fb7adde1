"""What is said of a piece, in each place's own manner and length."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import unquote, urlsplit

from hiwar import i18n, lengths
from hiwar.announce.place import Draft, Picture, Reply
from hiwar.bidi import with_marks
from hiwar.model.announcement import AnnouncementId
from hiwar.text import one_line, without_illegal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.lengths import Rule
    from hiwar.model.announcement import Wording
    from hiwar.model.community import Community
    from hiwar.model.piece import PieceId

#: Where the address goes: into the text, into a card beside it, or it is a topic's or a post's own line.
Form = Literal["short", "carded", "topic"]
_NOT_IN_TAG: Final = re.compile(r"[^\w]+")
#: Of an address that is too long to be shown whole.
_SHOWN: Final = 40
#: NodeBB and Discourse as they are installed (``maximumTitleLength``, ``max_topic_title_length``).
_TITLE: Final = lengths.Rule(255, "characters")
_TOPIC: Final = lengths.Rule(30000, "characters")
#: Where a warning stands before the text, which opens when one wants to read on; elsewhere it is its first line.
_WARNS: Final = frozenset({"mastodon"})
#: Of a Bluesky card; its lexicon has no limit, its clients show two lines.
_SUMMARY: Final = lengths.Rule(300)


@dataclass(frozen=True, slots=True)
class Manner:
    """How one speaks at a place."""

    form: Form
    rule: Rule
    #: Of a text below a picture, where that is another.
    below_picture: Rule | None = None
    #: Hashtags that are usual there.
    tags: int = 0


MANNERS: Final[Mapping[str, Manner]] = MappingProxyType(
    {
        "mastodon": Manner("short", lengths.MASTODON, tags=4),
        "bluesky": Manner("carded", lengths.BLUESKY, tags=3),
        "telegram": Manner("short", lengths.TELEGRAM, lengths.TELEGRAM_CAPTION, tags=3),
        "x": Manner("short", lengths.X, tags=2),
        "facebook": Manner("short", lengths.FACEBOOK, tags=2),
        "instagram": Manner("short", lengths.INSTAGRAM, tags=8),
        "linkedin": Manner("short", lengths.LINKEDIN, tags=3),
        "whatsapp": Manner("short", lengths.WHATSAPP),
        "discourse": Manner("topic", _TOPIC),
        "nodebb": Manner("topic", _TOPIC),
        "wordpress": Manner("topic", _TOPIC),
    }
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a piece, with its card."""

    text: str
    #: As readers see the name; empty when nobody of the company says it.
    speaker: str
    #: The fragment that leads to it.
    fragment: str
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """All that may be said of a piece, before any place is known."""

    piece: PieceId
    lang: str
    title: str
    summary: str
    #: Absolute.
    url: str
    #: As readers see them.
    tags: tuple[str, ...]
    wording: Wording
    picture: Picture | None = None
    #: The one that the writer chose; None when it is the piece itself that is announced.
    quoted: Quoted | None = None
    #: Seconds since 1970 when it came out; 0 when it has no date.
    epoch: int = 0


def compose(message: Message, community: Community) -> Draft:
    """Return what is said of a piece at one place: as long as fits, whole words, its address whole."""
    manner, quoted = MANNERS[community.platform], message.quoted
    if manner.form == "topic":
        quoted = None
    picture = quoted.picture if quoted and quoted.picture else message.picture
    is_told = bool(quoted and quoted.picture)
    url = f"{message.url}#{quoted.fragment}" if quoted else message.url
    rule = manner.below_picture if is_told and manner.below_picture else manner.rule
    form: Form = "short" if manner.form == "carded" and is_told else manner.form
    # Where a card does not carry the address, and it counts whole, it is shown shortened and linked by its bytes.
    shown = shown_address(url) if form == "short" and manner.form == "carded" else url
    tail = _tail(message, shown, form, manner)
    words = _words(message, community, manner, quoted)
    warning = message.wording.warning if community.platform in _WARNS else ""
    if message.wording.warning and not warning:
        words = f"⚠ {message.wording.warning}\n\n{words}"
    room = replace(rule, limit=rule.limit - lengths.measure(warning, rule))
    return Draft(
        id=AnnouncementId(message.piece, message.lang, community.url, community.account),
        text=_fitted(words, tail, room, message.lang),
        url=url,
        title=lengths.cut(message.title, lambda text: lengths.fits(text, _TITLE)),
        summary=lengths.cut(message.summary, lambda text: lengths.fits(text, _SUMMARY)),
        warning=warning,
        picture=picture,
        is_picture_told=is_told,
        epoch=message.epoch,
    )


def compose_reply(text: str, first: Draft, part: str, reply: Reply) -> Draft:
    """Return a correction or an answer, which points at what was said before; a correction names the page again."""
    return replace(first, text=text, id=first.id._replace(part=part), reply=reply, picture=None, is_picture_told=False)


def room_for(text: str, platform: str, *, more: str = "") -> bool:
    """Tell whether a text of a person fits where it goes; theirs is never cut."""
    return lengths.fits(f"{more} {text}".strip(), MANNERS[platform].rule)


def marked(text: str, lang: str) -> str:
    """Return text with the invisible marks that keep handles, tags and numbers in order, its addresses as they are."""
    way, found, last = i18n.direction(lang), [], 0
    for match in lengths.ADDRESS.finditer(text):
        found += [with_marks(text[last : match.start()], way), match[0]]
        last = match.end()
    return "".join([*found, with_marks(text[last:], way)])


def shown_address(url: str) -> str:
    """Return an address as people read it: without its scheme, cut at its end."""
    parts = urlsplit(url)
    text = parts.netloc + unquote(parts.path).rstrip("/")
    shown = "".join(lengths.clusters(text)[: _SHOWN - 1])
    return text if shown == text else shown + lengths.ELLIPSIS


def hashtag(name: str) -> str:
    """Return a tag as platforms link it, empty when nothing of it is left: ``إعادة التدوير`` is ``#إعادة_التدوير``."""
    joined = _NOT_IN_TAG.sub("_", name).strip("_")
    return f"#{joined}" if any(char.isalpha() for char in joined) else ""


def _words(message: Message, community: Community, manner: Manner, quoted: Quoted | None) -> str:
    own = message.wording.texts.get(community.platform) or message.wording.texts.get("")
    if own:
        return without_illegal(own)
    if quoted:
        return _between_marks(quoted.text, message.lang) + (f"\n— {quoted.speaker}" if quoted.speaker else "")
    if manner.form == "topic":
        return message.summary
    return f"{message.title}\n\n{message.summary}" if message.summary else message.title


def _between_marks(text: str, lang: str) -> str:
    """Return what somebody said in the marks of its language, and what it quotes in the inner ones."""
    if lang == "ar":
        return text if _is_whole(text, "«»") else f"«{text.translate({0xAB: '‹', 0xBB: '›'})}»"
    inner = {0x201C: "‘", 0x201D: "’"}
    return text if _is_whole(text, "“”") else f"“{text.translate(inner)}”"


def _is_whole(text: str, marks: str) -> bool:
    """Tell whether a text stands in a pair of marks already, from its first to its last character."""
    return text.startswith(marks[0]) and text.endswith(marks[1]) and text.count(marks[0]) == 1


def _tail(message: Message, shown: str, form: Form, manner: Manner) -> str:
    tags = [tag for tag in map(hashtag, message.tags) if tag][: manner.tags]
    lines = [*([shown] if form != "carded" else []), *([" ".join(tags)] if tags else [])]
    return "\n\n".join(lines)


def _fitted(words: str, tail: str, rule: Rule, lang: str) -> str:
    """Return words and what ends them; tags go before words do, and the address never."""
    words = "\n".join(one_line(line) for line in words.split("\n")).strip()

    def whole(text: str, end: str) -> str:
        return marked("\n\n".join(part for part in (text, end) if part), lang)

    address = tail.partition("\n\n")[0] if not tail.startswith("#") else ""
    if not lengths.fits(whole(words, tail), rule) and lengths.fits(whole(words, address), rule):
        return whole(words, address)
    return whole(lengths.cut(words, lambda text: lengths.fits(whole(text, tail), rule)), tail)
