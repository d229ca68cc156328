"""Class matter that is calculated: what a chapter's `lesson.py` is made of, and where the chapters' lessons are.

Each of forty students has a setting of their own, by number on the class list. A lesson answers one setting in a pure
function; amounts are rounded first to what the class table prints, so that a key can be recomputed by hand from it.
"""

from __future__ import annotations

import decimal
import hashlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

import pandas as pd

from brief import book, numbers

NUMBERS = range(1, 41)


@dataclass(frozen=True)
class Sheet:
    """A chapter's class sheet; its words stand in `chapters/class-CHAPTER.md`.

    `answers` gives one {column: cell} for each number of the class list, of which the first `asked` are the setting;
    `data` the class table, at most 60 rows, of which `about` says what it is. `marking` stands above the key: how it is
    rounded, and what else to accept. `code` is what the notebook for classes that have Python needs: functions, which
    stand in it, and modules, which lie beside it.
    """

    asked: int
    answers: Callable[[], list[dict]] = field(repr=False)
    data: Callable[[], pd.DataFrame] = field(repr=False)
    about: str
    code: tuple[Callable | ModuleType, ...]
    marking: str = ""

    @cache  # noqa: B019
    def key(self) -> pd.DataFrame:
        """All forty settings with their answers; index: the number on the class list."""
        return pd.DataFrame(self.answers(), index=pd.Index(NUMBERS, name="number"))

    def settings(self) -> pd.DataFrame:
        """The settings alone."""
        return self.key().iloc[:, : self.asked]


@dataclass(frozen=True)
class Coding:
    """Cases that students code by a rule of these `parts`, without seeing how the book codes them.

    `cases` has id, label, what and sources (ids, a tuple), one row a case; `cells` case, part, code, why, given (what
    links do not show) and sources, one row for each part of each case. The rule's words stand in the page.
    """

    parts: tuple[str, ...]
    codes: tuple[str, ...]
    cases: Callable[[], pd.DataFrame] = field(repr=False)
    cells: Callable[[], pd.DataFrame] = field(repr=False)

    def blank(self) -> pd.DataFrame:
        """The form as a table to fill in: case, part, an empty code, what to write there, the case in words."""
        labels, write = self.cases().set_index("id")["label"], f"{', '.join(self.codes)}, or the first letter"
        return self.cells()[["case", "part"]].assign(code="", write=write, about=lambda rows: rows["case"].map(labels))


@cache
def sheet_names() -> tuple[str, ...]:
    """The chapters that have a class sheet, in the order in which the menu has them."""
    return tuple(re.findall(r"chapters/class-([\w-]+)", (book.ROOT / "_toc.yml").read_text(encoding="utf-8")))


def sheet(chapter: str) -> Sheet:
    """A chapter's class sheet; its analysis is loaded now. Raises ValueError for a chapter that has none."""
    if chapter not in sheet_names():
        raise ValueError(f"no chapter with a class sheet is called {chapter!r}")
    return _lesson(chapter).SHEET


def coding(chapter: str) -> Coding | None:
    """What students code of a chapter's cases, where its lesson has that."""
    return getattr(_lesson(chapter), "CODING", None)


def cells(chapter: str) -> list[str]:
    """The cells of the chapter's notebook, from `lesson.txt`: its variables, then what they lead to."""
    text = Path(_lesson(chapter).__file__ or "").with_suffix(".txt").read_text(encoding="utf-8")
    return [cell.strip() for cell in text.split("# %%\n")]


def exercises(chapter: str, table: pd.DataFrame) -> list[tuple[str, tuple[str, int | None, dict[str, str]]]]:
    """(question, what `checker` needs) of each exercise in `exercises.toml`, beside the lesson.

    `right` and each of `slips`, {hint: what somebody gets who made that mistake}, are expressions of the notebook's
    `table` and of the lesson's names; `places` are a number's decimals, without which the answer is a name.
    """
    lesson, found = _lesson(chapter), []
    file = Path(lesson.__file__ or "").with_name("exercises.toml")
    text = file.read_text(encoding="utf-8") if file.exists() else "exercise = []"
    for number, one in enumerate(tomllib.loads(text)["exercise"], 1):
        salt, places, known = f"{chapter} {number}", one.get("places"), vars(lesson) | {"table": table}
        right, slips = eval(one["right"], known), {hint: eval(said, known) for hint, said in one["slips"].items()}
        usual, own = (
            {mark(salt, wrong, places): f"Not yet. {hint}" for hint, wrong in told.items()}
            for told in ({} if places is None else _usual(right, places), slips)
        )
        found.append((one["question"], (salt, places, usual | own | {mark(salt, right, places): "Right."})))
    return found


def _usual(right: float, places: int) -> dict[str, float]:
    """Mistakes that are made with any number, and what comes of them."""
    found = {"A hundred times too large: look at the units.": 100 * right, "Look at the sign.": -right}
    found |= {"A hundred times too small: per cent, or a share?": right / 100}
    if places:
        return found | {"Nearly: keep the decimals that are asked for.": round(right)}
    return found | {"One too many: does the limit count?": right + 1, "One too few: does the limit count?": right - 1}


def mark(salt: str, answer, places: int | None) -> str:
    """What stands for an answer: the same answer, however it is written, has the same mark, which doesn't say it."""
    written = str(answer).strip().casefold() if places is None else f"{float(answer):.{places}f}"
    return hashlib.sha256(f"{salt} {written}".encode()).hexdigest()[:16]


def checker(exercises: list) -> Callable[[int, object], None]:
    """What says whether an answer is right, or else what may be wrong with it; it holds marks, not answers."""

    def check(number: int, answer) -> None:
        salt, places, told = exercises[number - 1]
        said = "Not yet. Read the question again, and say in words how you would count."
        try:
            said = told.get(mark(salt, answer, places), said)
        except (TypeError, ValueError):
            said = "The answer is one number, without its unit."
        if answer is None:
            said = "Put your answer in place of None, then run this cell again. A name stands in quotation marks."
        print(f"Exercise {number}: {said}")

    return check


def _lesson(chapter: str) -> ModuleType:
    return book.analysis(chapter.replace("-", "_"), "lesson")


def printed(key: str) -> float:
    """A published number as the page prints it: what a student can work with."""
    return float(numbers.text(key, "bare"))


def rounded(amount: float, places: int) -> decimal.Decimal:
    """To decimal places as by hand, half away from zero, needless zeros kept.

    The ninth place shaves what binary fractions add or leave short: no setting has so many.
    """
    step = decimal.Decimal(1).scaleb(-places)
    return decimal.Decimal(f"{amount:.9f}").quantize(step, decimal.ROUND_HALF_UP) + 0


def bars(values: pd.Series, title: str, unit: str, line: float | None = None, marked=()):
    """Bars, one for each label of the index, those in `marked` dark; `line` is a threshold in the same unit.

    Returns an SVG that a notebook shows, drawn without a browser or a network; without vl-convert the chart itself.
    """
    import altair as alt

    frame = pd.DataFrame({"label": values.index.astype(str), "value": values.to_numpy(dtype=float)})
    frame["color"] = ["#2b3a42" if label in set(marked) else "#b9c2c6" for label in values.index]
    x, y = alt.X("value:Q", title=unit), alt.Y("label:N", title=None, sort=None)
    drawn = alt.Chart(frame, title=title, width=420).mark_bar().encode(x, y, alt.Color("color:N", scale=None))
    if line is not None:
        drawn += alt.Chart(pd.DataFrame({"value": [line]})).mark_rule(color="#a0321e", size=2).encode(x="value:Q")
    try:
        import vl_convert
        from IPython.display import SVG
    except ImportError:  # a notebook on somebody's server, which draws charts by itself
        return drawn
    return SVG(vl_convert.vegalite_to_svg(drawn.to_dict(), vl_version="6.4"))
