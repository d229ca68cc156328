"""How the figures of entrapment print a number, in Python and in the chart's own language: the two must agree."""

import math

from brief.register import MINUS


def rounded(number: float) -> str:
    """One decimal, half upwards, no needless zero. The small addition shaves what binary fractions leave short."""
    tenths = math.floor(10 * number + 0.500001) / 10
    return f"{tenths:.1f}".removesuffix(".0").replace("-", MINUS)


def vega_rounded(expr: str) -> str:
    """The same as an expression."""
    return f"replace(format(floor(10*({expr})+0.500001)/10,'.1f'),regexp('[.]0$'),'')"


def plus(amount: float) -> str:
    """With its sign; nothing before what rounds to zero."""
    return ("+" if 10 * amount + 0.500001 >= 1 else "") + rounded(amount)


def vega_plus(expr: str) -> str:
    """The same as an expression."""
    return f"((10*({expr})+0.500001>=1?'+':'')+{vega_rounded(expr)})"
