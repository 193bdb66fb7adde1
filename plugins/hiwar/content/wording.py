"""The key ``announce``: what a writer wants said of a piece elsewhere."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.communities import ANNOUNCED
from hiwar.content.wrong import WrongValueError
from hiwar.model.announcement import Wording
from hiwar.text import did_you_mean, nfc, one_line, western_digits

if TYPE_CHECKING:
    from hiwar.content.frontmatter import Entry

#: ``bluesky | a text``: a name is one small Latin word, so that a text may have a bar, too.
_NAMED: Final = re.compile(r"([a-z]+)\s*\|\s*(.*)", re.DOTALL)
_SILENT: Final = frozenset({"no", "لا"})
_WARNING: Final = "warning"
_QUOTATION: Final = "quote"


def read_wording(entry: Entry, _known: object) -> Wording:
    """Return what ``announce`` says: ``no``, a text, or a list of texts, each with the name it is for.

    Raises:
        WrongValueError: a name is not known, stands twice or has no text.
    """
    lines = [one_line(nfc(value)) for value in entry.values]
    if [line.casefold() for line in lines if line.casefold() in _SILENT]:
        if len(lines) > 1:
            raise WrongValueError(f'"{lines[0]}" stands beside "no"', f"write {entry.typed}: no")
        return Wording(is_silent=True)
    found: dict[str, str] = {}
    for line in lines:
        name, text = _named(line)
        if not text:
            raise WrongValueError(f'"{line}" says nothing', f"write a text, or delete {entry.typed}")
        if name in found:
            raise WrongValueError(f'"{name}" stands twice' if name else "two texts are for everybody", "keep one")
        found[name] = text
    warning, quotation = found.pop(_WARNING, ""), found.pop(_QUOTATION, "")
    return Wording(MappingProxyType(found), warning, _number(quotation))


def _named(line: str) -> tuple[str, str]:
    match = _NAMED.fullmatch(line)
    if not match:
        return "", line
    names = (*ANNOUNCED, _WARNING, _QUOTATION)
    if match[1] not in names:
        raise WrongValueError(f'nothing is announced on "{match[1]}"', did_you_mean(match[1], names))
    return match[1], match[2].strip()


def _number(text: str) -> int:
    digits = western_digits(text)
    if text and not (digits.isdecimal() and 0 < int(digits) < 100):
        raise WrongValueError(f'"{text}" is no number of a quotation', f"write {_QUOTATION} | 1 for the first")
    return int(digits or 0)
