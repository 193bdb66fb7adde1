"""Hugo's shortcodes to Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.importing.report import What
from hiwar.importing.rewriting import Edit, apply, is_alone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.importing.rewriting import Context

_SHORTCODE: Final = re.compile(r"\{\{([<%])\s*(/?)\s*([\w./-]*+)((?:[^{}])*?)\s*/?\s*[>%]\}\}")
_ARGUMENT: Final = re.compile(r"""(?:([\w-]+)\s*=\s*)?(?:"((?:\\.|[^"\\])*+)"|`([^`]*+)`|'([^']*+)'|([^\s"'`=]+))""")
_ESCAPED: Final = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}")
#: Where the players of Hugo's own shortcodes find what they show (gohugo.io, "Shortcodes").
_PLAYERS: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "x": "https://x.com/i/status/{}",
    "twitter": "https://x.com/i/status/{}",
}


def convert_shortcodes(text: str, context: Context) -> str:
    """Return the text with shortcodes as Markdown; of others what they hold is kept, with a row each."""
    if "{{<" not in text and "{{%" not in text:
        return text
    edits = []
    is_open = False
    for match in _SHORTCODE.finditer(context.mask(text)):
        ends, name = bool(match.group(2)), match.group(3).lower()
        if name.startswith("/*"):
            continue
        new: str | None
        if name == "highlight":
            if is_open != ends:
                continue
            is_open = not ends
            arguments = _arguments(text[match.start(4) : match.end(4)])
            fence = "```" + ("" if ends else arguments.get("0", ""))
            new = fence if is_alone(text, *match.span()) else "`"
        else:
            new = None if ends else _markdown(name, _arguments(text[match.start(4) : match.end(4)]))
        context.note(text, match.start(), What.SHORTCODE_OUT if new is None else What.SHORTCODE, match.group())
        edits.append(Edit(*match.span(), new or ""))
    return apply(text, edits)


def _arguments(typed: str) -> Mapping[str, str]:
    """Return arguments by name, those without one by their place."""
    found: dict[str, str] = {}
    for match in _ARGUMENT.finditer(typed):
        name, *values = match.groups()
        found.setdefault(name or str(len(found)), next((value for value in values if value is not None), ""))
    return found


def _markdown(name: str, arguments: Mapping[str, str]) -> str | None:
    first = arguments.get("0", "")
    if name in {"figure", "img", "image"}:
        return _figure(arguments)
    if name in {"ref", "relref"}:
        return first or arguments.get("path", "")
    if name in _PLAYERS:
        address = _PLAYERS[name].format("/".join(_player_ids(name, arguments)))
        return f"[{address}]({address})"
    return None


def _player_ids(name: str, arguments: Mapping[str, str]) -> list[str]:
    if name == "gist":
        return [arguments.get("0", ""), arguments.get("1", "")]
    return [arguments.get("id") or (arguments.get("1") or arguments.get("0", "") if name in {"tweet", "x"} else
            arguments.get("0", ""))]  # fmt: skip


def _figure(arguments: Mapping[str, str]) -> str | None:
    source = arguments.get("src") or arguments.get("0", "")
    if not source:
        return None
    caption = arguments.get("caption") or arguments.get("title", "")
    alt = arguments.get("alt") or caption
    picture = f"![{alt.replace('[', '(').replace(']', ')')}](<{source}>)"
    if link := arguments.get("link"):
        picture = f"[{picture}](<{link}>)"
    return f"{picture} *{caption}*" if caption and caption != alt else picture
