"""A page that shows what would be sent, as each network shows it and as long as it counts."""

from __future__ import annotations

import base64
import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape

from hiwar import i18n, lengths
from hiwar.announce.compose import MANNERS
from hiwar.announce.registry import PASTED, name_of
from hiwar.announce.report import length, what

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Template

    from hiwar.announce.place import Draft
    from hiwar.announce.plan import Task

_UNITS: Final = {
    "graphemes": "characters as readers see them",
    "weight": "characters, emoji twice",
    "utf16": "UTF-16 units",
    "characters": "characters",
}
#: Platforms that fetch a card of the link themselves, or are given one.
_CARDED: Final = frozenset({"bluesky", "facebook", "linkedin", "mastodon", "telegram", "whatsapp", "x"})
_LIVELY: Final = re.compile(r"(?<![\w#@/.])[#@]\w[\w.@-]*\w")


def render(tasks: Iterable[Task]) -> str:
    """Return the page; tasks of one piece stand together."""
    pieces = [
        {"title": group[0].draft.title, "what": what(group[0].draft), "posts": [_post(task) for task in group]}
        for group in (list(rows) for _, rows in groupby(tasks, key=lambda task: task.draft.id[:2]))
    ]
    return _template().render(pieces=pieces)


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(Path(__file__).with_name("preview.html").read_text(encoding="utf-8"))


def _post(task: Task) -> Mapping[str, object]:
    draft, platform = task.draft, task.community.platform
    used, most = length(draft, platform)
    manner = MANNERS[platform]
    image = _data(draft) if draft.picture else ""
    return {
        "platform": name_of(platform),
        "account": task.community.account,
        "host": task.community.host,
        "lang": draft.id.lang,
        "dir": i18n.direction(draft.id.lang),
        "topic": draft.title if manner.form == "topic" else "",
        "warning": draft.warning,
        "html": _linked(draft.text),
        "told": image if draft.is_picture_told else "",
        "alt": draft.picture.alt if draft.picture else "",
        "card": _card(draft, image) if platform in _CARDED and not draft.is_picture_told else None,
        "used": used,
        "most": most,
        "unit": _UNITS[manner.rule.unit],
        "is_pasted": platform in PASTED,
    }


def _card(draft: Draft, image: str) -> Mapping[str, str]:
    return {"title": draft.title, "host": urlsplit(draft.url).netloc, "image": image}


def _data(draft: Draft) -> str:
    if draft.picture is None:
        return ""
    return f"data:{draft.picture.type};base64,{base64.b64encode(draft.picture.content).decode()}"


def _linked(text: str) -> Markup:
    """Return a text with its addresses, tags and handles as platforms colour them."""
    found, last = Markup(""), 0
    for match in sorted([*lengths.ADDRESS.finditer(text), *_LIVELY.finditer(text)], key=lambda one: one.start()):
        if match.start() >= last:
            found += escape(text[last : match.start()]) + _link(match[0])
            last = match.end()
    return found + escape(text[last:])


def _link(text: str) -> Markup:
    way = Markup(' dir="ltr"') if text.startswith("http") else Markup("")
    return Markup("<a{}>{}</a>").format(way, text)
