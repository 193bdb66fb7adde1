"""What a product or service costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from decimal import Decimal

Period = Literal["day", "week", "month", "year"]
PERIODS: Final[tuple[Period, ...]] = get_args(Period)


class Price(NamedTuple):
    """One price of a product or service."""

    amount: Decimal
    #: ISO 4217: ``SAR``.
    currency: str
    #: What is paid for again and again; None when it is paid once.
    period: Period | None = None
    #: Plain text: what it is for, or what it includes; often empty.
    note: str = ""
