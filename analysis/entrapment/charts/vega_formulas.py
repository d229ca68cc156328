"""The model's formulas and the figures' numbers in the chart's own expression language, beside Python's.

>>> expression("tip", prevented="prevented/100")
'1/(1 - (prevented/100))'
"""

import math

import sympy as sp
from sympy.printing.jscode import JavascriptCodePrinter

from analysis.entrapment.measures.model import FORMULAS, WITHOUT
from brief.numbers import MINUS


class _Printer(JavascriptCodePrinter):
    """sympy's JavaScript without `Math.`, which the chart's language doesn't know."""

    known = {"exp": "exp", "log": "log", "Abs": "abs", "sqrt": "sqrt"}

    def __init__(self, names):
        super().__init__({"user_functions": self.known})
        self.names = names

    def _print_Symbol(self, symbol):
        return f"({self.names[str(symbol)]})"

    def _print_Pow(self, power):
        if power.exp == -1:
            return f"1/({self._print(power.base)})"
        return f"pow({self._print(power.base)}, {self._print(power.exp)})"


def expression(name: str, **names) -> str:
    """The formula `name` of the model. `names` gives each symbol an expression (text) or a fixed number.

    A symbol left out counts as in the model's WITHOUT. An unknown formula is a KeyError."""
    known = {key: number for key, number in (WITHOUT | names).items() if not isinstance(number, str)}
    exact = {sp.Symbol(key, real=True): sp.nsimplify(number, rational=True) for key, number in known.items()}
    return _Printer(names).doprint(FORMULAS[name].xreplace(exact)).replace("\n", " ")


def rounded(number: float, places: int = 1) -> str:
    """To one decimal or none, half upwards, without a needless zero. The small addition shaves what binary fractions
    leave short."""
    parts = math.floor(10**places * number + 0.500001) / 10**places
    return f"{parts:.{places}f}".removesuffix(".0").replace("-", MINUS)


def vega_rounded(expr: str, places: int = 1) -> str:
    """The same as an expression."""
    return f"replace(format(floor({10**places}*({expr})+0.500001)/{10**places},'.{places}f'),regexp('[.]0$'),'')"


def plus(amount: float, places: int = 1) -> str:
    """With its sign; nothing before what rounds to zero."""
    return ("+" if 10**places * amount + 0.500001 >= 1 else "") + rounded(amount, places)


def vega_plus(expr: str, places: int = 1) -> str:
    """The same as an expression."""
    return f"(({10**places}*({expr})+0.500001>=1?'+':'')+{vega_rounded(expr, places)})"
