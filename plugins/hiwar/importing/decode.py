"""Bytes of an old file to clean text, whatever encoding it was saved in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from hiwar.encoding import UTF8, guess_encoding
from hiwar.importing.report import What
from hiwar.text import char_name, is_illegal, nfc, without_illegal

if TYPE_CHECKING:
    from hiwar.importing.report import Notes

#: More controls than this share of a file, and it is no text.
_MOST_CONTROLS: Final = 0.1
#: Whatever `is_illegal` could mean, found fast; the few it finds are asked one by one.
_ODD: Final = re.compile("[^\t\n -~\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010fffd]")
_LINE_ENDS: Final = re.compile("\r\n?")
#: Characters that some programs take for the end of a line.
_SEPARATORS: Final = {0x2028: " ", 0x2029: " "}


def decode(raw: bytes, notes: Notes) -> str | None:
    r"""Return the text in NFC with ``\n`` line ends, or None when the bytes are no text.

    Args:
        raw: the bytes of the file.
        notes: gets a row for an encoding other than UTF-8, and for each
            character that may stand in no text and was removed.
    """
    encoding = guess_encoding(raw)
    if encoding == UTF8:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    else:
        text = raw.decode(encoding, errors="replace").removeprefix("\ufeff")
    text = _LINE_ENDS.sub("\n", text)
    if _looks_binary(text):
        return None
    if encoding != UTF8:
        notes.add(1, What.ENCODING, encoding)
    return _without_illegal(nfc(text.translate(_SEPARATORS)), notes)


def _looks_binary(text: str) -> bool:
    return len(_ODD.findall(text)) > len(text) * _MOST_CONTROLS


def _without_illegal(text: str, notes: Notes) -> str:
    seen: set[tuple[int, str]] = set()
    for match in _ODD.finditer(text):
        char, line = match.group(), text.count("\n", 0, match.start()) + 1
        if is_illegal(char) and (line, char) not in seen:
            seen.add((line, char))
            notes.add(line, What.CONTROL, char_name(char))
    return without_illegal(text) if seen else text
