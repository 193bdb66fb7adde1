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
from babel.numbers import format_decimal, get_currency_name, get_currency_precision, get_currency_symbol

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal
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


def money(amount: Decimal, currency: str, lang: str) -> str:
    """Return an amount with its currency: ``89 Saudi riyals``, ``89 ر.س.``.

    In Arabic as a sign, since the data of CLDR have no forms of the words for
    numbers (CLDR 47: ``ريال سعودي`` whatever the count).
    """
    digits = get_currency_precision(currency) if amount % 1 else 0
    number = format_decimal(amount, f"#,##0.{'0' * digits}".rstrip("."), locale=locale(lang))
    if direction(lang) == "rtl":
        # CLDR puts a mark behind the sign; whoever shows the text isolates it.
        sign = get_currency_symbol(currency, locale(lang)).strip("\u200f")
        return f"{number}\N{NO-BREAK SPACE}{sign}"
    return f"{number} {get_currency_name(currency, count=amount, locale=locale(lang))}"


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
