"""Languages: catalogues, plurals, dates, names, directions."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.units import format_unit

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path


@lru_cache
def locale(lang: str) -> Locale:
    """Return Babel's locale of a language code such as ``ar`` or ``pt-BR``."""
    return Locale.parse(lang, sep="-")


def direction(lang: str) -> Literal["rtl", "ltr"]:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if locale(lang).character_order == "right-to-left" else "ltr"


def language_name(lang: str, in_lang: str | None = None) -> str:
    """Return the name of a language, by default in itself: ``العربية``."""
    return locale(lang).get_display_name(in_lang and in_lang.replace("-", "_")) or lang


def long_date(moment: datetime, lang: str) -> str:
    """Return the day in words: ``12 مارس 2026``."""
    return format_date(moment, "long", locale(lang))


def month_name(moment: datetime, lang: str) -> str:
    """Return the month as it stands alone: ``مارس``."""
    return format_date(moment, "LLLL", locale(lang))


def clock_time(moment: datetime, lang: str) -> str:
    """Return hours and minutes: ``14:05``."""
    return format_time(moment, "HH:mm", locale=locale(lang))


def file_size(size: int, lang: str) -> str:
    """Return bytes in words that readers compare: ``8.2 MB``, ``340 kB``, never less than one of them."""
    unit, value = ("megabyte", size / 1_000_000) if size >= 1_000_000 else ("kilobyte", size / 1000)
    rounded = round(value, 1) if value < 10 and unit == "megabyte" else max(1, round(value))
    return format_unit(rounded, unit, "short", locale=locale(lang), numbering_system="latn")


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The translations of the theme's texts, which are written in English."""

    by_language: Mapping[str, NullTranslations]

    def gettext(self, lang: str, message: str) -> str:
        """Return a text in a language, or as written where it has no translation."""
        return self.by_language[lang].gettext(message)

    def ngettext(self, lang: str, singular: str, plural: str, count: int) -> str:
        """Return the form for a count; Arabic has six."""
        return self.by_language[lang].ngettext(singular, plural, count)


def read_catalogues(folder: Path, languages: tuple[str, ...]) -> Catalogues:
    """Read ``LANG.po`` of each language; one without a file stays English.

    Raises:
        SetupError: a file cannot be read.
    """
    return Catalogues({lang: _read(folder / f"{lang}.po", lang) for lang in languages})


def _read(path: Path, lang: str) -> NullTranslations:
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    try:
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=lang.replace("-", "_"), abort_invalid=True))
    except (PoFileError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: the translations cannot be read: {error}") from error
    compiled.seek(0)
    return GNUTranslations(compiled)
