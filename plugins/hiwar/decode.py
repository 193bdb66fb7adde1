"""Bytes of a file to text, with every character that may not be there named."""

from __future__ import annotations

import codecs
import shlex
from typing import TYPE_CHECKING, Final

from hiwar.encoding import guess_encoding
from hiwar.text import char_name, has_illegal, is_illegal

if TYPE_CHECKING:
    from hiwar.errors import Faults

#: As the writer's iconv names them; with its byte order mark, UTF-16 needs no more.
_NAMES: Final = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
#: More of one kind than this in a file says nothing new.
_SHOWN_CONTROLS: Final = 5


def decode(raw: bytes, shown: str, faults: Faults) -> str | None:
    r"""Return the text of a file with ``\\n`` line ends, or None when it has faults.

    Args:
        raw: the file's bytes.
        shown: the file's path as messages name it.
        faults: collects a wrong encoding, control and bidi-override characters.
    """
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _add_encoding(shown, line, guess_encoding(raw), faults)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _is_clean(text, shown, faults) else None


def _add_encoding(shown: str, line: int, encoding: str, faults: Faults) -> None:
    name, encoding = shlex.quote(shown), _NAMES.get(encoding, encoding.upper())
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
