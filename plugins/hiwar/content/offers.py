"""What readers want to know of a product before they buy it: its prices, and who helps."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from hiwar.content.wrong import WrongValueError, WrongValuesError
from hiwar.model.offer import PERIODS, Price
from hiwar.text import did_you_mean, nfc, one_line, western_digits
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from hiwar.content.frontmatter import Row
    from hiwar.model.offer import Period

EXAMPLE: Final = "89 SAR, or 39 SAR / month | for Qatra One"
_PRICE: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]{3})(?:\s*/\s*(\w+))?")
#: Arabic signs for the decimal point and for thousands.
_SIGNS: Final = {0x066B: ".", 0x066C: ","}
_REACHES: Final = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+|tel:\+?[\d-]+|/(?!/)[^\s<>\"\\]*")


def parse_prices(rows: Iterable[Row]) -> tuple[Price, ...]:
    """Return the prices of a key, in their order.

    Raises:
        WrongValuesError: with every row that is none.
    """
    found: list[Price] = []
    wrong: list[WrongValueError] = []
    for row in rows:
        try:
            found.append(_parse_price(row.text))
        except WrongValueError as fault:
            wrong.append(WrongValueError(fault.problem, fault.fix, row.line))
    if wrong:
        raise WrongValuesError(tuple(wrong))
    return tuple(found)


def _parse_price(text: str) -> Price:
    from babel.numbers import list_currencies

    said, _, note = text.partition("|")
    match = _PRICE.fullmatch(western_digits(said.strip()).translate(_SIGNS))
    if not match:
        raise WrongValueError(f'"{said.strip()}" is no price', f"write it like {EXAMPLE}")
    amount, currency, period = match.group(1), match.group(2).upper(), (match.group(3) or "").lower()
    if currency not in list_currencies():
        raise WrongValueError(f'"{currency}" is no currency', "write its code of three letters, such as SAR or EUR")
    if period and period not in PERIODS:
        raise WrongValueError(f'"{period}" is no span of time', did_you_mean(period, PERIODS))
    # One of PERIODS, as was asked just before.
    span = cast("Period", period) if period else None
    return Price(Decimal(amount.replace(",", "")), currency, span, one_line(nfc(note)))


def parse_support(items: Iterable[str], people: Container[str]) -> tuple[str, ...]:
    """Return who helps: ids in people.toml, and addresses.

    Raises:
        WrongValueError: one is neither.
    """
    found = tuple(items)
    for item in found:
        if not (item in people or is_whole_address(item) or _REACHES.fullmatch(item)):
            fix = "write an id of people.toml, https://…, mailto:…, tel:… or an address of the site, such as /support/"
            raise WrongValueError(f'"{item}" is nobody who helps', fix)
    return found
