"""Languages: catalogues, plurals, dates, names, directions."""

from __future__ import annotations

import io
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING, Final, Literal

from babel import Locale

from hiwar.errors import SetupError
from hiwar.lasting import lasting
from hiwar.model.style import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

    from hiwar.model.style import Numerals, Style

_ARABIC_INDIC: Final = {ord("0") + digit: chr(0x0660 + digit) for digit in range(10)}


@lasting(128)
def locale(lang: str) -> Locale:
    """Return Babel's locale of a language code such as ``ar`` or ``pt-BR``."""
    return Locale.parse(lang, sep="-")


def direction(lang: str) -> Literal["rtl", "ltr"]:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if locale(lang).character_order == "right-to-left" else "ltr"


def language_name(lang: str, in_lang: str | None = None) -> str:
    """Return the name of a language, by default in itself: ``العربية``."""
    return locale(lang).get_display_name(in_lang and in_lang.replace("-", "_")) or lang


@lasting(128)
def _of_country(lang: str, country: str) -> Locale:
    """Return Babel's locale of Arabic as a country writes it; other languages have one form of their own."""
    return Locale(lang, country) if lang == "ar" and country else locale(lang)


def number(value: int | str, lang: str, style: Style = PLAIN) -> str:
    """Return a number that was counted, or a text of digits of ours, in the digits of the page."""
    return str(value).translate(_ARABIC_INDIC) if numerals(lang, style) == "arabic" else str(value)


def numerals(lang: str, style: Style) -> Numerals:
    """Return which digits a page of a language has."""
    return style.numerals if lang == "ar" else "western"


def long_date(moment: datetime, lang: str, style: Style = PLAIN) -> str:
    """Return the day in words: ``12 مارس 2026``."""
    # Formats of dates, numbers and catalogues take 5 ms to import; most builds write none.
    from babel.dates import format_date

    return number(format_date(moment, "long", _of_country(lang, style.country)), lang, style)


def hijri_date(moment: datetime, lang: str, style: Style = PLAIN) -> str:
    """Return the day in the calendar of Umm al-Qura: ``23 رمضان 1447 هـ``.

    Empty where nobody asked for it, and outside of what the calendar was computed
    for: 1 August 1924 to 16 November 2077.
    """
    if not style.has_hijri:
        return ""
    from hijridate import Gregorian

    try:
        day = Gregorian(moment.year, moment.month, moment.day).to_hijri()
    except OverflowError:
        return ""
    words: Literal["ar", "en"] = "ar" if lang == "ar" else "en"
    return number(f"{day.day} {day.month_name(words)} {day.year} {day.notation(words)}", lang, style)


def month_name(moment: datetime, lang: str, style: Style = PLAIN) -> str:
    """Return the month as it stands alone: ``مارس``."""
    from babel.dates import format_date

    return format_date(moment, "LLLL", _of_country(lang, style.country))


def month_and_year(moment: datetime, lang: str, style: Style = PLAIN) -> str:
    """Return the month with its year: ``مارس 2026``."""
    from babel.dates import format_date

    return number(format_date(moment, "LLLL y", _of_country(lang, style.country)), lang, style)


def clock_time(moment: datetime, lang: str, style: Style = PLAIN) -> str:
    """Return hours and minutes: ``14:05``."""
    from babel.dates import format_time

    return number(format_time(moment, "HH:mm", locale=locale(lang)), lang, style)


def money(amount: Decimal, currency: str, lang: str, style: Style = PLAIN) -> str:
    """Return an amount with its currency: ``89 Saudi riyals``, ``89 ر.س.``.

    In Arabic as a sign, since the data of CLDR have no forms of the words for
    numbers (CLDR 47: ``ريال سعودي`` whatever the count).
    """
    from babel.numbers import format_decimal, get_currency_name, get_currency_precision, get_currency_symbol

    digits = get_currency_precision(currency) if amount % 1 else 0
    amount_said = format_decimal(amount, f"#,##0.{'0' * digits}".rstrip("."), locale=locale(lang))
    said = number(amount_said, lang, style)
    if direction(lang) == "rtl":
        # CLDR puts a mark behind the sign; whoever shows the text isolates it.
        sign = get_currency_symbol(currency, locale(lang)).strip("\u200f")
        return f"{said}\N{NO-BREAK SPACE}{sign}"
    return f"{said} {get_currency_name(currency, count=amount, locale=locale(lang))}"


def file_size(size: int, lang: str, style: Style = PLAIN) -> str:
    """Return bytes in words that readers compare: ``8.2 MB``, ``340 kB``, never less than one of them."""
    from babel.units import format_unit

    unit, value = ("megabyte", size / 1_000_000) if size >= 1_000_000 else ("kilobyte", size / 1000)
    rounded = round(value, 1) if value < 10 and unit == "megabyte" else max(1, round(value))
    return number(format_unit(rounded, unit, "short", locale=locale(lang), numbering_system="latn"), lang, style)


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


def read_catalogues(folder: Path, languages: tuple[str, ...], own: Path | None = None) -> Catalogues:
    """Read ``LANG.po`` of each language; one without a file stays English.

    Args:
        folder: the theme's.
        languages: codes.
        own: the company's, whose words come first.

    Raises:
        SetupError: a file cannot be read.
    """
    return Catalogues({lang: _both(f"{lang}.po", lang, folder, own) for lang in languages})


def _both(name: str, lang: str, folder: Path, own: Path | None) -> NullTranslations:
    theirs = _read(folder / name, lang)
    if own is None or not (own / name).is_file():
        return theirs
    ours = _read(own / name, lang)
    ours.add_fallback(theirs)
    return ours


def _read(path: Path, lang: str) -> NullTranslations:
    if not path.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = io.BytesIO()
    try:
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=lang.replace("-", "_"), abort_invalid=True))
    except (PoFileError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: the translations cannot be read: {error}") from error
    compiled.seek(0)
    return GNUTranslations(compiled)
