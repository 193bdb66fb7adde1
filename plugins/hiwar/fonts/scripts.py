"""Which characters each web font carries, by script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Script:
    """A writing system, as one file per weight carries it."""

    #: Part of the file's name.
    name: str
    #: Inclusive ranges of code points, in hexadecimal: ``0621-0652``.
    ranges: tuple[str, ...]

    @property
    def code_points(self) -> frozenset[int]:
        """Every code point of the script."""
        return frozenset(code for text in self.ranges for code in _span(text))

    @property
    def unicode_range(self) -> str:
        """The value of the CSS descriptor of that name."""
        return ", ".join(f"U+{text}" for text in self.ranges)


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


#: Arabic as written in Arab countries, with their marks and both sets of digits, and
#: the letters that names from Persian, Urdu, Kurdish and Maghrebi Arabic bring along.
ARABIC: Final = Script(
    "arabic",
    (
        "0600-0603", "0606-0607", "0609-060A", "060C-060F", "0615", "061B-061C", "061E-061F",
        "0621-0658", "0660-0672", "0679-067A", "067E", "0686", "0688", "068E", "0691", "0695", "0698",
        "06A1", "06A4", "06A8-06A9", "06AD", "06AF", "06B5", "06BA", "06BE", "06C0-06C2", "06C5-06C7",
        "06CA-06CC", "06CE", "06D0", "06D2-06D5", "06F0-06F9", "200C-200F", "FD3E-FD3F", "FDFA", "FDFC",
    ),
)  # fmt: skip
#: Western European languages, with the punctuation that Arabic shares.
LATIN: Final = Script(
    "latin",
    (
        "0020-007E", "00A0-00FF", "0131", "0152-0153", "0160-0161", "0178", "017D-017E", "02C6", "02DA",
        "02DC", "2010-2015", "2018-201E", "2020-2022", "2026", "2030", "2039-203A", "20AC", "2122",
        "2190-2193", "2212", "2248",
    ),
)  # fmt: skip
SCRIPTS: Final = (ARABIC, LATIN)
