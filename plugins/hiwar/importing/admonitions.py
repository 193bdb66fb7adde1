"""Boxes of Docusaurus (``:::note``) and GitHub (``[!NOTE]``) to quotes."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.importing.lines import MASK
from hiwar.importing.report import What
from hiwar.importing.rewriting import rewrite

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context, Found

_OPEN: Final = re.compile(r"[ \t]*(:{3,})[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\[([^\n]*)\]|([^\n{]*))[^\n]*")
_CLOSE: Final = re.compile(r"[ \t]*(:{3,})[ \t]*")
_ALERT: Final = re.compile(r"^([ \t]*>[ \t]*)\[!(\w+)\][ \t]*([^\n]*)$", re.MULTILINE)
_ATTRIBUTES: Final = re.compile(r"[ \t]*\{:[^{}\n]*\}")
_ARABIC: Final = MappingProxyType(
    {
        "note": "ملاحظة", "tip": "نصيحة", "info": "معلومة", "caution": "انتبه", "warning": "تحذير",
        "danger": "خطر", "important": "مهم", "details": "التفاصيل",
    }
)  # fmt: skip


def convert_admonitions(text: str, context: Context) -> str:
    """Return the text with boxes as quotes that begin with their title in bold."""
    text = _convert_containers(text, context) if ":::" in text else text
    text = rewrite(text, _ALERT, lambda found: _alert(found, context), context.mask(text))
    return rewrite(text, _ATTRIBUTES, lambda found: _without(found, context), context.mask(text))


def _convert_containers(text: str, context: Context) -> str:
    rows = text.split("\n")
    masked = context.mask(text).split("\n")
    #: How many colons each open box began with.
    boxes: list[int] = []
    for number, row in enumerate(rows):
        closed = _CLOSE.fullmatch(masked[number])
        opened = _OPEN.fullmatch(masked[number])
        if closed and boxes and len(closed.group(1)) >= boxes[-1]:
            boxes.pop()
            rows[number] = "> " * len(boxes)
        elif opened and MASK not in opened.group(2):
            title = row[opened.start(3) : opened.end(3)] if opened.group(3) is not None else opened.group(4)
            context.notes.notes.add(context.notes.first_line + number, What.SHORTCODE, row)
            boxes.append(len(opened.group(1)))
            rows[number] = "> " * len(boxes) + _title(opened.group(2), title.replace(MASK, ""), context)
        elif boxes:
            rows[number] = "> " * len(boxes) + row
    return "\n".join(rows)


def _title(kind: str, typed: str, context: Context) -> str:
    word = _ARABIC.get(kind.lower(), kind) if context.lang == "ar" else kind
    # Two spaces end the line, so that the text begins on its own.
    return f"**{(typed.strip() or word.capitalize()).replace('*', '')}**  "


def _alert(found: Found, context: Context) -> str:
    context.note(found.text, found.start, What.SHORTCODE, found.group())
    title = _title(found.group(2).lower(), "", context)
    return found.group(1) + title + found.group(3)


def _without(found: Found, context: Context) -> str:
    context.note(found.text, found.start, What.SHORTCODE_OUT, found.group())
    return ""
