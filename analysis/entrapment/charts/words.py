"""How the figures of entrapment print a number, in Python and in the chart's own language: the two must agree."""

import math

from brief.numbers import MINUS


def rounded(number: float, places: int = 1) -> str:
    """To so many decimals, half upwards, no needless zeros. The small addition shaves what binary fractions leave
    short."""
    parts = math.floor(10**places * number + 0.500001) / 10**places
    return f"{parts:.{places}f}".rstrip("0").rstrip(".").replace("-", MINUS)


def vega_rounded(expr: str, places: int = 1) -> str:
    """The same as an expression."""
    return f"replace(format(floor({10**places}*({expr})+0.500001)/{10**places},'.{places}f'),regexp('[.]?0+$'),'')"


def plus(amount: float) -> str:
    """With its sign; nothing before what rounds to zero."""
    return ("+" if 10 * amount + 0.500001 >= 1 else "") + rounded(amount)


def vega_plus(expr: str) -> str:
    """The same as an expression."""
    return f"((10*({expr})+0.500001>=1?'+':'')+{vega_rounded(expr)})"
