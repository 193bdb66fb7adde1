"""Bytes of a file to text, with every character that may not be there named."""

from __future__ import annotations

import codecs
import itertools
import shlex
from typing import TYPE_CHECKING, Final

from hiwar.text import char_name, has_illegal, is_illegal

if TYPE_CHECKING:
    from hiwar.errors import Faults

_UTF16: Final = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
#: Where windows-1256 has Arabic letters; windows-1252 has accented Latin ones there.
_ARABIC_BYTES: Final = frozenset(range(0xC0, 0xF0)) | {0x81, 0x8D, 0x8E, 0x90, 0x98, 0x9F, 0xAA}
#: More of one kind than this in a file says nothing new.
_SHOWN_CONTROLS: Final = 5


def decode(raw: bytes, shown: str, faults: Faults) -> str | None:
    r"""Return the text of a file with ``\\n`` line ends, or None when it has faults.

    Args:
        raw: the file's bytes.
        shown: the file's path as messages name it.
        faults: collects a wrong encoding, control and bidi-override characters.
    """
    encoding = _UTF16.get(raw[:2])
    if encoding:
        _add_encoding(shown, 1, encoding, faults)
        return None
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _add_encoding(shown, line, guess_encoding(raw), faults)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_clean(text, shown, faults) else None


def guess_encoding(raw: bytes) -> str:
    """Return the likely name of an encoding that is not UTF-8."""
    high = [byte for byte in raw if byte >= 0x80]
    arabic = sum(byte in _ARABIC_BYTES for byte in high)
    pairs = sum(a in _ARABIC_BYTES and b in _ARABIC_BYTES for a, b in itertools.pairwise(raw))
    return "WINDOWS-1256" if arabic > len(high) / 2 and pairs > len(high) / 4 else "WINDOWS-1252"


def _add_encoding(shown: str, line: int, encoding: str, faults: Faults) -> None:
    name = shlex.quote(shown)
    faults.add(
        shown,
        line,
        f"the file is not UTF-8 but probably {encoding}",
        f"iconv -f {encoding} -t UTF-8 {name} > {name}.utf8 && mv {name}.utf8 {name}",
    )


def _is_clean(text: str, shown: str, faults: Faults) -> bool:
    if not has_illegal(text):
        return True
    bad = [(line, char) for line, row in enumerate(text.split("\n"), 1) for char in row if is_illegal(char)]
    for line, char in bad[:_SHOWN_CONTROLS]:
        faults.add(shown, line, f"a character that no reader sees: {char_name(char)}", "delete it")
    return not bad
