"""Live sentences in Python and in the chart's own language; where one is made in both, they must agree."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """``Minsk, Kursk and Voronezh``; nothing for no name."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def vega_listed(expr: str) -> str:
    """The same as an expression, from one whose value ends each name in a comma and a space."""
    return f"replace(slice({expr}, 0, -2), regexp(', ([^,]*)$'), ' and $1')"


def vega_text(template: str, **names: str) -> str:
    """A sentence as an expression, where Python has `template.format(…)`: for each name an expression."""
    return "'" + template.format(**{name: f"'+{expr}+'" for name, expr in names.items()}) + "'"
