"""Jekyll's Liquid to Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.importing.lines import MASK
from hiwar.importing.report import What
from hiwar.importing.rewriting import Edit, apply, is_alone, rewrite

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context, Found

_TAG: Final = re.compile(r"\{%-?\s*(\w+)((?:[^%{}]|%(?!\}))*+)%\}")
_OUTPUT: Final = re.compile(r"\{\{-?\s*((?:[^{}])*+)\}\}")
_RAW: Final = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_NO_LINE_END: Final = re.compile(r"[^\n]")
_LITERAL: Final = re.compile(r"""(["'])([^"']*)\1\s*(?:\|\s*(?:relative_url|absolute_url|prepend:[^|]*))*\s*-?""")
_SITE: Final = re.compile(r"site\.(?:url|baseurl|github\.url)\s*(?:\|[^}]*)?-?")
_FIELD: Final = re.compile(r"(?:site|page|post|include|content|layout)\b.*", re.DOTALL)
_ADDRESS_TAGS: Final = frozenset({"post_url", "link"})
#: Left alone outside Jekyll: other blogs write about templates.
_CERTAIN: Final = frozenset({"highlight", "endhighlight", "post_url"})
_RAW_TAGS: Final = frozenset({"raw", "endraw"})
_LANGUAGE: Final = re.compile(r"[\w+#.-]+")


def convert_liquid(text: str, context: Context) -> str:
    """Return the text with Liquid's tags as Markdown, or left out with a row each."""
    if "{%" not in text and "{{" not in text:
        return text
    for step in (_convert_highlight, _drop_comments, _convert_tags, _convert_outputs):
        text = step(text, context)
    # Last, because what stands between them is no Liquid; Jekyll reads them in code too.
    masked = text if context.is_jekyll else context.mask(text)
    return rewrite(text, _RAW, lambda found: _dropped(found, context), masked)


def _mask(text: str, context: Context) -> str:
    """Return the text with its code masked, and what stands between ``raw`` and ``endraw``."""
    masked = context.mask(text)
    pieces: list[str] = []
    done = 0
    opened: int | None = None
    for match in _RAW.finditer(masked):
        if "end" not in match.group():
            opened = match.end() if opened is None else opened
        elif opened is not None:
            pieces += [masked[done:opened], _NO_LINE_END.sub(MASK, masked[opened : match.start()])]
            done, opened = match.start(), None
    return "".join((*pieces, masked[done:]))


def _convert_highlight(text: str, context: Context) -> str:
    """Make code blocks first, so that the other steps leave alone what they hold."""
    edits = []
    is_open = False
    for match in _TAG.finditer(_mask(text, context)):
        name = match.group(1)
        if name not in {"highlight", "endhighlight"} or is_open == (name == "highlight"):
            continue
        language = _LANGUAGE.search(text[match.start(2) : match.end(2)])
        fence = "```" + (language.group() if language and name == "highlight" else "")
        context.note(text, match.start(), What.SHORTCODE, match.group())
        if not is_alone(text, *match.span()):
            fence = "`"
        edits.append(Edit(*match.span(), fence))
        is_open = not is_open
    return apply(text, edits)


def _dropped(found: Found, context: Context) -> str:
    context.note(found.text, found.start, What.SHORTCODE_OUT, found.group())
    return ""


def _drop_comments(text: str, context: Context) -> str:
    edits = []
    opened = None
    for match in _TAG.finditer(_mask(text, context)):
        if match.group(1) == "comment" and opened is None:
            opened = match.start()
        elif match.group(1) == "endcomment" and opened is not None:
            context.note(text, opened, What.COMMENT, text[opened : match.end()])
            edits.append(Edit(opened, match.end(), ""))
            opened = None
    return apply(text, edits)


def _convert_tags(text: str, context: Context) -> str:
    def swap(found: Found) -> str | None:
        name, arguments = found.group(1), found.group(2).strip(" \t\n-")
        if name in _RAW_TAGS or (not context.is_jekyll and name not in _CERTAIN):
            return None
        if name in _ADDRESS_TAGS and arguments:
            context.note(found.text, found.start, What.SHORTCODE, found.group())
            # Jekyll names a post without its suffix; the step for links finds it.
            return arguments.split()[0]
        context.note(found.text, found.start, What.SHORTCODE_OUT, found.group())
        return ""

    return rewrite(text, _TAG, swap, _mask(text, context))


def _convert_outputs(text: str, context: Context) -> str:
    return rewrite(text, _OUTPUT, lambda found: _output(found, context), _mask(text, context))


def _output(found: Found, context: Context) -> str | None:
    inside = found.group(1).strip()
    literal = _LITERAL.fullmatch(inside)
    if literal and (context.is_jekyll or "_url" in inside):
        context.note(found.text, found.start, What.SHORTCODE, found.group())
        return literal.group(2)
    if _SITE.fullmatch(inside):
        context.note(found.text, found.start, What.SHORTCODE, found.group())
        return ""
    if context.is_jekyll or _FIELD.fullmatch(inside):
        context.note(found.text, found.start, What.SHORTCODE_OUT, found.group())
        return ""
    return None
