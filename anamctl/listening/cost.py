"""What listening costs, as far as that can be told from the price list."""

from __future__ import annotations


def cost(open_seconds: float, price_per_hour: float | None) -> float | None:
    """Give US dollars for a session that was open so long; None when the price is not known."""
    return None if price_per_hour is None else open_seconds * price_per_hour / 3600


def dollars(amount: float | None) -> str:
    """Write an estimate with two digits that count: ``about $0.0013``; empty when not known, ``free`` for nothing."""
    if amount is None:
        return ""
    if amount == 0:
        return "free"
    if amount >= 1:
        return f"about ${amount:,.2f}"
    if amount < 1e-6:
        return "less than $0.000001"
    digits = 2
    while digits < 6 and amount < 10 ** (1 - digits):
        digits += 1
    return f"about ${amount:.{digits}f}"
